import { FormatError } from '../format-error.js';

type Read = (view: DataView, at: number, isLittle: boolean) => number;

const NUMBERS: Record<string, Read> = {
  b1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, isLittle) => view.getInt16(at, isLittle),
  u2: (view, at, isLittle) => view.getUint16(at, isLittle),
  i4: (view, at, isLittle) => view.getInt32(at, isLittle),
  u4: (view, at, isLittle) => view.getUint32(at, isLittle),
  i8: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)),
  u8: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)),
  f2: (view, at, isLittle) => halfOf(view.getUint16(at, isLittle)),
  f4: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f8: (view, at, isLittle) => view.getFloat64(at, isLittle),
};

/** IEEE 754 binary16: a bit of sign, five of exponent, ten of fraction. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export interface Dtype {
  /** Bytes of one value. */
  size: number;
  isText: boolean;
  valueAt(view: DataView, at: number): number | string;
}

/** How the values of an array are read. @throws not_this_format */
export function dtypeOf(dtype: string): Dtype {
  const isLittle = !dtype.startsWith('>');
  const name = dtype.replace(/^[<>|=]/, '');
  const [, kind, digits] = /^([a-zA-Z])(\d+)$/.exec(name) ?? [];
  const size = Number(digits);
  if (kind === 'U') {
    return { size: 4 * size, isText: true, valueAt: (view, at) => utf32(view, at, size, isLittle) };
  }
  const read = NUMBERS[name];
  if (read) return { size, isText: false, valueAt: (view, at) => read(view, at, isLittle) };
  throw new FormatError('not_this_format', `Values of the type ${dtype} are not read here; numbers and texts are.`);
}

/** Texts shorter than the longest are filled up with NUL. */
function utf32(view: DataView, at: number, length: number, isLittle: boolean): string {
  const points = Array.from({ length }, (_, i) => view.getUint32(at + 4 * i, isLittle));
  const end = points.findLastIndex((point) => point !== 0) + 1;
  if (points.some((point) => point > 0x10ffff)) throw new FormatError('bad_encoding', 'It holds what is no character.');
  return points
    .slice(0, end)
    .map((point) => String.fromCodePoint(point))
    .join('');
}
