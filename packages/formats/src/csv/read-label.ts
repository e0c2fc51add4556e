import { isMissing } from '../columns/cells.js';
import { FormatError } from '../format-error.js';

/** An empty cell is no answer; an empty list of JSON is the answer that nothing applies. */
export function readLabel(value: unknown, separator: string): unknown {
  if (isMissing(value) || separator === '') return isMissing(value) ? undefined : value;
  const parts = separator === 'json' ? listOf(String(value)) : String(value).split(separator);
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

function listOf(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list;
  } catch {
    // said below
  }
  throw new FormatError('bad_value', `The answer ${text.slice(0, 40)} is no list of texts in JSON.`);
}
