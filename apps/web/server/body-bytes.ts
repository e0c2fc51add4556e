import { DomainError } from '@querent/domain';
import { MAX_DISCARDED_BYTES } from './read-body';

/** What is thrown away is not waited for any longer than this. */
const LEFT_MS = 15_000;

/**
 * The bytes of a body as they come. What nobody reads to its end is taken and thrown away up to a limit, so that a client that
 * sends on hears the answer.
 *
 * @param brokenOff what to say where the body breaks off
 * @param quietMs how long nothing of it may come; left out, any time
 */
export async function* bodyBytes(
  body: ReadableStream<Uint8Array> | null,
  brokenOff: string,
  quietMs?: number,
): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  let isLost = false;
  try {
    for (;;) {
      const { done, value } = await soon(reader.read(), quietMs);
      if (done) return;
      yield value;
    }
  } catch (cause) {
    isLost = true;
    throw new DomainError('invalid_input', brokenOff, { cause });
  } finally {
    if (!isLost) await discard(reader).catch(() => {}); // it broke off, or has been read to its end
  }
}

/**
 * What comes of a request whose body may not have been read when it is refused: then the rest is taken and thrown away first, so
 * that its client hears why, rather than that the connection broke.
 *
 * @throws whatever the work throws
 */
export async function heardToItsEnd<Result>(request: Request, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (request.body && !request.body.locked) await discard(request.body.getReader()).catch(() => {});
    throw error;
  }
}

async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let bytes = 0; bytes <= MAX_DISCARDED_BYTES; ) {
    const { done, value } = await soon(reader.read(), LEFT_MS);
    if (done) return;
    bytes += value.byteLength;
  }
}

/** @throws Error where it takes too long */
async function soon<Result>(work: Promise<Result>, ms?: number): Promise<Result> {
  if (ms === undefined) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing has come for ${ms / 1_000} seconds.`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
