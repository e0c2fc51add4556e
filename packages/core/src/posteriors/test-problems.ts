import { bernoulli, categorical, gaussian, type Labels, type Likelihood } from '../likelihoods/index.js';
import { buildNetwork } from '../networks/index.js';
import { random } from '../tensors/random.js';
import { sizeOf } from '../tensors/state.js';
import type { Problem } from './posterior.js';

const GROUPS = 3;

/** The likelihoods as the suites fit them: with the options of their head, and outputs for three groups of records. */
export const TEST_LIKELIHOODS = [
  fitted('categorical', categorical),
  fitted('bernoulli', bernoulli),
  fitted('gaussian', gaussian, { noise: 'learned' }),
  fitted('gaussian, each', gaussian, { noise: 'each' }),
] as const;

function fitted(name: string, likelihood: Likelihood, options: object = {}) {
  return { name, likelihood, options };
}

/** A network that a suite fits, with the records that it takes. */
export interface TestNetwork {
  name: string;
  id: string;
  dtype: 'uint8' | 'float32';
  shape: readonly number[];
  options: object;
}

/** The networks as the suites fit them: small ones. */
export const TEST_NETWORKS = [
  {
    name: 'cnn',
    id: 'gal-cnn',
    dtype: 'uint8',
    shape: [12, 12, 1],
    options: { filters: 4, units: 16, featureDropout: 0.1, denseDropout: 0.2 },
  },
  { name: 'mlp', id: 'mlp', dtype: 'float32', shape: [12], options: { units: [16, 8], dropout: 0.2 } },
] as const satisfies TestNetwork[];

/**
 * Three kinds of noisy records that are easy to tell apart, with labels as the likelihood takes them: the kind; for each
 * kind whether it is this one or the next; for each kind how far the kind lies from it, in tens.
 */
export function testProblem(
  { id, dtype, shape, options }: TestNetwork,
  { likelihood, options: headOptions }: (typeof TEST_LIKELIHOODS)[number],
  count = 48,
): Problem {
  const size = sizeOf(shape);
  const stream = random(7);
  const groups = Int32Array.from({ length: count }, (_, n) => n % GROUPS);
  const values = Array.from({ length: count * size }, (_, at) => {
    const isLit = Math.floor(((at % size) * GROUPS) / size) === groups[Math.floor(at / size)];
    return (isLit ? 0.9 : 0.1) + 0.05 * stream.uniform();
  });
  const data = dtype === 'uint8' ? Uint8Array.from(values, (v) => v * 255) : Float32Array.from(values);
  const network = buildNetwork(
    { id, options },
    {
      inputShape: [...shape],
      scale: dtype === 'uint8' ? 'bytes' : 'columns',
      outputs: likelihood.head(GROUPS, headOptions),
    },
  );
  return {
    network,
    likelihood,
    features: { dtype, shape: [...shape], count, data },
    labels: labelsOf(likelihood, groups, () => 0.5 * stream.normal()),
  };
}

function labelsOf({ id }: Likelihood, groups: Int32Array, noise: () => number): Labels {
  if (id === 'categorical') return groups;
  const value = (group: number, c: number) => {
    const distance = (c - group + GROUPS) % GROUPS;
    return id === 'bernoulli' ? Number(distance < 2) : 10 * distance + noise();
  };
  return Float32Array.from({ length: groups.length * GROUPS }, (_, at) =>
    value(groups[Math.floor(at / GROUPS)]!, at % GROUPS),
  );
}

/** Values a record has that a summary gives as its prediction, and the labels in the same places, [N, 3] each. */
export function predictedAndWanted(
  { labels, likelihood }: Problem,
  summary: { meanProbsNC?: Float32Array; meanNT?: Float32Array },
): { predicted: Float32Array; wanted: Float32Array; tolerance: number } {
  const predicted = (summary.meanProbsNC ?? summary.meanNT)!;
  const wanted =
    labels instanceof Int32Array
      ? Float32Array.from(predicted, (_, at) => Number(labels[Math.floor(at / GROUPS)] === at % GROUPS))
      : labels;
  return { predicted, wanted, tolerance: likelihood.id === 'gaussian' ? 5 : 0.5 };
}
