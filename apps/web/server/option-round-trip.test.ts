import { RecordKind } from '@querent/contracts';
import { methodsFor, optionFields } from '@querent/domain';
import { describe, expect, it } from 'vitest';
import { readText, textOf } from '../features/projects/option-text';

const LIKELIHOODS = ['categorical', 'bernoulli', 'gaussian'] as const;
const tasks = RecordKind.options.flatMap((recordKind) =>
  LIKELIHOODS.map((likelihood) => ({ recordKind, likelihood, shape: null })),
);
const offers = (await Promise.all(tasks.map(methodsFor))).flatMap((offered) => Object.values(offered));
const methods = new Map(offers.flatMap(({ what, list }) => list().map((method) => [`${what} ${method.id}`, method])));

describe('the options of every method', () => {
  it('are those of all registries', () => {
    const kinds = new Set([...methods.keys()].map((key) => key.split(' ')[0]));
    expect(kinds).toEqual(
      new Set(['calibration', 'encoder', 'network', 'posterior', 'acquisition', 'selection', 'cold', 'stopping']),
    );
  });

  it.each([...methods])('come back from their fields as they are: %s', (_, { options }) => {
    for (const field of optionFields(options)) {
      const reading = readText(field, textOf(field, field.default));
      expect(reading, field.name).toEqual({ value: field.default, problem: null });
      if (field.default !== null)
        expect(options.parse({ [field.name]: field.default }), field.name).toEqual(options.parse({}));
      for (const choice of field.choices)
        expect(readText(field, textOf(field, choice))).toMatchObject({ value: choice });
    }
  });
});
