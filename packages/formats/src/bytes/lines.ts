import { Gather } from './gather.js';

export interface Line {
  /** From 1, blank lines counted. */
  number: number;
  /** Without its end; null where it is longer than allowed. */
  bytes: Buffer | null;
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * The lines of a stream of UTF-8. They end in LF or CRLF; what ends a line in print only (U+2028) is part of it.
 *
 * @param most bytes of a line that are kept
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Line> {
  const line = new Gather(most);
  let number = 1;
  const end = (): Line => {
    const bytes = line.take();
    return { number: number++, bytes: bytes?.at(-1) === CR ? bytes.subarray(0, -1) : bytes };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let stop = chunk.indexOf(LF); stop !== -1; stop = chunk.indexOf(LF, start)) {
      line.push(chunk.subarray(start, stop));
      start = stop + 1;
      yield end();
    }
    line.push(chunk.subarray(start));
  }
  if (line.length > 0) yield end();
}
