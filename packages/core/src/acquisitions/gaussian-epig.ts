import { checkTargets, defineAcquisition, mapJoint, OF_TARGETS } from './acquisition.js';

/** ρ² is kept below 1 by this much: two values that the draws tie together exactly have infinite information. */
const LEAST = 1e-9;

/**
 * EPIG for values: how much a candidate's value would tell about the values of the records that the model is meant for,
 * with both taken for jointly normal.
 *
 *     Σ_t mean_*  −½ ln(1 − ρ²),   ρ² = cov_s(μ, μ*)² / ( (var_s μ + σ²)(var_s μ* + σ*²) )
 *
 * @param besides predictions [S, N, 2T], targets [S, M, 2T]
 * @returns [N] nats, at least 0
 * @throws shape_mismatch where the targets are of other draws or values
 * @source Bickford Smith et al. 2023, arXiv:2304.08151, equation 6, for a Gaussian
 */
export const gaussianEpig = defineAcquisition({
  id: 'gaussian-epig',
  title: 'EPIG of values',
  description: 'Asks what would tell most about the values of the records that the model is meant for.',
  formula: 'Σ_t mean_* [ −½ ln(1 − ρ²) ],  ρ² = cov_s(μ, μ*)² / ( (var_s μ + σ²)(var_s μ* + σ*²) )',
  when: 'Values, where the pool holds much that does not matter.',
  cost: 'S·M products a record for M target records.',
  ...OF_TARGETS,
  likelihoods: ['gaussian'],
  score({ predictions, targets }) {
    checkTargets({ predictions, targets });
    const { samples, outputs } = predictions!;
    const values = outputs / 2;
    const others: ReturnType<typeof momentsOf>[] = [];
    mapJoint(targets!, (draws) => others.push(momentsOf(draws, samples, outputs)));
    return mapJoint(predictions!, (draws) => {
      const own = momentsOf(draws, samples, outputs);
      let sum = 0;
      for (const other of others)
        for (let t = 0; t < values; t++) {
          let covariance = 0;
          for (let s = 0; s < samples; s++)
            covariance += (own.gaps[s * values + t]! * other.gaps[s * values + t]!) / samples;
          const square = covariance ** 2 / (own.variance[t]! * other.variance[t]!);
          sum -= 0.5 * Math.log(1 - Math.min(square, 1 - LEAST));
        }
      return sum / others.length;
    });
  },
});

/** Gaps from the mean over the draws, [S, T], and variances of the prediction, [T]. */
function momentsOf(drawsSO: Float64Array, samples: number, outputs: number) {
  const values = outputs / 2;
  const gaps = new Float64Array(samples * values);
  const variance = new Float64Array(values);
  for (let t = 0; t < values; t++) {
    let mean = 0;
    for (let s = 0; s < samples; s++) mean += drawsSO[s * outputs + t]! / samples;
    for (let s = 0; s < samples; s++) {
      const gap = drawsSO[s * outputs + t]! - mean;
      gaps[s * values + t] = gap;
      variance[t] = variance[t]! + (gap ** 2 + Math.exp(drawsSO[s * outputs + values + t]!)) / samples;
    }
  }
  return { gaps, variance };
}
