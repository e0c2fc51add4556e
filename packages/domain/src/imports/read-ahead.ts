/**
 * What a generator gives, some of it asked for before it is needed, so that it works while its taker waits for something else.
 *
 * @param count how many are asked for beforehand
 */
export async function* readAhead<T>(items: AsyncGenerator<T>, count: number): AsyncGenerator<T> {
  const asked: Promise<IteratorResult<T>>[] = [];
  const ask = () => {
    const next = items.next();
    next.catch(() => {}); // it is waited for in its turn
    asked.push(next);
  };
  try {
    while (asked.length < count) ask();
    for (;;) {
      ask();
      const { done, value } = await asked.shift()!;
      if (done) return;
      yield value;
    }
  } finally {
    await items.return(undefined);
  }
}
