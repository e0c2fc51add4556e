import { totalmem } from 'node:os';
import { CoreError } from '../errors.js';
import { type Network, placesOf } from '../networks/network.js';
import { sizeOf } from '../tensors/state.js';

/** float32 numbers for each weight while a fit runs: weight, gradient on both sides, two moments, tensor, draw, scale. */
const COPIES = 8;
const BYTES = 4;

/** Weights of a network. */
const weightCountOf = (network: Network): number =>
  placesOf(network).reduce((sum, { weights }) => sum + weights.reduce((own, { shape }) => own + sizeOf(shape), 0), 0);

/** Bytes that this process may use: of the machine, or of the container it runs in. */
function memoryLimit(): number {
  const constrained = process.constrainedMemory?.() ?? 0;
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/**
 * Refuses a network whose fit could not fit into memory, before anything of it is allocated.
 *
 * @param limit bytes there are
 * @throws too_large
 */
export function checkMemory(network: Network, limit = memoryLimit()): void {
  const weights = weightCountOf(network);
  const needed = weights * COPIES * BYTES;
  if (needed <= limit) return;
  const gigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
  throw new CoreError(
    'too_large',
    `This network has ${(weights / 1e6).toFixed(1)} million weights; training it takes about ${gigabytes(needed)} GB, and there are ${gigabytes(limit)} GB. Choose fewer units or filters, or smaller records.`,
  );
}
