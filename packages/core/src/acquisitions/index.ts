import { registry } from '../registry.js';
import type { Acquisition } from './acquisition.js';
import { bald } from './bald.js';
import { cardinality } from './cardinality.js';
import { committeeKl } from './committee-kl.js';
import { entropyOfMean } from './entropy.js';
import { epig } from './epig.js';
import { epistemicVariance } from './epistemic-variance.js';
import { gaussianBald } from './gaussian-bald.js';
import { gaussianEpig } from './gaussian-epig.js';
import { labelBald } from './label-bald.js';
import { labelEntropy } from './label-entropy.js';
import { leastConfidence } from './least-confidence.js';
import { margin } from './margin.js';
import { meanStd } from './mean-std.js';
import { predictiveVariance } from './predictive-variance.js';
import { uniform } from './uniform.js';
import { variationRatio } from './variation-ratio.js';

export { EVERY_LIKELIHOOD, misfitOf, type Suited } from '../suitable.js';
export type { Acquisition, Besides, Joint, SummarizedOf } from './acquisition.js';
export { activeLab, type Crowd, type CrowdScores } from './active-lab.js';
export { byRanks } from './by-ranks.js';
export { jointOf, type Probs, scoreProbs } from './score-probs.js';
export { type WeightedPart, weighted } from './weighted.js';

/** Every acquisition, by its id. */
export const acquisitions = registry<Acquisition>([
  bald,
  entropyOfMean,
  leastConfidence,
  margin,
  variationRatio,
  meanStd,
  committeeKl,
  epig,
  labelBald,
  labelEntropy,
  cardinality,
  gaussianBald,
  epistemicVariance,
  predictiveVariance,
  gaussianEpig,
  uniform,
]);
