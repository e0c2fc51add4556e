import type { FileInput } from '../input.js';

/** The bytes of a file until somebody says stop; its source is closed either way. */
export async function* readBytes(input: FileInput, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  for await (const chunk of input.open()) {
    signal?.throwIfAborted();
    yield chunk;
  }
}
