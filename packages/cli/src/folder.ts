import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeZip } from 'client-zip';
import { CliError } from './failure.js';
import { stateFolder } from './settings.js';
import type { Terminal } from './terminal.js';

interface Found {
  path: string;
  size: number;
  modifiedAt: Date;
}

/** All files below a folder, in one order; what begins with a dot is none of it. */
function filesIn(folder: string): Found[] {
  const names = (entry: Dirent) => entry.name;
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (names(a) < names(b) ? -1 : 1))
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      const about = statSync(path, { throwIfNoEntry: false });
      if (about?.isDirectory()) return entry.isSymbolicLink() ? [] : filesIn(path);
      return about?.isFile() ? [{ path, size: about.size, modifiedAt: about.mtime }] : [];
    });
}

/**
 * A folder as one ZIP, which is how it travels. It stays until it has been imported, so that sending it can go on.
 *
 * @throws CliError where nothing is in it
 */
export async function packFolder(
  folder: string,
  terminal: Terminal,
): Promise<{ path: string; name: string; remove(): void }> {
  const files = filesIn(folder);
  if (files.length === 0) throw new CliError(`There are no files in ${folder}.`);
  const hash = createHash('sha256').update(resolve(folder));
  for (const { path, size, modifiedAt } of files) hash.update(`\n${path} ${size} ${modifiedAt.getTime()}`);
  const parcels = join(stateFolder(), 'parcels');
  mkdirSync(parcels, { recursive: true, mode: 0o700 });
  const name = `${basename(resolve(folder)) || 'folder'}.zip`;
  const path = join(parcels, `${hash.digest('hex').slice(0, 24)}.zip`);
  const parcel = { path, name, remove: () => rmSync(path, { force: true }) };
  if (existsSync(path)) return parcel;
  let done = 0;
  function* entries() {
    for (const file of files) {
      terminal.progress('Packing', done++ / files.length, `${done} of ${files.length} files`);
      const input = Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>;
      yield {
        name: relative(folder, file.path).split(sep).join('/'),
        size: file.size,
        lastModified: file.modifiedAt,
        input,
      };
    }
  }
  const part = `${path}.${process.pid}.part`;
  try {
    const zip = Readable.fromWeb(makeZip(entries()) as import('node:stream/web').ReadableStream);
    await pipeline(zip, createWriteStream(part, { mode: 0o600 }), { signal: terminal.signal });
    renameSync(part, path);
  } finally {
    rmSync(part, { force: true });
    terminal.clear();
  }
  return parcel;
}
