import { expect, it } from 'vitest';
import { readNumber } from './read-number.js';

it.each([
  ['12', 12],
  [' -12.5 ', -12.5],
  ['12,5', 12.5],
  ['.5', 0.5],
  [',5', 0.5],
  ['5.', 5],
  ['1.234', 1.234],
  ['0,123', 0.123],
  ['1234,567', 1234.567],
  ['350.000,50', 350_000.5],
  ['350,000.50', 350_000.5],
  ['1.234.567', 1_234_567],
  ['1,234,567', 1_234_567],
  ['1 234 567,5', 1_234_567.5],
  ["1'234", 1234],
  ['1e-3', 0.001],
])('"%s" is %s', (text, value) => {
  expect(readNumber(text)).toEqual({ value });
});

it.each([
  '',
  'one',
  '1,2,3',
  '1.2.3',
  '12.34,5',
  '1,5,0.3',
  '1..2',
  '12 34',
  '1,234.5,6',
  'Infinity',
  '0x10',
  '-',
  '1e999',
])('"%s" is none', (text) => {
  expect(readNumber(text)).toEqual({ problem: expect.stringMatching(/no number.*1234\.5/) });
});

it.each(['1,234', '-12,345', '350,000'])('"%s" may be two, and is asked back', (text) => {
  const [thousands, decimal] = [text.replace(',', ''), text.replace(',', '.')];
  expect(readNumber(text)).toEqual({ problem: expect.stringContaining(`${text} may be ${thousands} or ${decimal}.`) });
});
