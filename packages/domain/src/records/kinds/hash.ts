import { createHash } from 'node:crypto';

export const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const folded = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** Equal where texts are but for case and space. */
export const nearHashOf = (text: string): string => hashOf(folded(text)).slice(0, 16);

/** Equal where the cells of rows are but for case and space of their words. */
export const nearHashOfCells = (values: readonly unknown[]): string =>
  hashOf(JSON.stringify(values.map((value) => (typeof value === 'string' ? folded(value) : value)))).slice(0, 16);
