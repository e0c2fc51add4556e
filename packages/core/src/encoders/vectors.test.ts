import { describe, expect, it } from 'vitest';
import { encoders, type GivenVector } from './index.js';

const vectors = encoders.get('vectors');
const of = (...values: number[]): GivenVector => ({ kind: 'vector', values });
const encode = async (records: GivenVector[]) => (await vectors.open(await vectors.prepare(records))).encode(records);

describe('given vectors', () => {
  it('known answer of vectors: they stay as they are, in 32 bits', async () => {
    expect(await encode([of(1, -0.5), { kind: 'vector', values: Float64Array.of(0.1, 3) }])).toEqual({
      dtype: 'float32',
      shape: [2],
      count: 2,
      data: Float32Array.of(1, -0.5, 0.1, 3),
    });
  });

  it('of another width are refused by their number in the list', async () => {
    await expect(encode([of(1, 2), of(1)])).rejects.toThrow(/Vector 1 has 1 numbers, the others 2/);
    await expect(encode([of()])).rejects.toThrow(/no vector to take the width from/);
    await expect(encode([])).rejects.toMatchObject({ code: 'shape_mismatch' });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e39])('%s is refused, and where it stands is told', async (value) => {
    await expect(encode([of(0, 0), of(0, value)])).rejects.toMatchObject({
      code: 'invalid_content',
      detail: expect.stringMatching(/Number 1 of vector 1 is/),
    });
  });
});
