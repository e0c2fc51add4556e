const LEAST = 2 ** 16;

/**
 * Parts gathered until they are worth being sent.
 *
 * @param join makes a text of those gathered
 */
export async function* inPieces<Part>(
  parts: AsyncIterable<Part>,
  { lengthOf, join }: { lengthOf(part: Part): number; join(parts: Part[]): string },
): AsyncGenerator<Uint8Array> {
  let waiting: Part[] = [];
  let length = 0;
  for await (const part of parts) {
    waiting.push(part);
    length += lengthOf(part);
    if (length < LEAST) continue;
    yield Buffer.from(join(waiting));
    [waiting, length] = [[], 0];
  }
  if (waiting.length > 0) yield Buffer.from(join(waiting));
}
