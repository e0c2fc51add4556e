import { DomainError } from '@querent/domain';

const MAX_BYTES = 1_000_000;
/** So much of what is too large is still taken and thrown away, so that a client that sends on hears the answer. */
export const MAX_DISCARDED_BYTES = 100_000_000;

/** The JSON of a request; none is an empty object. @throws invalid_input, too_large */
export async function readBody(request: Request): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text || '{}');
  } catch (cause) {
    throw new DomainError('invalid_input', 'The body of the request is not JSON.', { cause });
  }
}

async function readText(request: Request): Promise<string> {
  const bytes = await readBytes(request.body);
  if (bytes === null) throw new DomainError('too_large', 'The request is larger than one megabyte. Send less at once.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DomainError('invalid_input', 'The body of the request is not UTF-8.', { cause });
  }
}

/** Never more than the limit in memory; null where there was more. */
async function readBytes(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.byteLength;
      if (bytes <= MAX_BYTES) chunks.push(chunk);
      else chunks.length = 0;
      if (bytes > MAX_DISCARDED_BYTES) break;
    }
  } catch (cause) {
    throw new DomainError('invalid_input', 'The request broke off before its body was complete.', { cause });
  }
  return bytes > MAX_BYTES ? null : Buffer.concat(chunks);
}
