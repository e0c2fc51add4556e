import type { ContentKind } from '../encoders/content.js';
import type { LikelihoodId } from '../likelihoods/likelihood.js';

/** Why new loops are set as `defaultsFor` has it, for people who would change it. Each goes on after "because". */
export interface DefaultReasons {
  network: string;
  posterior: string;
  /** Why its options, and those of the network, are others than the methods' own. */
  options: string;
  acquisition: string;
  selection: string;
  draws: string;
  labelsPerRound: string;
}

const ACQUISITIONS: Record<LikelihoodId, string> = {
  categorical:
    'it asks where the draws of the model disagree, which labels can settle, and not where records are ambiguous in themselves',
  bernoulli:
    'it asks where the draws disagree on any of the labels, which answers can settle, and not where records are ambiguous in themselves',
  gaussian:
    'it asks where the draws of the model disagree on the value, which labels can settle, and not where values are noisy',
};

const OPTIONS: Record<LikelihoodId, string> = {
  categorical:
    'a narrow layer and a firm prior were best for the first few hundred labels: a wider one is surer of itself than it is right',
  bernoulli: 'the methods’ own were best in simulations',
  gaussian:
    'values are a sum of small effects, which half of the units cannot carry: less dropout, and a longer fit whose steps end small, were best in simulations',
};

/**
 * The reasons behind `defaultsFor`, whose table holds the simulations they stand on.
 *
 * @param kind of the records
 */
export const reasonsFor = (likelihood: LikelihoodId, kind: ContentKind): DefaultReasons => ({
  network:
    kind === 'image'
      ? 'features in the shape of pictures keep what lies beside what, and other features do not'
      : 'the features are plain numbers, and a small network learns from a few hundred of them in seconds',
  posterior: 'it costs one training, where an ensemble costs many, and its draws disagree where there are few labels',
  options: kind === 'image' && likelihood !== 'gaussian' ? OPTIONS.bernoulli : OPTIONS[likelihood],
  acquisition: ACQUISITIONS[likelihood],
  selection:
    'the best few of a ranking are often much alike: drawn at random by their scores, a batch repeats itself less',
  draws: 'scores hardly change with more of them, and the time to score the pool grows with each',
  labelsPerRound: 'the first few hundred labels teach most where the model learns often',
});
