import { expect, it } from 'vitest';
import { readSize, sizeInWords, UpdateLimits } from './index.js';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [999_600, '1 MB'],
  [1_234_567, '1.23 MB'],
  [250_000_000, '250 MB'],
  [10_000_000_000, '10 GB'],
  [1_500_000_000_000, '1.5 TB'],
  [3_000_000_000_000_000, '3,000 TB'],
])('%d is said as %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});

it.each([
  ['10 GB', 10_000_000_000],
  ['1.5tb', 1_500_000_000_000],
  [' 500 Mb ', 500_000_000],
  ['12,000 bytes', 12_000],
  ['.5 MB', 500_000],
  ['0', 0],
  ['', null],
  ['GB', null],
  ['-1 GB', null],
  ['10 apples', null],
  ['1 GB 2', null],
])('%j is read as %s', (text, bytes) => {
  expect(readSize(text)).toBe(bytes);
});

it('a limit that is not given is none to be changed', () => {
  expect(UpdateLimits.parse({ projectRecords: 5 })).toEqual({ projectRecords: 5 });
});
