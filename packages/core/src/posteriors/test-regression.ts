import { inverse, Matrix } from 'ml-matrix';
import { gaussian } from '../likelihoods/index.js';
import type { Network } from '../networks/index.js';
import { random } from '../tensors/index.js';
import type { Problem } from './posterior.js';

const NOISE = 0.5;
const COUNT = 60;
export const DIMENSIONS = 3;

/** Bayesian linear regression with known noise and a prior N(0, 1/δ), whose posterior is known exactly. */
export function linearRegression(priorPrecision = 1) {
  const stream = random(4);
  const rows = Array.from({ length: COUNT }, () => {
    const common = stream.normal();
    return Array.from({ length: DIMENSIONS }, () => Math.fround(0.6 * common + 0.8 * stream.normal()));
  });
  const labels = Float32Array.from(rows, ([a, b, c]) => 1 + a! - 0.5 * b! + 0.2 * c! + NOISE * stream.normal());
  const network: Network = {
    inputShape: [DIMENSIONS],
    layers: [
      { type: 'dense', units: 1 },
      { type: 'gaussian-head', noise: NOISE },
    ],
  };
  const average = labels.reduce((sum, y) => sum + y, 0) / COUNT;
  const deviation = Math.sqrt(labels.reduce((sum, y) => sum + (y - average) ** 2, 0) / COUNT);
  const design = new Matrix(rows.map((row) => [...row, 1]));
  const beta = (deviation / NOISE) ** 2; // the head standardises the targets, and the noise with them
  const curvature = design.transpose().mmul(design).mul(beta);
  const precision = Matrix.add(curvature, Matrix.eye(DIMENSIONS + 1).mul(priorPrecision));
  const targets = Matrix.columnVector(Array.from(labels, (y) => (y - average) / deviation));
  const mean = inverse(precision).mmul(design.transpose().mmul(targets).mul(beta)).to1DArray();
  const problem: Problem = {
    network,
    likelihood: gaussian,
    features: { dtype: 'float32', shape: [DIMENSIONS], count: COUNT, data: Float32Array.from(rows.flat()) },
    labels,
  };
  return { problem, mean, precision, curvature, design, targets, beta };
}
