import type { State } from '../tensors/state.js';

/** Decay rates, named as in the paper. */
export interface AdamOptions {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

/**
 * Adam on ordinary arrays, in place. One pass over the weights costs less than the dozen kernels that the same update
 * takes tensor by tensor, and gives the same numbers on every backend.
 *
 * @source Kingma and Ba 2015, arXiv:1412.6980, algorithm 1 in the order of section 2's end, whose ε weighs a little more
 *   in the first steps
 */
export function adam(state: State, { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 }: AdamOptions = {}) {
  const moments = Object.fromEntries(
    Object.entries(state).map(([key, { data }]) => [
      key,
      { m: new Float32Array(data.length), v: new Float32Array(data.length) },
    ]),
  );
  let step = 0;
  return function update(gradients: Record<string, Float32Array>, learningRate: number) {
    step++;
    const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
    for (const [key, gradient] of Object.entries(gradients)) {
      const { data } = state[key]!;
      const { m, v } = moments[key]!;
      for (let i = 0; i < data.length; i++) {
        const g = gradient[i]!;
        const first = beta1 * m[i]! + (1 - beta1) * g;
        const second = beta2 * v[i]! + (1 - beta2) * g * g;
        m[i] = first;
        v[i] = second;
        data[i] = data[i]! - (rate * first) / (Math.sqrt(second) + epsilon);
      }
    }
  };
}
