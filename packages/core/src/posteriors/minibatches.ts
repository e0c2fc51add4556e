import { permutation } from '../tensors/random.js';

export interface Schedule {
  epochs: number;
  batchSize: number;
  batches: number;
}

/**
 * How long to train: `epochs` passes, but no fewer than `minUpdates` steps, since ten labels seen ten times are ten steps
 * and teach nothing.
 */
export function scheduleOf(
  count: number,
  { epochs, minUpdates, batchSize: wanted }: { epochs: number; minUpdates: number; batchSize: number },
): Schedule {
  const batchSize = Math.min(wanted, count);
  const batches = Math.ceil(count / batchSize);
  return { batchSize, batches, epochs: Math.max(epochs, Math.ceil(minUpdates / batches)) };
}

/** Row numbers of each minibatch of an epoch, in an order that depends on the seed and the epoch only. */
export function* minibatches(
  count: number,
  { batchSize }: Schedule,
  seed: number,
  epoch: number,
): Generator<Int32Array> {
  const order = permutation(count, seed, epoch);
  for (let at = 0; at < count; at += batchSize) yield order.subarray(at, Math.min(count, at + batchSize));
}
