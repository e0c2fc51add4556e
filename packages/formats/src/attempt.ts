import { FormatError } from './format-error.js';
import type { Imported, Noticed, PlainRecord, Rejected } from './imported.js';

/** What one place of a file gives: its record and what is to be said of it, or why it does not come in. */
export function* attempt(place: string, read: (say: (notice: string) => void) => PlainRecord): Generator<Imported> {
  const notices: Noticed[] = [];
  const result = attemptTo(place, () => read((notice) => notices.push({ place, notice })));
  yield* notices;
  if ('reason' in result) return yield result;
  const { content } = result.value;
  if (content.kind === 'text' && content.text.trim() === '') yield { place, notice: 'The text is empty.' };
  yield { place, ...result.value };
}

/** What was read, or why it was not. */
export function attemptTo<Value>(place: string, read: () => Value): { value: Value } | Rejected {
  try {
    return { value: read() };
  } catch (error) {
    return rejectionOf(place, error);
  }
}

/** What is no fault of the file rises. */
export function rejectionOf(place: string, error: unknown): Rejected {
  if (error instanceof FormatError) return { place, code: error.code, reason: error.message };
  throw error;
}
