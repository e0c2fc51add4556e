import { filetypeinfo } from 'magic-bytes.js';
import { FormatError } from '../format-error.js';

/** Of the bytes: a text in an encoding of old times has hardly any that stand for no letter. */
const MANY = 0.02;
/** Where all the others are UTF-8, such bytes may be somebody's own separators. */
const MOST = 0.3;

/** @param head the first bytes @param isUtf8 whether those of them that are letters are */
export function isText(head: Uint8Array, isUtf8: boolean): boolean {
  const strange = head.reduce((sum, byte) => sum + (isNoLetter(byte) ? 1 : 0), 0);
  return strange <= (isUtf8 ? MOST : MANY) * head.length;
}

/** What is said of bytes that are no text, whatever their name says: what they look like, and what to do. */
export const noText = (head: Uint8Array, name: string): FormatError =>
  new FormatError('not_this_format', `${name} is no text, so no table: ${likeness(head)}`);

/** Controls but for tabs, ends of lines and pages, and the escapes of Japanese encodings. */
const isNoLetter = (byte: number) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f;

function likeness(head: Uint8Array): string {
  const [found] = filetypeinfo(head);
  if (!found) return `its bytes stand for no letters. ${UNKNOWN}`;
  const { typename, mime } = found;
  return `by its first bytes it is of the type ${typename}${mime ? ` (${mime})` : ''}. ${KNOWN}`;
}

const UNKNOWN =
  'It may be damaged, encrypted, or packed by a program. Open it in the program that made it, save the table as CSV in UTF-8, and bring that.';
const KNOWN =
  'Its ending does not fit. Open it in a program that reads this type, save the records as CSV in UTF-8, and bring that.';
