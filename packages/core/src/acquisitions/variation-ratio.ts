import { defineAcquisition, mapJoint, OF_EVERY_DRAW } from './acquisition.js';

/**
 * Variation ratio by votes: the share of draws that would not answer as most of them do.
 *
 *     1 − (votes of the most voted class) / S
 *
 * A draw votes for its most probable class, the lowest of equal ones. The form by mean probabilities is `least-confidence`.
 *
 * @param besides predictions [S, N, C]
 * @returns [N] between 0 and 1 − 1/min(C, S), in steps of 1/S
 * @source Freeman 1965, Elementary Applied Statistics; Gal et al. 2017, arXiv:1703.02910, section 4
 */
export const variationRatio = defineAcquisition({
  id: 'variation-ratio',
  title: 'Variation ratio',
  description: 'Asks where draws of the model would vote for different answers.',
  formula: '1 − max_c #{s : argmax p_s = c} / S',
  when: 'As BALD, with many draws: it is coarse, and few draws give many ties.',
  ...OF_EVERY_DRAW,
  unit: '',
  source: 'arXiv:1703.02910',
  score({ predictions }) {
    const { samples, outputs } = predictions!;
    const votes = new Int32Array(outputs);
    return mapJoint(predictions!, (draws) => {
      votes.fill(0);
      for (let s = 0; s < samples; s++) {
        let best = 0;
        for (let c = 1; c < outputs; c++) if (draws[s * outputs + c]! > draws[s * outputs + best]!) best = c;
        votes[best]!++;
      }
      return 1 - Math.max(...votes) / samples;
    });
  },
});
