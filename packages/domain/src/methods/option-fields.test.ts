import { acquisitions } from '@querent/core/acquisitions';
import { selections } from '@querent/core/selections';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadEncoders, loadNetworks, loadPosteriors } from '../context/load-methods.js';
import { optionFields } from './option-fields.js';

const COMMON = {
  ...{ description: '', isWhole: false, min: null, isAboveMin: false, max: null, isBelowMax: false },
  ...{ shortest: null, longest: null, word: null, choices: [] },
};
const fieldOf = (option: z.ZodType) => optionFields(z.object({ option }))[0];

describe('fields of a form for options', () => {
  it.each([
    ['a whole number', z.int().min(1).max(9).default(5), { kind: 'number', default: 5, isWhole: true, min: 1, max: 9 }],
    [
      'a number between bounds that it may not reach',
      z.number().gt(0).lt(1).default(0.5),
      { kind: 'number', default: 0.5, min: 0, isAboveMin: true, max: 1, isBelowMax: true },
    ],
    [
      'a number with a word in its place',
      z.union([z.literal('purity'), z.number().positive()]).default('purity'),
      { kind: 'number', default: 'purity', min: 0, isAboveMin: true, word: 'purity' },
    ],
    [
      'a number or nothing',
      z.number().positive().nullable().default(null),
      { kind: 'number', default: null, min: 0, isAboveMin: true, word: '' },
    ],
    [
      'a choice',
      z.enum(['mean', 'max']).default('mean'),
      { kind: 'choice', default: 'mean', choices: ['mean', 'max'] },
    ],
    [
      'a choice that may be left out',
      z.enum(['a', 'b']).optional(),
      { kind: 'choice', default: null, choices: ['a', 'b'] },
    ],
    ['a switch', z.boolean().default(true), { kind: 'switch', default: true }],
    ['a text', z.string().max(200).default(''), { kind: 'text', default: '', longest: 200 }],
    [
      'numbers with a word in their place',
      z.union([z.literal('auto'), z.array(z.int().min(1).max(8192)).max(8)]).default('auto'),
      { kind: 'numbers', default: 'auto', isWhole: true, min: 1, max: 8192, longest: 8, word: 'auto' },
    ],
    ['words', z.array(z.string()).min(1).default(['?', 'NA']), { kind: 'words', default: ['?', 'NA'], shortest: 1 }],
    ['what no form shows', z.array(z.array(z.number())).default([[1]]), { kind: 'other', default: [[1]] }],
    ['nothing in the place of a list', z.array(z.string()).nullable().default(null), { kind: 'other', default: null }],
  ])('say what the schema says of %s', (_, option, expected) => {
    expect(fieldOf(option)).toEqual({ ...COMMON, name: 'option', ...expected });
  });

  it('are shown for every option of every method, with a description and the method’s own default', async () => {
    const methods: { id: string; options: z.ZodType }[] = [
      ...(await loadEncoders()).list(),
      ...(await loadNetworks()).networks.list(),
      ...(await loadPosteriors()).list(),
      ...acquisitions.list(),
      ...selections.list(),
    ];
    for (const { id, options } of methods) {
      const presets = new Map(Object.entries(options.parse({}) ?? {}));
      for (const { name, kind, description, default: preset } of optionFields(options)) {
        expect(preset, `${id}.${name}`).toEqual(presets.get(name) ?? null);
        expect(description, `${id}.${name}`).not.toBe('');
        expect(kind, `${id}.${name}`).not.toBe('other');
      }
    }
  });
});
