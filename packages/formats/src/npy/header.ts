import { FormatError } from '../format-error.js';

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');
/** Enough for any array of numbers; a table of named columns may have more. */
const LONGEST = 2 ** 16;

export interface NpyHeader {
  /** As numpy writes it: `<f4`, `|b1`, `<U4`. */
  dtype: string;
  /** Column after column, as Fortran and MATLAB lay arrays out. */
  isFortran: boolean;
  shape: number[];
  /** Where the values begin. */
  start: number;
}

export const isNpy = (head: Uint8Array) => Buffer.from(head.subarray(0, 6)).equals(MAGIC);

/** The length of the header told by the first twelve bytes. @throws not_this_format, truncated */
export function headerEnd(head: Uint8Array): number {
  if (!isNpy(head)) throw new FormatError('not_this_format', 'It is no array of numpy: it does not begin as one.');
  if (head.length < 12) throw new FormatError('truncated', 'The file ends within its header.');
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const end = head[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
  if (end > LONGEST) throw new FormatError('not_this_format', 'The header of the array is longer than any should be.');
  return end;
}

/** @param head all of it @throws not_this_format, truncated, pickled_objects */
export function headerOf(head: Uint8Array): NpyHeader {
  const start = headerEnd(head);
  if (head.length < start) throw new FormatError('truncated', 'The file ends within its header.');
  const text = Buffer.from(head.subarray(head[6] === 1 ? 10 : 12, start)).toString('latin1');
  const [, dtype] = /'descr':\s*'([^']+)'/.exec(text) ?? [];
  const [, order] = /'fortran_order':\s*(True|False)/.exec(text) ?? [];
  const [, shape] = /'shape':\s*\(([\d,\sL]*)\)/.exec(text) ?? [];
  if (dtype === undefined || order === undefined || shape === undefined) {
    throw new FormatError(
      'not_this_format',
      'Only arrays of one type of value are read, no tables with named columns.',
    );
  }
  if (dtype.endsWith('O')) {
    throw new FormatError('pickled_objects', 'The array holds Python objects, and reading them would run their code.');
  }
  const sizes = shape.split(',').map((size) => Number.parseInt(size, 10));
  return { dtype, isFortran: order === 'True', shape: sizes.filter((size) => !Number.isNaN(size)), start };
}
