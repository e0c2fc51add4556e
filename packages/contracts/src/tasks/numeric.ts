import { z } from 'zod';
import { defineTaskKind } from './task-kind.js';

const Bound = z.number().nullable().default(null);

/** A number for each record. */
export const numeric = defineTaskKind({
  id: 'numeric',
  title: 'Number',
  description: 'A number for each record, such as a price or a strength.',
  likelihood: 'gaussian',
  leastClasses: 0,
  settings: z
    .strictObject({
      kind: z.literal('numeric'),
      unit: z.string().trim().max(20).default('').describe('Shown behind the number'),
      low: Bound.describe('The least number there is; null where there is none'),
      high: Bound.describe('The greatest'),
      step: z.number().positive().nullable().default(null).describe('By which the keys and the slider move'),
    })
    .refine(({ low, high }) => low === null || high === null || low < high, {
      path: ['high'],
      error: 'The greatest number has to be above the least',
    }),
  answer: z.strictObject({ value: z.number() }),
  problemOf: ({ value }, { settings }) => outside(value, settings),
  keyOf: ({ value }) => String(value),
  textOf: ({ value }, { settings: { unit } }) => withUnit(String(value), unit),
  currentOf: (answer) => answer,
  read(given, { settings }) {
    const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    if (typeof value !== 'number' || !Number.isFinite(value))
      return { problem: `The label${shown(given)} is no number. Write it with digits and a point, such as 12.5.` };
    const problem = outside(value, settings);
    return problem ? { problem } : { answer: { value } };
  },
  write: ({ value }) => value,
  outputsOf: () => 1,
  targetOf: ({ value }) => [value],
  answerOf: ([value = 0]) => ({ value }),
});

const SHOWN = 40;
const shown = (given: unknown) =>
  typeof given === 'string' ? ` "${given.length > SHOWN ? `${given.slice(0, SHOWN)}…` : given}"` : '';

/** Models compute with squares of values, in 32 bits. */
const MOST = 1e18;

interface Range {
  low: number | null;
  high: number | null;
  unit: string;
}

/** Why a number is none that can be answered; null where it is. */
function outside(value: number, { low, high, unit }: Range): string | null {
  if (Math.abs(value) > MOST) return `${value} is beyond what a model can learn. Correct it.`;
  return value < (low ?? value) || value > (high ?? value)
    ? `${value} lies outside of what can be answered here: ${rangeOf(low, high, unit)}. Correct it.`
    : null;
}

const withUnit = (text: string, unit: string) => (unit === '' ? text : `${text} ${unit}`);

/** A range in words. */
export const rangeOf = (low: number | null, high: number | null, unit: string): string =>
  low !== null && high !== null
    ? withUnit(`${low} to ${high}`, unit)
    : withUnit(low !== null ? `${low} or more` : high !== null ? `${high} or less` : 'any number', unit);
