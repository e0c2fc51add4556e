import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { CoreError } from '../errors.js';
import { forward, initialWeights, placesOf, toTensor } from '../networks/network.js';
import { gatherRows } from '../tensors/features.js';
import { dropoutMask, random } from '../tensors/random.js';
import { type HostTensor, type State, sizeOf } from '../tensors/state.js';
import { adam } from './adam.js';
import { minibatches, scheduleOf } from './minibatches.js';
import { checkProblem, type Draws, type Posterior, type Problem } from './posterior.js';

/** Names this use of a seed. */
const MASKS = 102;
const BREATH_MS = 30;

const options = z.object({
  learningRate: z.number().positive().max(1).default(0.002).describe('Step size of Adam'),
  weightDecay: z
    .number()
    .min(0)
    .default(0.5)
    .describe('λ of the penalty λ/(2N)·‖W‖², the precision of the weights’ prior: large N, small penalty'),
  epochs: z.int().min(1).max(10_000).default(10).describe('Passes over the labels'),
  minUpdates: z.int().min(0).max(1_000_000).default(200).describe('Steps to take at least, however few the labels'),
  batchSize: z.int().min(1).max(4_096).default(32),
});

/**
 * MC dropout: a network trained with dropout is an approximate posterior, and a mask is a draw of it. Each fit begins
 * from scratch, since a warm start keeps what the first few labels taught wrongly. The biases are not decayed.
 *
 * Departure from the paper: a draw's masks are fixed over the whole pool, not new for each record, which gives joint
 * predictions and a score that can be computed again.
 *
 * @source Gal and Ghahramani 2016, arXiv:1506.02142; for CNNs Gal et al. 2017, arXiv:1703.02910
 */
export const mcDropout: Posterior<typeof options> = {
  id: 'mc-dropout',
  title: 'MC dropout',
  description: 'One network, trained with dropout; each draw switches off other units.',
  source: 'arXiv:1506.02142',
  options,

  async fit(problem, { options: chosen, seed, signal, onProgress }) {
    checkProblem(problem);
    const { count } = problem.features;
    const schedule = scheduleOf(count, chosen);
    const state = initialWeights(problem.network, seed);
    const update = adam(state, chosen);
    const masks = random(seed, MASKS);
    const since = performance.now();
    let breathed = since;
    for (let epoch = 1; epoch <= schedule.epochs; epoch++) {
      let sum = 0;
      for (const rows of minibatches(count, schedule, seed, epoch)) {
        signal?.throwIfAborted();
        const { loss, gradients } = step(problem, state, rows, masks);
        sum += loss * rows.length;
        decay(gradients, state, chosen.weightDecay / count);
        update(gradients);
        if (performance.now() - breathed > BREATH_MS) {
          await new Promise(setImmediate); // lets an abort, or a message of the thread, come in
          breathed = performance.now();
        }
      }
      const loss = sum / count;
      if (!Number.isFinite(loss)) {
        throw new CoreError(
          'training_diverged',
          `Training broke down in epoch ${epoch} at learning rate ${chosen.learningRate}. Try a tenth of that rate.`,
        );
      }
      const secondsLeft = ((performance.now() - since) / 1_000 / epoch) * (schedule.epochs - epoch);
      onProgress?.({ epoch, epochs: schedule.epochs, loss, secondsLeft });
    }
    return state;
  },

  draw(network, state, samples, seed): Draws {
    const layers = placesOf(network).map(({ spec, index, weights, outputShape }) => {
      const shared = weights.map(({ key }) => state[key]!);
      if (spec.type !== 'dropout' || spec.rate === 0) return { shared };
      const mask: HostTensor = {
        shape: [samples, ...outputShape],
        data: new Float32Array(samples * sizeOf(outputShape)),
      };
      for (let s = 0; s < samples; s++) {
        mask.data.set(dropoutMask(sizeOf(outputShape), spec.rate, random(seed, index, s)), s * sizeOf(outputShape));
      }
      return { shared, mask };
    });
    return { samples, layers };
  },
};

/** Loss and gradients of one minibatch, on plain arrays. No tensor outlives it. */
function step(
  { network, likelihood, features, labels }: Problem,
  state: State,
  rows: Int32Array,
  masks: ReturnType<typeof random>,
) {
  const batch = gatherRows(features, rows);
  const results = tf.tidy(() => {
    const input = tf.tensor(Float32Array.from(batch.data), [batch.count, ...batch.shape]);
    const weights = Object.fromEntries(Object.entries(state).map(([key, value]) => [key, toTensor(value)]));
    const { output, backward } = forward(network, input, weights, { random: masks });
    const { loss, gradient } = likelihood.loss(
      output,
      Int32Array.from(rows, (row) => labels[row]!),
    );
    return { loss, ...backward(gradient) };
  });
  const { loss, ...gradients } = Object.fromEntries(
    Object.entries(results).map(([key, tensor]) => [key, tensor.dataSync() as Float32Array]),
  );
  tf.dispose(results);
  return { loss: loss![0]!, gradients };
}

function decay(gradients: Record<string, Float32Array>, state: State, coefficient: number): void {
  if (coefficient === 0) return;
  for (const [key, gradient] of Object.entries(gradients)) {
    if (!key.endsWith('.kernel')) continue;
    const { data } = state[key]!;
    for (let i = 0; i < data.length; i++) gradient[i] = gradient[i]! + coefficient * data[i]!;
  }
}
