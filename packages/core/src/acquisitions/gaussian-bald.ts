import { z } from 'zod';
import { defineAcquisition } from './acquisition.js';
import { sumOverValues } from './values.js';

/**
 * BALD for values, with the mixture of the draws taken for one Gaussian of its mean and variance.
 *
 *     Σ_t  ½ ln( var_s μ + mean_s σ² ) − ½ mean_s ln σ²
 *
 * No density of that variance has a larger entropy, so that this is an upper bound of I(y; θ); it is exact where the draws
 * of μ are normal and all have one σ. Then it is ½ ln(1 + var μ / σ²).
 *
 * @param summary epistemicNT, aleatoricNT, expectedLogVarianceNT [N, T]
 * @returns [N] nats, at least 0
 * @source Houlsby et al. 2011, arXiv:1112.5745, section 2, by moment matching
 */
export const gaussianBald = defineAcquisition({
  id: 'gaussian-bald',
  title: 'BALD of values (moment-matched)',
  description: 'Asks where draws of the model give values further apart than the noise explains.',
  formula: 'Σ_t ½ ln( var_s μ + mean_s σ² ) − ½ mean_s ln σ²',
  when: 'Values, above all where the noise differs from record to record.',
  cost: 'One pass over the summary.',
  unit: 'nats',
  source: 'arXiv:1112.5745',
  likelihoods: ['gaussian'],
  needs: 'summary',
  needsDisagreement: true,
  options: z.object({}),
  score: (summary) =>
    sumOverValues(
      summary,
      (epistemic, aleatoric, at) => 0.5 * (Math.log(epistemic + aleatoric) - summary.expectedLogVarianceNT[at]!),
    ),
});
