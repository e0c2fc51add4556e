import { z } from 'zod';
import { CoreError } from '../errors.js';
import { gatherLabels } from '../likelihoods/labels.js';
import { initialWeights, measureStatistics, outputsOf } from '../networks/network.js';
import { gatherRows } from '../tensors/features.js';
import { floats } from '../tensors/floats.js';
import { permutation } from '../tensors/random.js';
import type { State } from '../tensors/state.js';
import { STREAMS } from '../tensors/streams.js';
import { lossOf, type Minibatch } from './gradients.js';
import { minibatches, scheduleOf } from './minibatches.js';
import { checkProblem, type FitRun, type Problem } from './posterior.js';

const BREATH_MS = 30;
/** Fewer labels than this are all trained on, for a fixed number of steps: a split of them would say nothing. */
const ENOUGH_TO_SPLIT = 100;

/** Options of every method that goes down a gradient, with that method's own defaults. */
export const trainingOptions = (learningRate: number) => ({
  learningRate: z.number().positive().max(10).default(learningRate).describe('Step size'),
  decay: z
    .enum(['none', 'cosine'])
    .default('none')
    .describe('Whether the step size falls to zero along a half cosine over the fit'),
  epochs: z.int().min(1).max(100_000).default(10).describe('Passes over the labels'),
  minUpdates: z.int().min(0).max(1_000_000).default(200).describe('Steps to take at least, however few the labels'),
  batchSize: z.int().min(1).max(4_096).default(32).describe('Records of a step'),
  patience: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .describe(
      'Early stopping: epochs without a better loss on a tenth of the labels, kept aside, before the fit ends; 0 trains on all labels for all epochs, as does a fit to fewer than 100',
    ),
});

/** What `trainingOptions` gives. */
export type TrainingOptions = z.infer<z.ZodObject<ReturnType<typeof trainingOptions>>>;

/** One step of a fit. */
export interface Step extends Minibatch {
  /** Labels of the whole fit: what a sum over all labels is of a mean. */
  total: number;
  /** From 1. */
  epoch: number;
  epochs: number;
  /** Place in its epoch, from 0, of `batches`. */
  batch: number;
  batches: number;
  rate: number;
}

/** What a method does with minibatches. */
export interface Learner {
  /** @returns mean loss of the minibatch */
  step(step: Step): number;
  afterEpoch?(epoch: number, epochs: number): void;
  /** The plain network in the middle of the posterior: early stopping measures it. */
  centre(): State;
  /** Whether the fit may end here; always if left out. */
  mayEnd?(): boolean;
  /** What has been learned so far. */
  state(): State;
}

/**
 * First weights and measured statistics: of the given state where there is one that fits, else fresh ones.
 *
 * @throws shape_mismatch where a warm start comes from another network
 */
export function startingState({ network, features, labels }: Problem, { seed, from }: FitRun): State {
  const state = initialWeights(network, seed);
  measureStatistics(network, state, { features, labels });
  if (!from) return state;
  for (const [key, { shape }] of Object.entries(state)) {
    const earlier = from[key];
    if (`${earlier?.shape}` !== `${shape}`) {
      throw new CoreError('shape_mismatch', 'The earlier model is of another network. Train this one from scratch.');
    }
    state[key] = { shape, data: earlier!.data.slice() };
  }
  return state;
}

/**
 * Goes through the labels in minibatches, which `learner` learns from. A fit that breaks down is begun once more at a
 * tenth of the learning rate.
 *
 * @param start makes a learner; called again for the second attempt
 * @throws as `checkProblem`; training_diverged; whatever `signal` was aborted with
 */
export async function train(
  problem: Problem,
  run: FitRun & { options: TrainingOptions },
  start: (problem: Problem) => Learner,
): Promise<State> {
  checkProblem(problem);
  const { learningRate } = run.options;
  const first = await attempt(problem, run, start, learningRate);
  if ('state' in first) return first.state;
  const second = await attempt(problem, run, start, learningRate / 10);
  if ('state' in second) return second.state;
  throw new CoreError(
    'training_diverged',
    `Training broke down in epoch ${first.epoch} at learning rate ${learningRate}, and at a tenth of it in epoch ${second.epoch}. Try a smaller learning rate, and look for features of enormous size.`,
  );
}

/** One run through all epochs. @returns the state, or the epoch in which the loss was no number any more */
async function attempt(
  whole: Problem,
  { options, seed, signal, onProgress }: FitRun & { options: TrainingOptions },
  start: (problem: Problem) => Learner,
  learningRate: number,
): Promise<{ state: State } | { epoch: number }> {
  const { problem, kept } = split(whole, options.patience, seed);
  const { count } = problem.features;
  const schedule = scheduleOf(count, options);
  const { epochs, batches } = schedule;
  const weights = weightsOf(problem);
  const learner = start(problem);
  const stopper = kept && earlyStopping(whole, kept, learner, options.patience);
  const since = performance.now();
  let breathed = since;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let [sum, batch] = [0, 0];
    for (const rows of minibatches(count, schedule, seed, epoch)) {
      signal?.throwIfAborted();
      const done = (epoch - 1 + batch / batches) / epochs;
      const rate = learningRate * (options.decay === 'cosine' ? (1 + Math.cos(Math.PI * done)) / 2 : 1);
      const records = pick(problem, rows, weights);
      sum += learner.step({ ...records, total: count, epoch, epochs, batch, batches, rate }) * rows.length;
      batch++;
      if (performance.now() - breathed > BREATH_MS) {
        await new Promise(setImmediate); // lets an abort, or a message of the thread, come in
        breathed = performance.now();
      }
    }
    const loss = sum / count;
    if (!Number.isFinite(loss)) return { epoch };
    learner.afterEpoch?.(epoch, epochs);
    const secondsLeft = ((performance.now() - since) / 1_000 / epoch) * (epochs - epoch);
    onProgress?.({ epoch, epochs, loss, secondsLeft });
    if (stopper?.isEnough()) break;
  }
  signal?.throwIfAborted();
  const state = stopper?.best() ?? learner.state();
  // A step can break what its own loss, taken before it, does not show.
  return Object.values(state).every(({ data }) => data.every(Number.isFinite)) ? { state } : { epoch: epochs };
}

/** A tenth of the labels kept aside, where the fit is to stop early and there are enough of them. */
function split(problem: Problem, patience: number, seed: number): { problem: Problem; kept: Minibatch | null } {
  const { count } = problem.features;
  if (patience === 0 || count < ENOUGH_TO_SPLIT) return { problem, kept: null };
  const order = permutation(count, seed, STREAMS.earlyStoppingSplit);
  const aside = Math.floor(count / 10);
  const rest = pick(problem, order.subarray(aside));
  return {
    problem: { ...problem, features: rest.features, labels: rest.labels },
    kept: pick(problem, order.subarray(0, aside)),
  };
}

/** Watches the loss on the labels kept aside and keeps the best state. */
function earlyStopping(problem: Problem, kept: Minibatch, learner: Learner, patience: number) {
  let [least, waited] = [Number.POSITIVE_INFINITY, 0];
  let best: State | null = null;
  return {
    isEnough() {
      if (learner.mayEnd?.() === false) return false;
      const loss = lossOf(problem, learner.centre(), kept);
      waited++;
      if (loss < least) {
        [least, waited] = [loss, 0];
        best = copyOf(learner.state());
      }
      return waited >= patience;
    },
    best: () => best,
  };
}

const copyOf = (state: State): State =>
  Object.fromEntries(Object.entries(state).map(([key, { shape, data }]) => [key, { shape, data: data.slice() }]));

/** What each record counts for; undefined where all count alike. */
export function weightsOf({ likelihood, labels, features, network, classWeights }: Problem): Float32Array | undefined {
  if (!classWeights) return undefined;
  return likelihood.weigh(labels, features.count, outputsOf(network), classWeights) ?? undefined;
}

/** Records of the given rows. */
export function pick({ features, labels }: Problem, rows: Int32Array, weights?: Float32Array): Minibatch {
  const { count } = features;
  return {
    features: gatherRows(features, rows),
    labels: gatherLabels(labels, count, rows),
    ...(weights ? { weights: floats(gatherLabels(weights, count, rows)) } : {}),
  };
}
