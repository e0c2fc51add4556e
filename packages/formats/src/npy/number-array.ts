import { FormatError } from '../format-error.js';
import { dtypeOf } from './dtypes.js';
import { headerOf } from './header.js';

/** Numbers of any shape, row by row. */
export interface NumberArray {
  shape: number[];
  values: Float64Array;
}

/** The array of an npy file that lies in memory. @throws FormatError not_this_format, truncated, pickled_objects, too_large */
export function readNumberArray(bytes: Uint8Array): NumberArray {
  const header = headerOf(bytes);
  const { size, isText, valueAt } = dtypeOf(header.dtype);
  if (isText) throw new FormatError('not_this_format', 'The array holds texts; numbers are wanted.');
  if (header.isFortran && header.shape.length > 1)
    throw new FormatError(
      'not_this_format',
      'The array is laid out by columns: save it as numpy.ascontiguousarray(array).',
    );
  const count = header.shape.reduce((product, one) => product * one, 1);
  if (header.start + count * size !== bytes.length) {
    const wrong = `an array of ${header.shape.join(' × ')} needs ${count * size} bytes, and there are ${bytes.length - header.start}`;
    throw new FormatError('truncated', `The array is cut off, or its header is wrong: ${wrong}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count);
  for (let at = 0; at < count; at++) values[at] = Number(valueAt(view, header.start + at * size));
  return { shape: header.shape, values };
}
