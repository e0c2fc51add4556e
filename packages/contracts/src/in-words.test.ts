import { expect, it } from 'vitest';
import { z } from 'zod';
import { Answer, inWords, issueInWords, UpdateProject } from './index.js';

const said = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value, { error: inWords });
  return error?.issues.map(({ path, message }) => issueInWords({ path, message })).join('; ');
};

it.each([
  [z.number().positive(), -5, 'must be more than 0'],
  [z.int().min(2).max(200), 1, 'must be at least 2'],
  [z.int().min(2).max(200), 201, 'must be at most 200'],
  [z.number().lt(1), 1, 'must be less than 1'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.number(), Number.NaN, 'must be a number'],
  [z.number(), 'much', 'must be a number'],
  [z.union([z.number().positive(), z.literal('auto')]), 'much', 'must be a number, or must be auto'],
  [z.union([z.number().positive(), z.literal('auto')]), -1, 'must be more than 0'],
  [z.number().nullable(), 'much', 'must be a number'],
  [z.enum(['a', 'b']), 'c', 'must be a or b'],
  [z.object({ name: z.string() }), {}, 'name: is missing'],
  [z.string().max(3), 'long', 'must have at most 3 characters'],
  [z.strictObject({ a: z.int() }), { a: 1, b: 2, c: 3 }, '"b", "c" are not known here'],
  [z.object({ a: z.strictObject({}) }), { a: { b: 1 } }, 'a: "b" is not known here'],
  [z.record(z.string().min(1, 'A column has no name'), z.int()), { '': 1 }, '"": A column has no name'],
  [
    z.record(z.string().max(3), z.int()),
    { ['x'.repeat(500)]: 1 },
    `${'x'.repeat(60)}…: must have at most 3 characters`,
  ],
  [Answer, { value: '3' }, 'value must be a number'],
  [Answer, { classId: null }, 'classId must be a text'],
  [Answer, {}, 'classId is missing, or classIds is missing, or value is missing'],
  [Answer, { classId: 'a', value: 1 }, '"value" is not known here, or "classId" is not known here'],
])('what is wrong with a value is said in words (%#)', (schema, value, words) => {
  expect(said(schema, value)).toBe(words);
});

it('a schema that speaks for itself is left its own words', () => {
  expect(said(UpdateProject, { name: ' ' })).toBe('name: Please give a name');
});
