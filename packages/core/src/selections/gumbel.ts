import { random } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';

/** A standard Gumbel number of a candidate's own: the largest of ln p + Gumbel is a draw in proportion to p. */
export function gumbel(seed: number, index: number): number {
  const uniform = (random(seed, STREAMS.gumbel, index).uint32() + 0.5) / 2 ** 32;
  return -Math.log(-Math.log(uniform));
}
