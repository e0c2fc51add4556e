import { type Imported, isNotice, isRecord, isRejected } from './imported.js';
import type { Importer } from './importer.js';
import { bytesInput, type FileInput, type Input } from './input.js';

/** Everything that an importer gives, sorted by what it is. */
export async function collect(importer: Importer, input: Input, options: unknown = {}, signal?: AbortSignal) {
  const items: Imported[] = [];
  for await (const item of importer.read(input, options, signal)) items.push(item);
  return {
    records: items.filter(isRecord),
    rejected: items.filter(isRejected),
    notices: items.filter(isNotice),
  };
}

export const file = (content: string | Uint8Array, name = 'file') =>
  bytesInput(name, typeof content === 'string' ? Buffer.from(content) : content);

/** The same bytes in pieces of so many. */
export const inPieces = (input: FileInput, size: number): FileInput => ({
  ...input,
  async *open(range) {
    for await (const chunk of input.open(range)) {
      for (let start = 0; start < chunk.length; start += size) yield chunk.subarray(start, start + size);
    }
  },
});
