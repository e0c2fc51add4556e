import { writeFileSync } from 'node:fs';
import { type Draws, likelihoods, type Network, posteriors } from '@querent/core';
import { random, startBackend } from '@querent/core/tensors';
import type { Flags } from './flags.ts';
import { mean, rounded } from './statistics.ts';
import { table } from './table.ts';
import { chartOf, type Drawn, type Moments, type Pair } from './variance-chart.ts';

const COUNT = 40;
const NOISE = 0.5;
const DRAWS = 4_000;
const LONG = { epochs: 3_000, minUpdates: 0, batchSize: COUNT, decay: 'cosine', learningRate: 0.01 };
const PRIOR = { priorScale: 1, priorScaling: 'fixed' };
const POINT = { ...LONG, weightDecay: 1 };

/** One line a method; all have the prior N(0, 1) on the weights, as the exact posterior has. */
const METHODS: [posterior: string, options: object, dropout?: number][] = [
  ['laplace', { ...POINT, epochs: 300, structure: 'full', priorPrecision: 1 }],
  ['mnf', { ...LONG, ...PRIOR, epochs: 8_000, learningRate: 0.05, hidden: 8, zScale: 0.3, warmUp: 0 }],
  ['bbb', { ...LONG, ...PRIOR, learningRate: 0.02, localReparametrization: true }],
  ['vogn', { ...LONG, ...PRIOR, learningRate: 0.02, trainDraws: 4, precisionDecay: 0.999 }],
  ['swag', { ...POINT, batchSize: 8, collectRate: 0.01 }],
  ['deep-ensemble', { ...POINT, epochs: 300, members: 20 }],
  ['mc-dropout', { ...POINT, batchSize: 8 }, 0.1],
];

/**
 * Bayesian linear regression on two inputs that say nearly the same, whose posterior is known exactly: what each method
 * makes of the variance of a weight, and of the covariance of both. Writes docs/images/missing-variance.svg.
 */
export async function bench({ prefer = 'wasm', methods }: Flags) {
  await startBackend({ prefer });
  const { rows, labels, exact } = target();
  const likelihood = likelihoods.get('gaussian');
  const results: (Drawn & { mean: (number | null)[]; draws: number })[] = [];
  for (const [id, options, dropout = 0] of METHODS) {
    if (methods && !methods.includes(id)) continue;
    const posterior = posteriors.get(id);
    const network: Network = {
      inputShape: [2],
      layers: [
        ...(dropout > 0 ? [{ type: 'dropout' as const, rate: dropout }] : []),
        { type: 'dense', units: 1 },
        { type: 'gaussian-head', noise: NOISE },
      ],
    };
    const features = { dtype: 'float32' as const, shape: [2], count: COUNT, data: Float32Array.from(rows.flat()) };
    const chosen = posterior.options.parse(options);
    const state = await posterior.fit({ network, likelihood, features, labels }, { options: chosen, seed: 1 });
    const draws = posterior.draw(network, state, DRAWS, 1, chosen);
    const pairs = pairsOf(draws, dropout > 0);
    const own = momentsOf(pairs);
    results.push({
      method: id,
      deviations: rounded(Math.sqrt(own.aa / exact.aa), 2),
      correlation: rounded(own.ab / Math.sqrt(own.aa * own.bb), 2),
      mean: own.mean.map((value) => rounded(value, 3)),
      draws: draws.samples,
      pairs: pairs.slice(0, 300),
    });
  }
  const exactCorrelation = exact.ab / Math.sqrt(exact.aa * exact.bb);
  console.log(
    table(
      ['method', 'deviation of a weight / exact', 'correlation of both'],
      [['exact', 1, rounded(exactCorrelation, 2)], ...results.map((r) => [r.method, r.deviations, r.correlation])],
    ),
  );
  if (!methods) writeFileSync(new URL('../docs/images/missing-variance.svg', import.meta.url), chartOf(exact, results));
  return {
    bench: 'variance',
    measure: `${DRAWS} draws; standard deviation of the first weight by that of the exact posterior, and correlation of both`,
    records: COUNT,
    exact: { correlation: rounded(exactCorrelation, 3), meanFieldOptimum: rounded(meanFieldRatio(exact), 2) },
    methods: results.map(({ pairs, ...rest }) => rest),
  };
}

/** Two inputs with correlation 0.9, and the exact posterior of their weights. */
function target(): { rows: Pair[]; labels: Float32Array; exact: Moments } {
  const stream = random(4);
  const rows = Array.from({ length: COUNT }, () => {
    const common = stream.normal();
    return [common + 0.33 * stream.normal(), common + 0.33 * stream.normal()] as const;
  });
  const raw = rows.map(([a, b]) => a + 0.5 * b + NOISE * stream.normal());
  const average = mean(raw);
  const deviation = Math.sqrt(mean(raw.map((y) => (y - average) ** 2)));
  const labels = Float32Array.from(raw, (y) => (y - average) / deviation);
  // The bias is nearly independent of the weights; the sums of squares and products of the inputs say the rest.
  const beta = 1 / NOISE ** 2;
  const sum = (of: (x: Pair, y: number) => number) =>
    beta * rows.reduce((total, row, i) => total + of(row, labels[i]!), 0);
  const centre = centreOf(rows);
  const shrink = (COUNT * beta) / (COUNT * beta + 1); // what the prior leaves of the freedom of the bias
  const p = (i: 0 | 1, j: 0 | 1) =>
    sum((x) => x[i] * x[j]) - shrink * COUNT * beta * centre[i] * centre[j] + (i === j ? 1 : 0);
  const [aa, ab, bb] = [p(0, 0), p(0, 1), p(1, 1)];
  const det = aa * bb - ab * ab;
  const [c0, c1] = [sum((x, y) => x[0] * y), sum((x, y) => x[1] * y)];
  return {
    rows,
    labels,
    exact: {
      aa: bb / det,
      ab: -ab / det,
      bb: aa / det,
      mean: [(bb * c0 - ab * c1) / det, (aa * c1 - ab * c0) / det],
    },
  };
}

const centreOf = (pairs: Pair[]): Pair => [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))];

/** Deviation of the best independent Gaussians, 1 / √P_ii, by the exact one. */
const meanFieldRatio = ({ aa, ab, bb }: Moments) => Math.sqrt(1 - (ab * ab) / (aa * bb));

/** Both weights of each draw; a mask at the inputs is part of the draw. */
function pairsOf({ samples, layers }: Draws, isMasked: boolean) {
  const [dense] = layers.flatMap(({ drawn, shared }) => {
    const kernel = (drawn ?? shared)?.[0];
    return kernel?.shape.at(-1) === 1 && kernel.data.length > 1 ? [{ kernels: kernel.data, isDrawn: !!drawn }] : [];
  });
  if (!dense) throw new Error('No layer has a weight for each of the two inputs.');
  const { kernels, isDrawn } = dense;
  const mask = isMasked ? layers.find((layer) => layer.mask)?.mask?.data : undefined;
  const weight = (s: number, i: 0 | 1) => kernels[isDrawn ? 2 * s + i : i]! * (mask?.[2 * s + i] ?? 1);
  return Array.from({ length: samples }, (_, s): Pair => [weight(s, 0), weight(s, 1)]);
}

function momentsOf(pairs: Pair[]): Moments {
  const centre = centreOf(pairs);
  const product = (i: 0 | 1, j: 0 | 1) => mean(pairs.map((pair) => (pair[i] - centre[i]) * (pair[j] - centre[j])));
  return { mean: centre, aa: product(0, 0), ab: product(0, 1), bb: product(1, 1) };
}
