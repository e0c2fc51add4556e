import { z } from 'zod';
import { defineAcquisition } from './acquisition.js';
import { sumOverValues } from './values.js';

/**
 * Variance of the prediction: disagreement of the draws and noise together, summed over the values.
 *
 *     Σ_t  var_s μ_st + mean_s σ²_st
 *
 * @param summary epistemicNT, aleatoricNT [N, T]
 * @returns [N] units of the targets squared
 * @source Lakshminarayanan et al. 2017, arXiv:1612.01474, section 2.4
 */
export const predictiveVariance = defineAcquisition({
  id: 'predictive-variance',
  title: 'Predictive variance',
  description: 'Asks where the value is least certain, through doubt or through noise.',
  formula: 'Σ_t var_s μ + mean_s σ²',
  when: 'The noise is the same everywhere; else it asks where the noise is, which labels do not take away.',
  cost: 'One pass over the summary.',
  unit: 'units²',
  source: 'arXiv:1612.01474',
  likelihoods: ['gaussian'],
  needs: 'summary',
  options: z.object({}),
  score: (summary) => sumOverValues(summary, (epistemic, aleatoric) => epistemic + aleatoric),
});
