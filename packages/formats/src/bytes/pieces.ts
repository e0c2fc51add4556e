import { FormatError } from '../format-error.js';

/** A stream in pieces of the same size. @throws truncated where it ends before the last */
export async function* piecesOf(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
  count: number,
): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0);
  const waiting: Uint8Array[] = [];
  let [length, given] = [0, 0];
  for await (const chunk of chunks) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < size) continue;
    rest = Buffer.concat(waiting);
    let start = 0;
    for (; start + size <= rest.length && given < count; start += size, given++)
      yield rest.subarray(start, start + size);
    if (given === count) return;
    waiting.splice(0, waiting.length, rest.subarray(start));
    length = rest.length - start;
  }
  if (given < count)
    throw new FormatError('truncated', `The file ends after ${given} of ${count}: it seems to be cut off.`);
}
