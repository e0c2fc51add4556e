import { z } from 'zod';
import { MethodChoice } from './method-choice.js';

/** An option of a method, as a form shows it: what the method's own schema says of it. */
export const OptionField = z.object({
  name: z.string(),
  description: z.string(),
  default: z.unknown().describe('Null also where there is none'),
  kind: z
    .enum(['number', 'choice', 'switch', 'text', 'numbers', 'words', 'other'])
    .describe('What it holds; other: what no form shows, so that it stays as it is'),
  isWhole: z.boolean().describe('Numbers only: without a fraction'),
  min: z.number().nullable().describe('Of a number, or of each of several'),
  isAboveMin: z.boolean().describe('Whether the minimum itself is too small'),
  max: z.number().nullable(),
  isBelowMax: z.boolean().describe('Whether the maximum itself is too large'),
  shortest: z.int().nullable().describe('Characters of a text, or items of a list'),
  longest: z.int().nullable(),
  word: z.string().nullable().describe('A word that may stand in the place of the value; empty for nothing at all'),
  choices: z.array(z.string()),
});
export type OptionField = z.infer<typeof OptionField>;

/** A method of the core's registries, as a form offers it. */
export const Method = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  when: z.string().nullable().describe('When to take it'),
  source: z.string(),
  options: z.array(OptionField),
  proposed: z
    .record(z.string(), z.unknown())
    .describe('Options that a new project of this task and these records gets in the place of the defaults'),
});
export type Method = z.infer<typeof Method>;

/** What a new project of this task and these records is set to, and why. */
const Preset = z.object({
  choice: MethodChoice.nullable().describe('Null: as the records suggest'),
  reason: z.string().describe('Goes on after "because"'),
});
export type Preset = z.infer<typeof Preset>;
const PresetNumber = z.object({ value: z.int(), reason: z.string() });

/** Everything a project can be set to. */
export const Methods = z.object({
  encoders: z.array(Method),
  networks: z.array(Method),
  posteriors: z.array(Method),
  acquisitions: z.array(Method),
  selections: z.array(Method),
  calibrations: z.array(Method),
  coldStarts: z.array(Method),
  stoppingRules: z.array(Method),
  defaults: z.object({
    encoder: Preset,
    network: Preset,
    posterior: Preset,
    acquisition: Preset,
    selection: Preset,
    calibration: Preset,
    coldStart: Preset,
    draws: PresetNumber,
    labelsPerRound: PresetNumber,
    options: z.string().describe('Why options are proposed that are not the methods’ own; goes on after "because"'),
  }),
});
export type Methods = z.infer<typeof Methods>;
