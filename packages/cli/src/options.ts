import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { readCount } from '@querent/contracts';
import { InvalidArgumentError } from 'commander';

/** A whole number of an option, in words that say what is wrong. */
export const countFrom =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const count = readCount(text);
    if (count === null || count < least || count > most)
      throw new InvalidArgumentError(`Give a whole number from ${least}${most < 1e9 ? ` to ${most}` : ''}.`);
    return count;
  };

/** An option that may stand several times. */
export const gathered = (text: string, before: string[] = []): string[] => [...before, text];

/** Names with commas between them. */
export const namesIn = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** All of a file, or of standard input where it is called `-`. */
export const readAll = (path: string): Promise<string> => (path === '-' ? text(process.stdin) : readFile(path, 'utf8'));
