import { FormatError } from './format-error.js';
import type { Imported, Noticed, PlainRecord, Rejected } from './imported.js';

/** What one place of a file gives: its record and what is to be said of it, or why it does not come in. */
export function* attempt(place: string, read: (say: (notice: string) => void) => PlainRecord): Generator<Imported> {
  const notices: Noticed[] = [];
  let result: Imported;
  try {
    const record = read((notice) => notices.push({ place, notice }));
    if (record.content.kind === 'text' && record.content.text.trim() === '') {
      notices.push({ place, notice: 'The text is empty.' });
    }
    result = { place, ...record };
  } catch (error) {
    result = rejectionOf(place, error);
  }
  yield* notices;
  yield result;
}

/** What is no fault of the file rises. */
export function rejectionOf(place: string, error: unknown): Rejected {
  if (error instanceof FormatError) return { place, code: error.code, reason: error.message };
  throw error;
}
