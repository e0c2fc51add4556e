import { expect, it } from 'vitest';
import { z } from 'zod';
import { inWords, UpdateProject } from './index.js';

const said = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value, { error: inWords });
  return error?.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
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
])('what is wrong with a value is said in words (%#)', (schema, value, words) => {
  expect(said(schema, value)).toBe(words);
});

it('a schema that speaks for itself is left its own words', () => {
  expect(said(UpdateProject, { name: ' ' })).toBe('name: Please give a name');
});
