import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { written } from './docs.ts';

it.each(written())('%s is what the recorded results say (out of date? npm run bench -- docs)', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text);
});
