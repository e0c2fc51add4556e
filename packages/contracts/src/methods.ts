import { z } from 'zod';

/** An option of a method, as a form shows it. */
export const OptionField = z.object({
  name: z.string(),
  description: z.string(),
  default: z.unknown(),
  kind: z.enum(['number', 'choice', 'switch']),
  isWhole: z.boolean().describe('Numbers only: without a fraction'),
  min: z.number().nullable(),
  max: z.number().nullable(),
  word: z.string().nullable().describe('Numbers only: a word that may stand in their place; empty for nothing at all'),
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
});
export type Method = z.infer<typeof Method>;

/** Everything a project can be set to. */
export const Methods = z.object({
  encoders: z.array(Method),
  networks: z.array(Method),
  posteriors: z.array(Method),
  acquisitions: z.array(Method),
  selections: z.array(Method),
  coldStarts: z.array(Method),
});
export type Methods = z.infer<typeof Methods>;
