import { z } from 'zod';
import { CoreError } from '../errors.js';
import type { Features } from '../tensors/features.js';
import type { GivenVector } from './content.js';
import { defineEncoder, firstOf } from './encoder.js';
import { FlatShape, flat } from './encoding.js';

/**
 * Vectors that were computed elsewhere, as they are. All have the width of the first.
 *
 * @returns float32 [N, width]
 */
export const vectors = defineEncoder({
  id: 'vectors',
  title: 'Given vectors',
  description: 'Features that were computed elsewhere, such as embeddings, as they are.',
  source: 'the identity',
  reads: 'vector',
  revision: 1,
  options: z.object({}),
  fitted: z.object({ shape: FlatShape }),
  async fit(records) {
    const first = await firstOf(records);
    if (first && first.values.length > 0) return { shape: flat(first.values.length) };
    throw new CoreError(
      'shape_mismatch',
      'There is no vector to take the width from. Give the first record its numbers.',
    );
  },
  open: async ({ shape }) => ({ encode: async (records) => encode(records, shape[0]), release: async () => {} }),
  graph: async ({ shape }) => ({ input: { name: 'vectors', dtype: 'float32', shape }, before: '', bytes: null }),
});

function encode(records: readonly GivenVector[], width: number): Features {
  const data = new Float32Array(records.length * width);
  records.forEach(({ values }, n) => {
    if (values.length !== width) {
      throw new CoreError(
        'shape_mismatch',
        `Vector ${n} has ${values.length} numbers, the others ${width}. Give all of them one width.`,
      );
    }
    for (let i = 0; i < width; i++) {
      const value = Math.fround(values[i] ?? Number.NaN);
      if (!Number.isFinite(value)) {
        throw new CoreError(
          'invalid_content',
          `Number ${i} of vector ${n} is ${values[i]}, which is no finite 32-bit number. Correct it or leave the record out.`,
        );
      }
      data[n * width + i] = value;
    }
  });
  return { dtype: 'float32', shape: [width], count: records.length, data };
}
