/** A stream of pseudo-random numbers. */
export interface Random {
  /** An integer of [0, 2³²). */
  uint32(): number;
  /** A number of [0, 1) with 32 random bits. */
  uniform(): number;
  /** A standard normal number (Box and Muller 1958). */
  normal(): number;
}

/**
 * A stream of pseudo-random numbers (sfc32 of Chris Doty-Humphrey's PractRand). Different keys under one seed give
 * streams that have nothing to do with each other, so that a new consumer never shifts the numbers of an old one.
 *
 * @param seed any integer, of which the lowest 32 bits count
 * @param keys integers that name the use, such as a layer and a sample
 */
export function random(seed: number, ...keys: number[]): Random {
  let [a, b, c, counter] = [0x9e3779b9 ^ seed, 0x243f6a88, 0xb7e15162, 1];
  const next = () => {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  const stir = () => {
    for (let i = 0; i < 12; i++) next();
  };
  stir();
  for (const key of keys) {
    a ^= Math.imul(key | 0, 0x85ebca6b);
    b = (b + key) | 0;
    stir();
  }
  let spare: number | null = null;
  const uniform = () => next() / 2 ** 32;
  return {
    uint32: next,
    uniform,
    normal() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/**
 * Fills an array with independent standard normal numbers, times `scale`. Faster than one by one.
 *
 * @param into [N]
 * @returns [N], the same array
 */
export function fillNormals(into: Float32Array, stream: Random, scale = 1): Float32Array {
  for (let i = 0; i < into.length; i += 2) {
    const radius = scale * Math.sqrt(-2 * Math.log(1 - stream.uniform()));
    const angle = 2 * Math.PI * stream.uniform();
    into[i] = radius * Math.cos(angle);
    if (i + 1 < into.length) into[i + 1] = radius * Math.sin(angle);
  }
  return into;
}

/**
 * A random order of 0 … n−1 (Fisher and Yates).
 *
 * @returns [n]
 */
export function permutation(n: number, seed: number, ...keys: number[]): Int32Array {
  const stream = random(seed, ...keys);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(stream.uniform() * (i + 1));
    const swapped = order[i]!;
    order[i] = order[j]!;
    order[j] = swapped;
  }
  return order;
}

/**
 * Inverted dropout: 0 with probability `rate`, else 1 / (1 − rate), so that the mean is 1.
 *
 * @param size number of values
 * @param rate in [0, 1)
 * @returns [size] values 0 or 1 / (1 − rate)
 * @source Srivastava et al. 2014, JMLR 15:1929
 */
export function dropoutMask(size: number, rate: number, stream: Random): Float32Array {
  const mask = new Float32Array(size);
  const threshold = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  for (let i = 0; i < size; i++) mask[i] = stream.uint32() < threshold ? 0 : kept;
  return mask;
}
