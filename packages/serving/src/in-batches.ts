/** Records of one request that go into a turn, so that a long request lets short ones pass. */
const SLICE = 16;

interface Waiting<Item, Answer> {
  items: Item[];
  answers: Answer[];
  resolve(answers: Answer[]): void;
  reject(error: unknown): void;
}

/** Whose error it is, and of which of its items. */
export class ItemError extends Error {
  readonly place: number;

  constructor(place: number, cause: unknown) {
    super(`Of item ${place}.`, { cause });
    this.name = 'ItemError';
    this.place = place;
  }
}

/**
 * Answers requests that wait together in one piece of work: what comes while a turn is under way goes into the next. Where a turn
 * fails by one of its items, each is tried by itself, so that it spoils no other request.
 *
 * @param most items of a turn
 * @param answer answers to items, as many, in their order
 * @param isOfItem whether an error may be the doing of one item; others fail all that are in the turn
 * @returns asks for answers; rejects with an ItemError of the first item that has none, or with what failed them all
 */
export function inBatches<Item, Answer>(
  most: number,
  answer: (items: Item[]) => Promise<Answer[]>,
  isOfItem: (error: unknown) => boolean,
) {
  const waiting: Waiting<Item, Answer>[] = [];
  let isRunning = false;

  const drop = (one: Waiting<Item, Answer>) => waiting.splice(waiting.indexOf(one), 1);

  /** What goes into a turn: a slice of each in the order in which they came, then more of the first if there is room. */
  function nextTurn() {
    const turn: { one: Waiting<Item, Answer>; items: Item[] }[] = [];
    let room = most;
    for (const one of waiting) {
      const wanted = waiting.length === 1 ? room : Math.min(SLICE, room);
      const from = one.answers.length;
      const items = one.items.slice(from, from + wanted);
      room -= items.length;
      turn.push({ one, items });
      if (room === 0) break;
    }
    return turn;
  }

  async function eachByItself(one: Waiting<Item, Answer>, items: Item[]) {
    for (const item of items) {
      try {
        one.answers.push(...(await answer([item])));
      } catch (error) {
        drop(one);
        return one.reject(isOfItem(error) ? new ItemError(one.answers.length, error) : error);
      }
    }
  }

  async function run() {
    isRunning = true;
    while (waiting.length > 0) {
      const turn = nextTurn();
      try {
        const answers = await answer(turn.flatMap(({ items }) => items));
        let at = 0;
        for (const { one, items } of turn) {
          one.answers.push(...answers.slice(at, at + items.length));
          at += items.length;
        }
      } catch (error) {
        for (const { one, items } of turn) {
          if (isOfItem(error)) await eachByItself(one, items);
          else {
            drop(one);
            one.reject(error);
          }
        }
      }
      for (const { one } of turn) {
        if (!waiting.includes(one)) continue;
        drop(one);
        // Those that are not done stand behind the others.
        if (one.answers.length < one.items.length) waiting.push(one);
        else one.resolve(one.answers);
      }
    }
    isRunning = false;
  }

  return (items: Item[]): Promise<Answer[]> =>
    new Promise((resolve, reject) => {
      waiting.push({ items, answers: [], resolve, reject });
      // Those that come with the same turn of the loop go together.
      if (!isRunning) {
        isRunning = true;
        setImmediate(() => void run());
      }
    });
}
