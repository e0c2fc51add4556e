import { permutation } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';

/** How a fit goes through its records. */
export interface Schedule {
  epochs: number;
  batchSize: number;
  batches: number;
}

/**
 * How long to train: `epochs` passes, but no fewer than `minUpdates` steps, since ten labels seen ten times are ten steps
 * and teach nothing. Batches are as equal as they can be: 33 records in batches of at most 32 go as 17 and 16, not as 32
 * and one that would weigh as much as all the others.
 */
export function scheduleOf(
  count: number,
  { epochs, minUpdates, batchSize: wanted }: { epochs: number; minUpdates: number; batchSize: number },
): Schedule {
  const batches = Math.ceil(count / wanted);
  const batchSize = Math.ceil(count / batches);
  return { batchSize, batches, epochs: Math.max(epochs, Math.ceil(minUpdates / batches)) };
}

/** Row numbers of each minibatch of an epoch, in an order that depends on the seed and the epoch only. */
export function* minibatches(
  count: number,
  { batchSize }: Schedule,
  seed: number,
  epoch: number,
): Generator<Int32Array> {
  const order = permutation(count, seed, STREAMS.minibatches, epoch);
  for (let at = 0; at < count; at += batchSize) yield order.subarray(at, Math.min(count, at + batchSize));
}
