import { expect, it } from 'vitest';
import { many, readCount } from './index.js';

it.each([
  [0, '0 texts'],
  [1, '1 text'],
  [2, '2 texts'],
  [12_345, '12,345 texts'],
])('%d is told as %s', (count, words) => {
  expect(many(count, 'text')).toBe(words);
});

it('a word may have a plural of its own', () => {
  expect(many(1, 'class', 'classes')).toBe('1 class');
  expect(many(3, 'class', 'classes')).toBe('3 classes');
});

it.each([
  '5000000',
  '5,000,000',
  '5.000.000',
  '5 000 000',
  '5\u00a0000\u00a0000',
  "5'000'000",
  '5’000’000',
  ' 5_000_000 ',
])('the count "%s" is five million', (text) => {
  expect(readCount(text)).toBe(5_000_000);
});

it.each(['', 'many', '-5', '1.5', '5,00', '5.000,000', '5e6', '1,2345', '99999999999999999999'])(
  '"%s" is no count',
  (text) => {
    expect(readCount(text)).toBeNull();
  },
);
