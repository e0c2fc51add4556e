import { z } from 'zod';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import type { Shortlist } from './selection.js';
import { unitLength, type Vectors } from './vectors.js';

/** What rules have in common that draw candidates with a probability that grows with their score. */
export const SAMPLING = {
  source: 'arXiv:2106.12059',
  likelihoods: EVERY_LIKELIHOOD,
  options: z.object({
    beta: z
      .number()
      .min(0)
      .max(100)
      .default(1)
      .describe('Sharpness β: 0 draws at random, large values take the highest scores'),
  }),
} as const;

/** Option of rules that look at the places of candidates drawn at random, whatever their scores. */
export const drawnShortlist = (preset: number, most = 1_000_000) =>
  z.int().min(1).max(most).default(preset).describe('Candidates to choose from, drawn at random');

/** Option of rules that measure distances. */
export const normalize = (preset: boolean) =>
  z.boolean().default(preset).describe('Distances by direction only: each record is scaled to length 1');

/** The key of rules that draw their shortlist at random: equal for all, but for scores that are no number. */
const byChance = (score: number): number => (Number.isNaN(score) ? score : 0);

/** What rules that compare the places of candidates with those of labelled records have in common. */
export const BY_PLACE = { likelihoods: EVERY_LIKELIHOOD, key: byChance } as const;

/** The places of candidates and of labelled records, by their direction only where that is asked for. */
export function placesOf({ vectors, labelled }: Shortlist, byDirection: boolean): { open: Vectors; known?: Vectors } {
  const scaled = byDirection ? unitLength : (own: Vectors) => own;
  return { open: scaled(vectors!), ...(labelled ? { known: scaled(labelled) } : {}) };
}
