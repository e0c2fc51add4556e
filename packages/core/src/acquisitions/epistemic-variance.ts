import { z } from 'zod';
import { defineAcquisition } from './acquisition.js';
import { sumOverValues } from './values.js';

/**
 * Variance of the mean from draw to draw: the part of the doubt that labels take away, summed over the values.
 *
 *     Σ_t  var_s μ_st
 *
 * @param summary epistemicNT [N, T]
 * @returns [N] units of the targets squared
 * @source Depeweg et al. 2018, arXiv:1710.07283, section 3; of a committee: Burbidge et al. 2007
 */
export const epistemicVariance = defineAcquisition({
  id: 'epistemic-variance',
  title: 'Epistemic variance',
  description: 'Asks where draws of the model give different values.',
  formula: 'Σ_t var_s μ',
  when: 'Values with one level of noise. Few draws make it noisy itself: the standard error of a variance over five members is 70 % of it.',
  cost: 'One pass over the summary.',
  unit: 'units²',
  source: 'arXiv:1710.07283',
  likelihoods: ['gaussian'],
  needs: 'summary',
  needsDisagreement: true,
  options: z.object({}),
  score: (summary) => sumOverValues(summary, (epistemic) => epistemic),
});
