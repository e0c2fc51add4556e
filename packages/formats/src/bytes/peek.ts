/** The first bytes of a stream, and the stream as if nobody had looked. */
export async function peek(
  chunks: AsyncIterable<Uint8Array>,
  bytes: number,
): Promise<{ head: Uint8Array; rest: AsyncGenerator<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const { done, value } = await iterator.next();
    if (done) break;
    seen.push(value);
    length += value.length;
  }
  const together = Buffer.concat(seen);
  async function* rest() {
    try {
      if (length > 0) yield together;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: together.subarray(0, bytes), rest: rest() };
}
