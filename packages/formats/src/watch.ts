import type { FileInput, Input } from './input.js';

async function* until(chunks: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    yield chunk;
  }
}

/**
 * The same input, whose bytes end where somebody says stop, and which can be closed wherever its reader stands. The
 * files of a folder outlive that: their records are read later.
 */
export function watch(input: Input, signal?: AbortSignal): { input: Input; close(): Promise<void> } {
  if (input.kind === 'folder') return { input, close: async () => undefined };
  const opened: AsyncGenerator<Uint8Array>[] = [];
  const open: FileInput['open'] = (range) => {
    const chunks = until(input.open(range), signal);
    opened.push(chunks);
    return chunks;
  };
  return {
    input: { ...input, open },
    close: async () => {
      await Promise.all(opened.map((chunks) => chunks.return(undefined)));
    },
  };
}
