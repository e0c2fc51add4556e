import { acquisitions } from '@querent/core/acquisitions';
import { selections } from '@querent/core/selections';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadPosteriors } from '../context/load-methods.js';
import { optionFields } from './option-fields.js';

describe('fields of a form for options', () => {
  it('are numbers with their bounds, words that stand for a number, choices and switches', () => {
    const options = z.object({
      shortlist: z.int().min(1).max(9).default(5).describe('Candidates'),
      radius: z.union([z.literal('purity'), z.number().positive()]).default('purity'),
      lengthScale: z.number().positive().nullable().default(null),
      over: z.enum(['mean', 'max']).default('mean'),
      normalize: z.boolean().default(true),
      weights: z.array(z.number()).default([]),
    });
    const common = { description: '', isWhole: false, min: null, max: null, word: null, choices: [] };
    expect(optionFields(options)).toEqual([
      {
        ...common,
        name: 'shortlist',
        description: 'Candidates',
        kind: 'number',
        default: 5,
        isWhole: true,
        min: 1,
        max: 9,
      },
      { ...common, name: 'radius', kind: 'number', default: 'purity', min: 0, word: 'purity' },
      { ...common, name: 'lengthScale', kind: 'number', default: null, min: 0, word: '' },
      { ...common, name: 'over', kind: 'choice', default: 'mean', choices: ['mean', 'max'] },
      { ...common, name: 'normalize', kind: 'switch', default: true },
    ]);
  });

  it('exist for every option of every method, with a description and the method’s own default', async () => {
    for (const { id, options } of [
      ...(await loadPosteriors()).list(),
      ...acquisitions.list(),
      ...selections.list(),
    ] as { id: string; options: z.ZodType }[]) {
      const fields = optionFields(options);
      expect(Object.fromEntries(fields.map((field) => [field.name, field.default])), id).toEqual(options.parse({}));
      for (const { name, description } of fields) expect(description, `${id}.${name}`).not.toBe('');
    }
  });
});
