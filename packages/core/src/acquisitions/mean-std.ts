import { defineAcquisition, mapJoint, OF_EVERY_DRAW } from './acquisition.js';

/**
 * Mean standard deviation: how far the probability of a class varies from draw to draw, averaged over the classes.
 *
 *     1/C Σ_c √( mean_s p_sc² − (mean_s p_sc)² )
 *
 * The deviation is that of the population, taken about the mean, so that rounding makes none below zero.
 *
 * @param besides predictions [S, N, C]
 * @returns [N] between 0 and ½
 * @source Kendall et al. 2015, arXiv:1511.02680; Gal et al. 2017, arXiv:1703.02910, section 4
 */
export const meanStd = defineAcquisition({
  id: 'mean-std',
  title: 'Mean STD',
  description: 'Asks where the probabilities vary most from draw to draw.',
  formula: '1/C Σ_c std_s p_sc',
  when: 'Rarely: in the studies it is the weakest of the measures of disagreement.',
  ...OF_EVERY_DRAW,
  unit: '',
  source: 'arXiv:1703.02910',
  score({ predictions }) {
    const { samples, outputs } = predictions!;
    return mapJoint(predictions!, (draws) => {
      let sum = 0;
      for (let c = 0; c < outputs; c++) {
        let [mean, squares] = [0, 0];
        for (let s = 0; s < samples; s++) mean += Math.exp(draws[s * outputs + c]!) / samples;
        for (let s = 0; s < samples; s++) squares += (Math.exp(draws[s * outputs + c]!) - mean) ** 2 / samples;
        sum += Math.sqrt(squares);
      }
      return sum / outputs;
    });
  },
});
