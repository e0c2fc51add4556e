import { storable } from '../bytes/storable.js';
import { FormatError } from '../format-error.js';
import type { UnverifiedContent } from '../imported.js';
import type { NpyArray } from './rows.js';

/** What a row of an array is. @throws not_this_format, missing_number */
export function contentOf({ isText, width }: NpyArray, values: (number | string)[]): UnverifiedContent {
  if (isText && width === 1) return { kind: 'text', text: storable(String(values[0])) };
  if (isText) throw new FormatError('not_this_format', 'Of texts, only a list is read: an array with one size.');
  const place = values.findIndex((value) => !Number.isFinite(value));
  if (place === -1) return { kind: 'vector', values: values.map(Number) };
  throw new FormatError('missing_number', `Its value ${place + 1} is ${values[place]}.`);
}
