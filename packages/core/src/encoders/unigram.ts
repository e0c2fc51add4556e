/** SentencePiece's mark of a space. */
const SPACE = '\u2581';
const UNKNOWN = 0;
/** Begins a piece and is none. */
const BEGINNING = -1;

/** A piece of a vocabulary and the logarithm of its probability; the place in the list is its id. */
export type Vocabulary = readonly (readonly [piece: string, score: number])[];

/** A text in pieces of a vocabulary. */
export interface Tokens {
  ids: number[];
  /** Share of the characters, spaces aside, that are in no piece of the vocabulary: in [0, 1], 1 for a text without any. */
  unread: number;
}

/** Looks whether enough is settled come after at least so many characters, and ever more rarely. */
const FIRST_LOOK = 64;

/**
 * SentencePiece's unigram tokeniser: of all ways to cut a text into pieces of the vocabulary, the one with the largest sum
 * of scores (Viterbi). A character that begins no piece is unknown, id 0; unknown ones in a row are one.
 *
 * As `@energetic-ai/embeddings` and TensorFlow.js's universal-sentence-encoder have it, which the model was made for; only
 * white space is brought to single spaces first, as SentencePiece itself does.
 *
 * A long text is cut only as far as its first `most` ids need: where all cuts that are still open agree on them, the rest
 * cannot change them. They are the ids that the whole text begins with.
 *
 * @param reserved ids below belong to no piece
 * @returns the tokeniser; it gives at most `most` ids
 * @source Kudo 2018, arXiv:1804.10959, section 3.2
 */
export function unigram(vocabulary: Vocabulary, reserved: number): (text: string, most?: number) => Tokens {
  const pieces = new Map<string, number>();
  for (let id = reserved; id < vocabulary.length; id++) pieces.set(vocabulary[id]![0], id);
  for (const piece of [...pieces.keys()]) {
    const symbols = [...piece];
    for (let n = 1; n < symbols.length; n++) {
      const start = symbols.slice(0, n).join('');
      if (!pieces.has(start)) pieces.set(start, BEGINNING);
    }
  }
  return (text, most = Number.POSITIVE_INFINITY) => cut(text, vocabulary, pieces, most);
}

/** Words of the normalised text, one after the other: NFKC never joins what a space parts. */
function* wordsOf(text: string): Generator<string> {
  for (const [run] of text.matchAll(/\S+/gu))
    for (const word of run.normalize('NFKC').split(/\s+/u)) if (word !== '') yield word;
}

/** The best cut up to a place: its sum of scores, and the last piece on the way there. */
interface Way {
  sum: number;
  id: number;
  from: number;
  /** Ids so far, unknown ones in a row as one. */
  ids: number;
}

function cut(text: string, vocabulary: Vocabulary, pieces: Map<string, number>, most: number): Tokens {
  const symbols: string[] = [];
  const words = wordsOf(text);
  const symbolAt = (place: number): string | undefined => {
    if (place === symbols.length) {
      const next = words.next();
      if (!next.done) {
        symbols.push(SPACE);
        for (const symbol of next.value) symbols.push(symbol);
      }
    }
    return symbols[place];
  };
  const ways: (Way | undefined)[] = [{ sum: 0, id: BEGINNING, from: 0, ids: 0 }];
  const offer = (from: number, to: number, id: number, score: number) => {
    const { sum, id: before, ids } = ways[from]!;
    if (sum + score < (ways[to]?.sum ?? Number.NEGATIVE_INFINITY)) return;
    while (ways.length < to) ways.push(undefined);
    ways[to] = { sum: sum + score, id, from, ids: ids + (id === UNKNOWN && before === UNKNOWN ? 0 : 1) };
  };
  let look = FIRST_LOOK;
  let start = 0;
  for (; symbolAt(start) !== undefined; start++) {
    if (!ways[start]) continue;
    if (start >= look) {
      if (settled(ways, start, most)) break;
      look = start + Math.max(FIRST_LOOK, start >> 1);
    }
    let isKnown = false;
    let piece = '';
    for (let end = start; symbolAt(end) !== undefined; end++) {
      piece += symbols[end];
      const id = pieces.get(piece);
      if (id === undefined) break;
      if (id === BEGINNING) continue;
      offer(start, end + 1, id, vocabulary[id]![1]);
      isKnown = true;
    }
    if (!isKnown) offer(start, start + 1, UNKNOWN, 0);
  }
  return tokensOf(symbols, ways, start, most);
}

/** Whether all ways that lead past `start` have their first `most` ids in common. */
function settled(ways: (Way | undefined)[], start: number, most: number): boolean {
  const open = new Set<number>();
  for (let end = start; end < ways.length; end++) if (ways[end]) open.add(end);
  while (open.size > 1) {
    const farthest = Math.max(...open);
    if (ways[farthest]!.ids < most) return false;
    open.delete(farthest);
    open.add(ways[farthest]!.from);
  }
  const [common] = open;
  return ways[common!]!.ids >= most;
}

/** The ids along the way to `end`, and how much of what they stand for is unknown. */
function tokensOf(symbols: string[], ways: (Way | undefined)[], end: number, most: number): Tokens {
  const ends: number[] = [];
  for (let at = end; at > 0; at = ways[at]!.from) ends.push(at);
  const ids: number[] = [];
  let [characters, unknown] = [0, 0];
  for (const at of ends.reverse()) {
    const { id, from } = ways[at]!;
    if (id !== UNKNOWN || ids.at(-1) !== UNKNOWN) {
      if (ids.length >= most) break;
      ids.push(id);
    }
    const own = symbols.slice(from, at).filter((symbol) => symbol !== SPACE).length;
    characters += own;
    if (id === UNKNOWN) unknown += own;
  }
  return { ids, unread: characters > 0 ? unknown / characters : 1 };
}
