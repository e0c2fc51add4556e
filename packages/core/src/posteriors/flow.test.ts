import { describe, expect, it } from 'vitest';
import { random, type State } from '../tensors/index.js';
import { flow, flowBackward, newFlow } from './flow.js';

const SIZE = 5;
const STEPS = 3;
const HIDDEN = 4;

/** A flow that has learned something: its first parameters, moved by noise. */
function movedFlow(): State {
  const stream = random(2);
  const state = newFlow('f', SIZE, STEPS, HIDDEN, 1);
  for (const [key, { data }] of Object.entries(state))
    if (!key.endsWith('mask')) for (let i = 0; i < data.length; i++) data[i] = data[i]! + 0.5 * stream.normal();
  return state;
}
const z = Float32Array.of(0.3, -1.2, 0.7, 2, -0.4);

/** Determinant by elimination with pivots. */
function determinant(matrix: number[][]): number {
  const rows = matrix.map((row) => [...row]);
  let value = 1;
  for (let i = 0; i < rows.length; i++) {
    const best = rows.slice(i).reduce((at, row, k) => (Math.abs(row[i]!) > Math.abs(rows[at]![i]!) ? i + k : at), i);
    if (best !== i) {
      [rows[i], rows[best]] = [rows[best]!, rows[i]!];
      value = -value;
    }
    value *= rows[i]![i]!;
    for (let r = i + 1; r < rows.length; r++) {
      const factor = rows[r]![i]! / rows[i]![i]!;
      rows[r] = rows[r]!.map((x, c) => x - factor * rows[i]![c]!);
    }
  }
  return value;
}

describe('a flow', () => {
  it('has the log-determinant of its numerical Jacobian', () => {
    const state = movedFlow();
    const step = 2e-3;
    const moved = (i: number, by: number) =>
      flow(
        state,
        'f',
        STEPS,
        z.map((value, at) => (at === i ? value + by : value)),
      ).output;
    const jacobian = Array.from(z, (_, i) => {
      const [up, down] = [moved(i, step), moved(i, -step)];
      return Array.from(up, (value, j) => (value - down[j]!) / (2 * step));
    });
    const { logDet } = flow(state, 'f', STEPS, z);
    expect(Math.abs(logDet)).toBeGreaterThan(0.1);
    expect(logDet).toBeCloseTo(Math.log(Math.abs(determinant(jacobian))), 3);
  });

  it('has the gradients that small steps show, of its input and of every parameter', () => {
    const state = movedFlow();
    const upstream = Float32Array.of(1, -0.5, 0.3, 0.8, -1.1);
    const ofLogDet = 0.7;
    const lossAt = (own: State, input: Float32Array) => {
      const { output, logDet } = flow(own, 'f', STEPS, input);
      return output.reduce((sum, value, i) => sum + value * upstream[i]!, 0) + ofLogDet * logDet;
    };
    const gradients: Record<string, Float32Array> = {};
    const ofInput = flowBackward(state, 'f', flow(state, 'f', STEPS, z), upstream, ofLogDet, gradients);
    const step = 1e-2;
    z.forEach((_, i) => {
      const moved = (by: number) =>
        lossAt(
          state,
          z.map((value, at) => (at === i ? value + by : value)),
        );
      expect(ofInput[i]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 2);
    });
    for (const [key, gradient] of Object.entries(gradients)) {
      for (let i = 0; i < gradient.length; i += 3) {
        const moved = (by: number) => {
          const data = state[key]!.data.map((value, at) => (at === i ? value + by : value));
          return lossAt({ ...state, [key]: { ...state[key]!, data } }, z);
        };
        expect(gradient[i]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 2);
      }
    }
    expect(Object.keys(gradients)).toHaveLength(6 * STEPS);
  });

  it('changes every value in one of two steps, and nothing in none', () => {
    const state = newFlow('f', SIZE, 2, HIDDEN, 1);
    const [first, second] = [state['f.0.mask']!.data, state['f.1.mask']!.data];
    expect(Array.from(first, (kept, i) => kept + second[i]!)).toEqual(Array(SIZE).fill(1));
    expect(flow(state, 'f', 0, z)).toMatchObject({ output: z, logDet: 0 });
  });
});
