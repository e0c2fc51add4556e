import { TOLD } from '../told.js';
import { MARKS } from './own-cells.js';

/** Columns of a table of ours that say the same in each project. */
const OWN = [
  'id',
  'name',
  'text',
  'vector',
  'link',
  'image',
  'file_name',
  'label',
  'split',
  'metadata',
  ...Object.keys(TOLD),
  MARKS,
];
const RESERVED = new Set(OWN);

/** Whether a table was written here: it then says itself what its columns are. */
export const isOwnTable = (headings: readonly string[]): boolean => headings.includes(MARKS);

/** Columns in which all that stands is text. */
const TEXTS = new Set(['id', 'name', 'image', 'file_name', 'split', ...Object.keys(TOLD)]);
export const isText = (heading: string): boolean => TEXTS.has(heading);

const ROW = 'row.';
const METADATA = 'metadata.';

/** The heading of a row's column: its name, and more only where that means something else here. */
export const rowHeading = (name: string): string =>
  RESERVED.has(name) || name.startsWith(ROW) || name.startsWith(METADATA) || name.trim() === '' ? ROW + name : name;

export const metadataHeading = (name: string): string => METADATA + name;

/** What a heading stands for: a column of the row, a name of the metadata, or one of ours. */
export function headingOf(heading: string): { of: 'row' | 'metadata' | 'own'; name: string } {
  if (heading.startsWith(ROW)) return { of: 'row', name: heading.slice(ROW.length) };
  if (heading.startsWith(METADATA)) return { of: 'metadata', name: heading.slice(METADATA.length) };
  return RESERVED.has(heading) ? { of: 'own', name: heading } : { of: 'row', name: heading };
}
