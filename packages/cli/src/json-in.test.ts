import { expect, it } from 'vitest';
import { jsonIn } from './json-in.js';

it('a line that is no JSON is named, and what other languages write for a missing number', () => {
  expect(jsonIn('{"a": 1}\n\n{"a": null}\n')).toEqual([{ a: 1 }, { a: null }]);
  expect(() => jsonIn('{"a": 1}\n{"a": NaN}')).toThrow('Line 2 has NaN, which JSON does not know. Write null');
  expect(() => jsonIn('[1, -Infinity]')).toThrow('Line 1 has -Infinity');
  expect(() => jsonIn('[\n {\n  "a": NaN\n }\n]')).toThrow('Line 3 has NaN');
  expect(() => jsonIn('{"a": 1}\n{"a": "NaN" x}')).toThrow('Line 2 is no JSON');
});
