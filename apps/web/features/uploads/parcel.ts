import type { FileSource } from 'tus-js-client';
import { type PlacedFile, ZipSource, zipSize } from './zip-source';

/** What is sent as one file. */
export interface Parcel {
  name: string;
  bytes: number;
  /** The same for the same files, so that what was begun goes on. */
  fingerprint: string;
  /** A file as it is; null where a ZIP is made of several. */
  file: File | null;
  open(): FileSource | null;
}

/** Files that systems leave behind, and nobody means to bring. */
const LEFT_BEHIND = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|__MACOSX\/.*|\.git\/.*)$/;

/** One file as it is, several as a ZIP of them. Null where there is nothing in what was brought. */
export function parcelOf(given: readonly PlacedFile[]): Parcel | null {
  const files = given
    .filter(({ path }) => !LEFT_BEHIND.test(path))
    .map(({ path, file }) => ({ path: path.replace(/^(\.?\/)+/, ''), file }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const [first] = files;
  if (!first) return null;
  if (files.length === 1) {
    const { file } = first;
    const fingerprint = JSON.stringify(['file', file.name, file.size, file.lastModified]);
    return { name: file.name, bytes: file.size, fingerprint, file, open: () => null };
  }
  return {
    name: `${folderOf(files) ?? 'files'}.zip`,
    bytes: zipSize(files),
    fingerprint: JSON.stringify(['zip', files.length, hashOf(files)]),
    file: null,
    open: () => new ZipSource(files),
  };
}

/** The folder that all of them lie in. */
function folderOf(files: readonly PlacedFile[]): string | null {
  const names = new Set(files.map(({ path }) => (path.includes('/') ? path.split('/')[0]! : null)));
  const [only = null] = names;
  return names.size === 1 ? only : null;
}

/** FNV-1a, in 32 bits, of all names, sizes and times: browsers have better ones on secure pages only. */
function hashOf(files: readonly PlacedFile[]): number {
  let hash = 0x811c9dc5;
  for (const { path, file } of files)
    for (const code of new TextEncoder().encode(`${path}\n${file.size}\n${file.lastModified}\n`))
      hash = Math.imul(hash ^ code, 0x01000193);
  return hash >>> 0;
}

/** What was pasted, as a file. Null where nothing but blanks was. */
export function parcelOfText(text: string): Parcel | null {
  if (text.trim() === '') return null;
  const [head = ''] = text.trimStart().split('\n', 1);
  const ending = /^[[{]/.test(head) ? (head.startsWith('[') ? 'json' : 'jsonl') : head.includes('\t') ? 'tsv' : 'csv';
  const file = new File([text.endsWith('\n') ? text : `${text}\n`], `pasted.${ending}`);
  return parcelOf([{ path: file.name, file }]);
}
