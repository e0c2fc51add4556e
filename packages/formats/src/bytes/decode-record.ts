import { isUtf8 } from 'node:buffer';
import { FormatError } from '../format-error.js';

/** @throws bad_encoding: nothing is put in the place of bytes that mean nothing */
export function decodeRecord(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new FormatError('bad_encoding', 'It holds bytes that are no UTF-8.');
  return bytes.toString('utf8');
}
