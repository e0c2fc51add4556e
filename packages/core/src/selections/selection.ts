import type { z } from 'zod';
import type { LikelihoodId } from '../likelihoods/likelihood.js';
import type { Explained } from '../suitable.js';
import { type Shortlist, soundPart } from './shortlist.js';

export type { Shortlist } from './shortlist.js';

/**
 * What a rule for whole batches reads of the shortlist besides the scores: `hidden` are vectors as the model sees the records,
 * `features` as the encoder gave them.
 */
export type Read = 'predictions' | 'hidden' | 'features' | 'labelled';

/**
 * How scores become a query. A selection turns each score into a key, candidate by candidate; the k highest keys are asked,
 * or, by a rule that looks at the batch as a whole, k of a longer shortlist of them. A key may be drawn at random; it depends
 * on the seed and the candidate's index only.
 */
export interface Selection<Options extends z.ZodType = z.ZodType> extends Explained {
  /** Answers that it suits: what reads predictions takes them for those of one likelihood. */
  likelihoods: readonly LikelihoodId[];
  /** Chooses at random where draws cannot disagree. */
  needsDisagreement?: boolean;
  options: Options;
  /** @param score NaN stays NaN: such a candidate is never asked, as is one whose prediction or place is NaN */
  key(score: number, index: number, seed: number, options: z.infer<Options>): number;
  /** The rule for whole batches, where there is one. */
  batch?: {
    reads: readonly Read[];
    /** Candidates that it wants to choose k from. */
    shortlist(k: number, options: z.infer<Options>): number;
    /** @returns places in the shortlist, in the order in which to ask; where k is beyond it all, less those that are NaN */
    choose(shortlist: Shortlist, k: number, seed: number, options: z.infer<Options>): number[];
  };
}

/**
 * A selection as the registry has it: its rule for whole batches sees no candidate whose score, prediction or place is NaN, and
 * no labelled record whose place is, since distances to it would be none.
 *
 * The cast forgets the type of the options, which only the selection's own schema produces.
 */
export function defineSelection<Options extends z.ZodType>(selection: Selection<Options>): Selection {
  const { batch } = selection;
  if (!batch) return selection;
  const choose: typeof batch.choose = (shortlist, k, seed, options) => {
    const sound = soundPart(shortlist);
    if (sound.places.length === 0) return [];
    return batch.choose(sound.shortlist, k, seed, options).map((place) => sound.places[place]!);
  };
  return { ...selection, batch: { ...batch, choose } };
}

/** The key of a rule that takes the highest scores into its shortlist. */
export const byScore = (score: number) => score;

/** Option of rules whose cost grows with the candidates that they choose from. */
export const shortlistOf = (k: number, { shortlist }: { shortlist: number }) => Math.max(k, shortlist);
