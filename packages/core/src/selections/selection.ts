import type { z } from 'zod';

/**
 * How scores become a query: a selection turns each score into a key, candidate by candidate, and the k highest keys are
 * asked. A key may be drawn at random; it depends on the seed and the candidate's index only.
 */
export interface Selection<Options extends z.ZodType = z.ZodType> {
  id: string;
  title: string;
  description: string;
  source: string;
  options: Options;
  /** @param score NaN stays NaN: such a candidate is never asked */
  key(score: number, index: number, seed: number, options: z.infer<Options>): number;
}

/** The cast forgets the type of the options, which only the selection's own schema produces. */
export const defineSelection = <Options extends z.ZodType>(selection: Selection<Options>): Selection =>
  selection as unknown as Selection;
