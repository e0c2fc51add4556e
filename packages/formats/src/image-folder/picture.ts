import { tooLarge } from '../bytes/most-bytes.js';
import { FormatError } from '../format-error.js';
import type { FileInput } from '../input.js';

/** A picture whose bytes are read when they are wanted. Reading throws a FormatError where it is too large or damaged. */
export const pictureOf = (file: FileInput, most: number) => ({
  name: file.name,
  async read(): Promise<Uint8Array> {
    if ((file.size ?? 0) > most) throw tooLarge('picture', most);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of file.open()) {
      length += chunk.length;
      if (length > most) throw tooLarge('picture', most);
      chunks.push(chunk);
    }
    if (length === 0) throw new FormatError('empty_file', 'The picture is empty.');
    return Buffer.concat(chunks);
  },
});
