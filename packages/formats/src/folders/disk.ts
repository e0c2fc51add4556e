import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FormatError } from '../format-error.js';
import type { Rejected } from '../imported.js';
import type { FileInput, FolderInput } from '../input.js';

/** A file on disk; a link is not followed. */
export async function diskFile(path: string, name = basename(path)): Promise<FileInput> {
  const stats = await lstat(path);
  if (!stats.isFile()) throw new FormatError('not_this_format', `${name} is no file.`);
  return {
    kind: 'file',
    name,
    size: stats.size,
    async *open(range) {
      const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      yield* handle.createReadStream(range ? { start: range.start, end: range.end - 1 } : {});
    },
  };
}

/** A folder on disk and all below it; links are told and not followed. */
export const diskFolder = (path: string): FolderInput => ({
  kind: 'folder',
  name: basename(path),
  list: () => listBelow(path, ''),
});

async function* listBelow(root: string, folder: string): AsyncGenerator<FileInput | Rejected> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* listBelow(root, name);
    else if (entry.isFile()) yield await diskFile(join(root, name), name);
    else yield { place: name, code: 'link_in_archive', reason: 'It is a link or no file at all, and is not followed.' };
  }
}
