import type { OptionField } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { readOptions } from './read-options';

const field = (name: string, given: Partial<OptionField>): OptionField => ({
  name,
  description: '',
  default: 1,
  kind: 'number',
  isWhole: false,
  min: null,
  max: null,
  word: null,
  choices: [],
  ...given,
});
const FIELDS = [
  field('beta', {}),
  field('radius', { default: 'purity', word: 'purity' }),
  field('lengthScale', { default: null, word: '' }),
  field('over', { kind: 'choice', default: 'mean', choices: ['mean', 'max'] }),
  field('normalize', { kind: 'switch', default: true }),
];
const read = (values: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(`selection.${name}`, value);
  return readOptions(form, 'selection', FIELDS);
};

describe('options of a form', () => {
  it('that stand at their defaults are left out', () => {
    expect(read({ beta: '1', radius: 'purity', lengthScale: '', over: 'mean', normalize: 'on' })).toEqual({});
    expect(read({ beta: '', normalize: 'on' })).toEqual({});
  });

  it('that have been changed have the type of their schema', () => {
    expect(read({ beta: '2.5', radius: '0,3', lengthScale: '4', over: 'max' })).toEqual({
      beta: 2.5,
      radius: 0.3,
      lengthScale: 4,
      over: 'max',
      normalize: false,
    });
  });
});
