import { z } from 'zod';

/** A number with its 95 % interval. */
export const Estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof Estimate>;

/** A figure of a model on the random holdout, which is never trained on, with its 95 % interval. */
export const Figure = z.object({
  id: z.string().describe('Of the registry of figures'),
  title: z.string(),
  better: z.enum(['higher', 'lower', 'nominal']),
  unit: z.enum(['share', 'nats', 'target', 'number']),
  value: z.number(),
  low: z.number(),
  high: z.number(),
  records: z.int().describe('Holdout records it stands on'),
});
export type Figure = z.infer<typeof Figure>;
