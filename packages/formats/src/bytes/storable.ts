import { FormatError } from '../format-error.js';

const NOT_STORABLE = /[\0\p{Cs}]/u;

/** @throws unstorable_character: databases take neither NUL nor half of a surrogate pair */
export function storable(text: string): string {
  if (!NOT_STORABLE.test(text)) return text;
  const what = text.includes('\0') ? 'the character NUL' : 'half of a surrogate pair';
  throw new FormatError('unstorable_character', `A text holds ${what}, which cannot be stored.`);
}
