import { z } from 'zod';
import { FormatError } from '../format-error.js';

/** The option of every format whose records have no end but a character. */
export const MostBytes = z
  .int()
  .min(1)
  .max(2 ** 28)
  .default(2 ** 23)
  .describe('A record longer than these bytes is rejected; so much of the file is in memory at once');

export const inMegabytes = (bytes: number) =>
  bytes >= 2 ** 20 ? `${Math.round(bytes / 2 ** 20)} MB` : `${bytes} bytes`;

export const tooLarge = (what: string, most: number) =>
  new FormatError('too_large', `The ${what} is longer than ${inMegabytes(most)}, the most that a record may take.`);
