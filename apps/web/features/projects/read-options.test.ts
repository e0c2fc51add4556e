import type { OptionField } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { readText, textOf } from './option-text';
import { readChoice, readOptions } from './read-options';

const field = (name: string, given: Partial<OptionField>): OptionField => ({
  ...{ name, description: '', default: 1, kind: 'number', isWhole: false, min: null, max: null },
  ...{ isAboveMin: false, isBelowMax: false, shortest: null, longest: null, word: null, choices: [] },
  ...given,
});
const UNITS = field('units', {
  kind: 'numbers',
  default: 'auto',
  isWhole: true,
  min: 1,
  max: 8192,
  longest: 3,
  word: 'auto',
});
const IGNORE = field('ignore', { kind: 'words', default: [] });
const SHAPE = field('shape', { kind: 'other', default: [[1]] });
const FIELDS = [
  field('beta', {}),
  field('radius', { default: 'purity', word: 'purity' }),
  field('lengthScale', { default: null, word: '' }),
  field('over', { kind: 'choice', default: 'mean', choices: ['mean', 'max'] }),
  field('colours', { kind: 'choice', default: null, choices: ['grey', 'colour'] }),
  field('normalize', { kind: 'switch', default: true }),
  field('prefix', { kind: 'text', default: 'query: ' }),
  ...[UNITS, IGNORE, SHAPE],
];
/** As a browser sends the form that shows these options, after some of it was typed over. */
function formOf(shown: Record<string, unknown>, typed: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const one of FIELDS) {
    const text = typed[one.name] ?? textOf(one, one.name in shown ? shown[one.name] : one.default);
    if (one.kind !== 'other' && (one.kind !== 'switch' || text !== '')) form.set(`selection.${one.name}`, text);
  }
  return form;
}
const save = (before: Record<string, unknown>, typed: Record<string, string> = {}) =>
  readOptions(formOf(before, typed), 'selection', FIELDS, before);

describe('options of a form', () => {
  it.each([
    {},
    { beta: 1, radius: 'purity', lengthScale: null, over: 'mean', normalize: true, prefix: 'query: ', units: 'auto' },
    { beta: 0.1, radius: 1e-7, lengthScale: 4, over: 'max', colours: 'grey', normalize: false, prefix: '', units: [] },
    { units: [64, 64], ignore: ['id', 'a, b', 'say "no"', ' wide ', ''], shape: [[2, 3]], removed: { since: 3 } },
    { beta: null, missing: undefined },
  ])('change nothing when nobody touched them: %o', (before) => {
    expect(save(before)).toStrictEqual(before);
  });

  it('that have been set to their defaults are left to them', () => {
    const before = { beta: 2, radius: 0.5, lengthScale: 4, over: 'max', colours: 'grey', normalize: false };
    const typed = { beta: '1', radius: 'purity', lengthScale: '', over: 'mean', colours: 'not set', normalize: 'on' };
    expect(save({ ...before, units: [8], ignore: ['id'] }, { ...typed, units: 'auto', ignore: ' ' })).toEqual({});
    expect(save({ beta: 2 }, { beta: '' })).toEqual({});
  });

  it('that have been changed have the type of their schema', () => {
    const typed = { beta: '2.5', radius: '0,3', lengthScale: '4', over: 'max', colours: 'grey', normalize: '' };
    expect(save({}, { ...typed, prefix: '', units: '64,128,', ignore: 'id, "a, b","say ""no"""' })).toEqual({
      ...{ beta: 2.5, radius: 0.3, lengthScale: 4, over: 'max', colours: 'grey', normalize: false },
      ...{ prefix: '', units: [64, 128], ignore: ['id', 'a, b', 'say "no"'] },
    });
  });

  it.each([
    [field('a', { min: 0, isAboveMin: true }), '0', 'Give a number above 0. “0” is none.'],
    [field('a', { min: 0, max: 1, isBelowMax: true }), '1', 'Give a number of at least 0 and below 1. “1” is none.'],
    [field('a', { isWhole: true, word: 'auto' }), '1.5', 'Give a whole number, or “auto”. “1.5” is none.'],
    [field('a', { word: '' }), 'much', 'Give a number, or nothing. “much” is none.'],
    [
      UNITS,
      '64, many',
      'Give numbers with commas between them, each a whole number of at least 1 and of at most 8192, or “auto”. “many” is none.',
    ],
    [UNITS, '1, 2, 3, 4', 'Give at most 3 numbers. These are 4.'],
    [
      IGNORE,
      'id, "open',
      'Give words with commas between them. A word with a comma or a quote stands in quotes, a quote in it twice.',
    ],
  ])('say what is wrong with a text (%#)', (one, text, problem) => {
    expect(readText(one, text)).toEqual({ problem });
  });

  it('with something wrong are not saved, and named', () => {
    expect(() => save({}, { units: 'many' })).toThrow(/^units: Give numbers/);
  });
});

describe('a method of a form', () => {
  const method = { id: 'mlp', title: 'MLP', description: '', when: null, source: '', options: [UNITS], proposed: {} };
  const read = (values: Record<string, string>, before: { id: string; options: object } | null) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(values)) form.set(name, value);
    return readChoice(form, 'network', [method], before && { ...before, options: { ...before.options } });
  };

  it('is none where it is left to what the records suggest', () => {
    expect(read({ network: 'suggested' }, null)).toBeNull();
    expect(read({ network: 'suggested' }, { id: 'mlp', options: {} })).toBeNull();
  });

  it('has its own options: those of the one before go with it', () => {
    const before = { id: 'cnn', options: { filters: 8, units: [2] } };
    expect(read({ network: 'mlp', 'network.units': '64, 64' }, before)).toEqual({
      id: 'mlp',
      options: { units: [64, 64] },
    });
    expect(read({ network: 'mlp', 'network.units': 'auto' }, before)).toEqual({ id: 'mlp', options: {} });
  });
});
