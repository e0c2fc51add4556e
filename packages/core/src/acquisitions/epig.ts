import { entropy, xlogy } from '../tensors/entropy.js';
import { checkTargets, defineAcquisition, type Joint, mapJoint, OF_TARGETS } from './acquisition.js';

/**
 * EPIG: how much a candidate's label would tell about the labels of the records that the model is meant for.
 *
 *     mean_* I(y; y*),   I = H(m) + H(m*) − H( mean_s p_s ⊗ p*_s )
 *
 * BALD counts what is learned about all weights, EPIG only what changes predictions that matter; it is never more than
 * BALD. Pool and targets are predicted under the same draws.
 *
 * @param besides predictions [S, N, C], targets [S, M, C]
 * @returns [N] nats, between 0 and the smaller of ln C and ln S
 * @throws shape_mismatch where the targets are of other draws or classes
 * @source Bickford Smith et al. 2023, arXiv:2304.08151, equation 6
 */
export const epig = defineAcquisition({
  id: 'epig',
  title: 'EPIG',
  description: 'Asks what would tell most about the answers to the records that the model is meant for.',
  formula: 'mean_* [ H(m) + H(m*) − H( mean_s p_s ⊗ p*_s ) ]',
  when: 'The pool holds much that does not matter: other classes, doubles, junk.',
  cost: 'S·C²·M products a record for M target records.',
  ...OF_TARGETS,
  likelihoods: ['categorical'],
  score({ predictions, targets }) {
    checkTargets({ predictions, targets });
    const { samples, outputs: classes } = predictions!;
    const { probs, entropies } = probsOf(targets!);
    const columns = targets!.count * classes;
    const own = new Float64Array(samples);
    const mean = new Float64Array(classes);
    const joint = new Float64Array(columns);
    const targetsEntropy = entropies.reduce((sum, h) => sum + h, 0) / targets!.count;
    return mapJoint(predictions!, (draws) => {
      let jointEntropy = 0;
      for (let c = 0; c < classes; c++) {
        for (let s = 0; s < samples; s++) own[s] = Math.exp(draws[s * classes + c]!) / samples;
        mean[c] = own.reduce((sum, p) => sum + p, 0);
        joint.fill(0);
        for (let s = 0; s < samples; s++)
          for (let j = 0; j < columns; j++) joint[j] = joint[j]! + own[s]! * probs[s * columns + j]!;
        for (const p of joint) jointEntropy -= xlogy(p, p);
      }
      return entropy(mean) + targetsEntropy - jointEntropy / targets!.count;
    });
  },
});

/** Probabilities [S, M·C] of the targets, and the entropy of each one's mean. */
function probsOf({ samples, count, outputs, outputsSNO }: Joint) {
  const probs = Float64Array.from(outputsSNO, Math.exp);
  const size = count * outputs;
  const entropies = Float64Array.from({ length: count }, (_, m) => {
    const mean = Float64Array.from({ length: outputs }, (_, c) => {
      let sum = 0;
      for (let s = 0; s < samples; s++) sum += probs[s * size + m * outputs + c]!;
      return sum / samples;
    });
    return entropy(mean);
  });
  return { probs, entropies };
}
