import { inMegabytes } from '../bytes/most-bytes.js';
import { peek } from '../bytes/peek.js';
import { piecesOf } from '../bytes/pieces.js';
import { FormatError } from '../format-error.js';
import type { FileInput } from '../input.js';
import { dtypeOf } from './dtypes.js';
import { headerEnd, headerOf, type NpyHeader } from './header.js';

/** An array laid out column after column is read as a whole, up to here. */
const MOST_FORTRAN = 2 ** 29;

export interface NpyArray extends NpyHeader {
  isText: boolean;
  /** Values of one record: the product of all sizes but the first. */
  width: number;
  rows(): AsyncGenerator<(number | string)[]>;
}

/** @throws FormatError where the header does not fit the file, or asks for more than may be in memory */
export async function openNpy(input: FileInput, mostBytes: number): Promise<NpyArray> {
  const first = await peek(input.open(), 12);
  const { head, rest } = await peek(first.rest, headerEnd(first.head));
  const header = headerOf(head);
  const dtype = dtypeOf(header.dtype);
  const [count = 0, ...others] = header.shape;
  const width = others.reduce((product, size) => product * size, 1);
  const rowBytes = width * dtype.size;
  check(header, rowBytes, count, mostBytes, input.size);
  const values = after(rest, header.start);
  const valuesOf = (bytes: Uint8Array, positions: number[]) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return positions.map((position) => dtype.valueAt(view, position * dtype.size));
  };
  async function* rows() {
    const places = Array.from({ length: width }, (_, j) => j);
    if (!header.isFortran || width === 1) {
      for await (const row of piecesOf(values, rowBytes, count)) yield valuesOf(row, places);
      return;
    }
    for await (const whole of piecesOf(values, rowBytes * count, 1)) {
      for (let i = 0; i < count; i++)
        yield valuesOf(
          whole,
          places.map((j) => j * count + i),
        );
    }
  }
  return { ...header, isText: dtype.isText, width, rows };
}

function check({ shape, isFortran, start }: NpyHeader, rowBytes: number, count: number, most: number, size?: number) {
  if (count === 0 || rowBytes === 0) throw new FormatError('empty_file', 'The array is empty.');
  if (rowBytes > most) {
    throw new FormatError(
      'too_large',
      `A row of the array is longer than ${inMegabytes(most)}, the most that a record may take.`,
    );
  }
  if (size !== undefined && start + rowBytes * count > size) {
    const missing = `an array of ${shape.join(' × ')} needs more bytes than there are`;
    throw new FormatError('truncated', `The file is cut off, or its header is wrong: ${missing}.`);
  }
  if (!isFortran || shape.length < 2) return;
  if (shape.length > 2 || rowBytes * count > MOST_FORTRAN) {
    throw new FormatError('too_large', 'The array is laid out by columns: save it as numpy.ascontiguousarray(array).');
  }
}

async function* after(chunks: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}
