import yauzl from 'yauzl';
import type { Rejected } from '../imported.js';

/** Pictures and tables shrink less; what shrinks more is made to fill memory. */
const MOST_RATIO = 200;
const SMALL = 2 ** 20;
const TYPE_BITS = 0o170000;
const LINK = 0o120000;

export const isLink = (entry: yauzl.Entry) => ((entry.externalFileAttributes >>> 16) & TYPE_BITS) === LINK;

/** With `/` between folders, as some writers of ZIP do not have it. */
export const nameOfEntry = (entry: yauzl.Entry) =>
  yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);

type Check = (entry: yauzl.Entry, name: string, links: Set<string>, seen: Set<string>) => string | false;

const CHECKS: Partial<Record<Rejected['code'], Check>> = {
  path_escape: (_, name) =>
    (yauzl.validateFileName(name) !== null || name.includes('\0')) && 'Its name leads out of the archive.',
  link_in_archive: (entry, name, links) =>
    (isLink(entry) || isBelow(name, links)) && 'It is a link, or lies behind one, and is not followed.',
  duplicate_entry: (_, name, __, seen) => seen.has(name) && 'The archive has two files of this name; the first counts.',
  encrypted: (entry) => entry.isEncrypted() && 'It is encrypted. Pack it without a password.',
  archive_bomb: ({ uncompressedSize, compressedSize }) =>
    uncompressedSize > SMALL &&
    uncompressedSize > MOST_RATIO * compressedSize &&
    'It would unpack to far more than it is.',
};

/** Why an entry of a ZIP is not to be touched. */
export function checkEntry(...[entry, name, links, seen]: Parameters<Check>): Omit<Rejected, 'place'> | null {
  for (const [code, check] of Object.entries(CHECKS) as [Rejected['code'], Check][]) {
    const reason = check(entry, name, links, seen);
    if (reason) return { code, reason };
  }
  return null;
}

const isBelow = (name: string, links: Set<string>) =>
  name.split('/').some((_, i, parts) => i > 0 && links.has(parts.slice(0, i).join('/')));
