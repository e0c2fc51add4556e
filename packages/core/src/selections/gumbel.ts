import { random } from '../tensors/random.js';

/** Names this use of a seed. */
const GUMBEL = 201;

/** A standard Gumbel number of a candidate's own: the largest of ln p + Gumbel is a draw in proportion to p. */
export function gumbel(seed: number, index: number): number {
  const uniform = (random(seed, GUMBEL, index).uint32() + 0.5) / 2 ** 32;
  return -Math.log(-Math.log(uniform));
}
