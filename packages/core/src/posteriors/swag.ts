import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { forward, type Network, placesOf, toTensor } from '../networks/network.js';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { gatherRows } from '../tensors/features.js';
import { fillNormals, permutation, random } from '../tensors/random.js';
import { type State, sizeOf } from '../tensors/state.js';
import { STREAMS } from '../tensors/streams.js';
import { drawsOfMembers, learnedOf } from './drawn-layers.js';
import { gradientsOf } from './gradients.js';
import { fitMembers, memberOf, membersIn } from './members.js';
import { decay, follow, pointLearner, pointOptions } from './point.js';
import { definePosterior, type FitRun, type Problem } from './posterior.js';
import { type Learner, type Step, train } from './training.js';

const MOMENTUM = 0.9;
/** A longer gradient is shortened to this: a step at a constant rate must not leave the basin. */
const LONGEST = 1;
/** Networks, at least, that the moments are taken over; the last `rank` of them span the low-rank part. */
const SNAPSHOTS_PER_RANK = 2;
/** Records kept to renew the statistics of batch normalisation. */
const KEPT_RECORDS = 256;
const KEPT = 'swag.records';

const options = z.object({
  ...pointOptions(0.002),
  members: z.int().min(1).max(20).default(1).describe('Fits from different first weights; more than one is multi-SWAG'),
  collectFrom: z.number().gt(0).lt(1).default(0.75).describe('Share of the fit after which networks are collected'),
  collectRate: z
    .number()
    .positive()
    .max(1)
    .default(0.01)
    .describe('Constant step size of SGD while they are collected'),
  rank: z.int().min(0).max(100).default(20).describe('Networks that span the covariance; 0 keeps the diagonal only'),
  scale: z
    .number()
    .positive()
    .max(10)
    .default(0.5)
    .describe('s of the covariance: ½ as in the paper; 1 if only diagonal'),
});
type Options = z.infer<typeof options>;

/**
 * SWAG: the way of SGD at a constant rate around a solution, taken for a Gaussian of low rank plus diagonal.
 *
 *     θ = mean + √s · ( √max(sq − mean², 0) · z₁ + Dᵀz₂ / √(K − 1) )
 *
 * z₂ is one vector for all layers, so that their covariance is kept. Statistics of batch normalisation are measured anew
 * for every draw, on up to 256 records that the state keeps; this needs a started backend when drawing.
 *
 * Departure from the paper: networks are collected evenly over the last part of the fit, not once an epoch, as fits to few labels
 * have short epochs and fits to many have few. There are 2·rank of them at least and fewer than 4·rank, or as many as that part
 * has steps.
 *
 * @source Maddox et al. 2019, arXiv:1902.02476; multi-SWAG: Wilson and Izmailov 2020, arXiv:2002.08791
 */
export const swag = definePosterior({
  id: 'swag',
  title: 'SWAG',
  description: 'The networks that training wanders through at its end, as a Gaussian with their spread.',
  source: 'arXiv:1902.02476',
  likelihoods: EVERY_LIKELIHOOD,
  disagrees: 'always',
  options,
  fit: (problem, run) =>
    run.options.members === 1
      ? fitOne(problem, run)
      : fitMembers(
          { id: 'swag', fit: fitOne },
          problem,
          { ...run, options: { ...run.options, members: 1 } },
          run.options.members,
        ),
  draw(network, state, samples, seed, { scale }) {
    const members = membersIn(state);
    const states = Array.from({ length: samples }, (_, draw) => {
      const own = members > 0 ? memberOf(state, draw % members) : state;
      return drawOne(network, own, scale, seed, draw);
    });
    return drawsOfMembers(network, states);
  },
});

function fitOne(problem: Problem, run: FitRun & { options: Options }): Promise<State> {
  return train(problem, run, (own) => learnerOf(own, run));
}

const keysOf = (key: string) => ({ squares: `${key}.squares`, deviations: `${key}.deviations` });

function learnerOf(problem: Problem, run: FitRun & { options: Options }): Learner {
  const { options: chosen } = run;
  const first = pointLearner(problem, run);
  const { weights } = first;
  const collected = collector(problem.network, weights, chosen.rank);
  const masks = random(run.seed, STREAMS.swagMasks);
  const velocity = new Map(Object.entries(weights).map(([key, { data }]) => [key, new Float32Array(data.length)]));
  const records = keptRecords(problem, run.seed);
  return {
    step(step) {
      const all = step.epochs * step.batches;
      const at = (step.epoch - 1) * step.batches + step.batch;
      const start = Math.min(all - 1, Math.floor(chosen.collectFrom * all));
      if (at < start) return first.step(step);
      const loss = sgd(step);
      const every = Math.max(1, Math.floor((all - start) / (SNAPSHOTS_PER_RANK * Math.max(1, chosen.rank))));
      if ((at - start) % every === 0) collected.add();
      return loss;
    },
    centre: () => (collected.count() > 0 ? collected.state() : weights),
    mayEnd: () => collected.count() > 1, // one network has no spread
    state: () => ({ ...collected.state(), ...records }),
  };

  /** Constant rate, with momentum: the noise of the minibatches is what spreads the networks. */
  function sgd({ total, ...batch }: Step): number {
    const result = gradientsOf(problem, weights, batch, { random: masks, isTraining: true });
    decay(result.gradients, problem, weights, chosen.weightDecay / total);
    const shrink = Math.min(1, LONGEST / normOf(Object.values(result.gradients)));
    for (const [key, gradient] of Object.entries(result.gradients)) {
      const { data } = weights[key]!;
      const v = velocity.get(key)!;
      for (let i = 0; i < data.length; i++) {
        v[i] = MOMENTUM * v[i]! + shrink * gradient[i]!;
        data[i] = data[i]! - chosen.collectRate * v[i]!;
      }
    }
    follow(weights, result.statistics);
    return result.loss;
  }
}

/**
 * Running moments of the networks, and the last `rank` deviations from the running mean.
 *
 * @param weights the network that moves; `add` takes it as it stands
 */
export function collector(network: Network, weights: State, rank: number) {
  const learned = learnedOf(network).map(({ key, shape }) => {
    const size = sizeOf(shape);
    const [mean, squares] = [new Float32Array(size), new Float32Array(size)];
    const rows: Float32Array[] = [];
    return { key, shape, mean, squares, rows };
  });
  let count = 0;
  return {
    count: () => count,
    add() {
      for (const { key, mean, squares, rows } of learned) {
        const { data } = weights[key]!;
        const row = new Float32Array(rank > 0 ? data.length : 0);
        for (let i = 0; i < data.length; i++) {
          mean[i] = (count * mean[i]! + data[i]!) / (count + 1);
          squares[i] = (count * squares[i]! + data[i]! ** 2) / (count + 1);
          if (rank > 0) row[i] = data[i]! - mean[i]!;
        }
        if (rank > 0) rows.push(row);
        if (rows.length > rank) rows.shift();
      }
      count++;
    },
    /** The network's own keys hold the mean. */
    state(): State {
      const state: State = { ...weights };
      for (const { key, shape, mean, squares, rows } of learned) {
        state[key] = { shape, data: mean };
        state[keysOf(key).squares] = { shape, data: squares };
        const data = new Float32Array(rows.length * mean.length);
        rows.forEach((row, k) => {
          data.set(row, k * row.length);
        });
        state[keysOf(key).deviations] = { shape: [rows.length, ...shape], data };
      }
      return state;
    },
  };
}

/** One network. A single collected one, or none off the diagonal, leaves the low-rank part out. */
function drawOne(network: Network, state: State, scale: number, seed: number, draw: number): State {
  const learned = learnedOf(network);
  const rank = state[keysOf(learned[0]!.key).deviations]!.shape[0]!;
  const common = fillNormals(new Float32Array(rank), random(seed, STREAMS.swagDraws, draw));
  const drawn: State = Object.fromEntries(
    placesOf(network).flatMap(({ weights }) => weights.map(({ key }) => [key, state[key]!])),
  );
  learned.forEach(({ key, shape }, tensor) => {
    const mean = state[key]!.data;
    const squares = state[keysOf(key).squares]!.data;
    const rows = state[keysOf(key).deviations]!.data;
    const data = fillNormals(new Float32Array(mean.length), random(seed, STREAMS.swagDraws, draw, tensor));
    for (let i = 0; i < data.length; i++) {
      let value = data[i]! * Math.sqrt(Math.max(squares[i]! - mean[i]! ** 2, 1e-30));
      if (rank > 1)
        for (let k = 0; k < rank; k++) value += (rows[k * mean.length + i]! * common[k]!) / Math.sqrt(rank - 1);
      data[i] = mean[i]! + Math.sqrt(scale) * value;
    }
    drawn[key] = { shape, data };
  });
  return renewed(network, drawn, state);
}

const hasStatistics = (network: Network) => network.layers.some(({ type }) => type === 'batch-norm');

/** Records whose statistics stand for those of all, where the network needs any. */
function keptRecords({ network, features }: Problem, seed: number): State {
  if (!hasStatistics(network)) return {};
  const rows = permutation(features.count, seed, STREAMS.swagRecords).subarray(0, KEPT_RECORDS);
  const { data, shape } = gatherRows(features, rows);
  return { [KEPT]: { shape: [rows.length, ...shape], data: Float32Array.from(data) } };
}

/** Statistics of batch normalisation as a draw's own weights make them; as they ran where one record was all there is. */
function renewed(network: Network, drawn: State, state: State): State {
  const records = state[KEPT];
  if (!records) return drawn;
  const results = tf.tidy(() => {
    const tensors = Object.fromEntries(Object.entries(drawn).map(([key, value]) => [key, toTensor(value)]));
    return forward(network, toTensor(records), tensors, { isTraining: true }).statistics;
  });
  const renewedState = { ...drawn };
  for (const [key, tensor] of Object.entries(results)) {
    renewedState[key] = { shape: tensor.shape, data: tensor.dataSync<'float32'>() };
  }
  tf.dispose(results);
  return renewedState;
}

const normOf = (gradients: Float32Array[]) =>
  Math.sqrt(gradients.reduce((sum, values) => values.reduce((own, g) => own + g * g, sum), 0));
