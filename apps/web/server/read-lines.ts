import { DomainError } from '@querent/domain';
import { flawOf } from './parse-input';

/** A line of JSONL: what stands in it, or why nothing can be read from it. */
export type GivenLine = { place: string; given: unknown } | { place: string; reason: string };

/** A picture of 20 MB in base64, and what stands beside it. */
const MAX_BYTES = 40_000_000;
const NEWLINE = 10;

export const isLines = (request: Request): boolean =>
  /^application\/(x-ndjson|jsonl)\b/.test(request.headers.get('content-type') ?? '');

/**
 * The lines of a body of any length, one at a time; empty ones are passed over. A line that is no JSON says so in its place.
 *
 * @throws invalid_input where the request breaks off: the lines before it have been given
 */
export async function* readLines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<GivenLine> {
  let number = 0;
  for await (const bytes of linesOf(body)) {
    number++;
    const place = `line ${number}`;
    if (bytes === null) yield { place, reason: `The line is longer than ${MAX_BYTES / 1_000_000} MB.` };
    else {
      const line = parseLine(bytes, number);
      if (line !== null) yield { place, ...line };
    }
  }
}

function parseLine(bytes: Uint8Array, number: number): { given: unknown } | { reason: string } | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: number > 1 }).decode(bytes);
  } catch {
    return { reason: 'The line is not UTF-8.' };
  }
  if (text.trim() === '') return null;
  try {
    const given: unknown = JSON.parse(text);
    const reason = flawOf(given);
    return reason ? { reason } : { given };
  } catch (cause) {
    return { reason: `The line is not JSON: ${(cause as Error).message}` };
  }
}

/** Bytes between newlines; null for a line that is too long, of which no more than the limit is ever in memory. */
async function* linesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array | null> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (part: Uint8Array) => {
    length += part.byteLength;
    if (length <= MAX_BYTES) parts.push(part);
    else parts = [];
  };
  const end = () => {
    const line = length > MAX_BYTES ? null : Buffer.concat(parts);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of unbroken(body)) {
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, at));
      yield end();
      start = at + 1;
    }
    take(chunk.subarray(start));
  }
  if (length > 0) yield end();
}

async function* unbroken(body: ReadableStream<Uint8Array> | null) {
  try {
    yield* body ?? [];
  } catch (cause) {
    const detail =
      'The request broke off. What was read has been added; send all of it again, and what is there is recognised.';
    throw new DomainError('invalid_input', detail, { cause });
  }
}
