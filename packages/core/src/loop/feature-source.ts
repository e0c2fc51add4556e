import { CoreError } from '../errors.js';
import { type FeatureChunk, type Features, gatherRows } from '../tensors/features.js';
import { sizeOf } from '../tensors/state.js';

/** Rows of features in pieces, in the order of their indices. */
export interface FeatureRun {
  /** Records in all chunks together. */
  total: number;
  chunks(): AsyncIterable<FeatureChunk> | Iterable<FeatureChunk>;
}

/** Where the features of a pool come from: memory, or a store that is read shard by shard. */
export interface FeatureSource extends FeatureRun {
  /** The rows of the given indices, in their order. @throws shape_mismatch where there is none of an index */
  rowsOf(indices: readonly number[]): Promise<Features>;
}

/** Features in memory; their places are the indices. */
export const inMemory = (features: Features): FeatureSource => ({
  total: features.count,
  chunks: () => [{ ...features, start: 0 }],
  rowsOf: async (indices) => gatherRows(features, indices),
});

/**
 * Features in shards that are read one at a time, so that memory does not grow with the pool.
 *
 * @param read a shard's rows, from `start` on
 * @returns a source of the rows of all shards
 * @throws shape_mismatch, from its `rowsOf`
 */
export function fromShards<Shard extends { start: number; count: number }>(
  shards: readonly Shard[],
  read: (shard: Shard) => Promise<FeatureChunk>,
): FeatureSource {
  async function* chunksOf(own: readonly Shard[]) {
    for (const shard of own) yield await read(shard);
  }
  return {
    total: shards.reduce((sum, { count }) => sum + count, 0),
    chunks: () => chunksOf(shards),
    async rowsOf(indices) {
      const places = new Map<number, number[]>();
      for (const [place, index] of indices.entries()) places.set(index, [...(places.get(index) ?? []), place]);
      const wanted = [...places.keys()];
      const needed = shards.filter(({ start, count }) =>
        wanted.some((index) => index >= start && index < start + count),
      );
      let rows: Features | null = null;
      let found = 0;
      for await (const chunk of chunksOf(needed)) {
        const size = sizeOf(chunk.shape);
        const Data = chunk.dtype === 'uint8' ? Uint8Array : Float32Array;
        rows ??= {
          dtype: chunk.dtype,
          shape: chunk.shape,
          count: indices.length,
          data: new Data(indices.length * size),
          ...(chunk.scale ? { scale: chunk.scale } : {}),
        };
        for (let row = 0; row < chunk.count; row++)
          for (const place of places.get(chunk.start + row) ?? []) {
            rows.data.set(chunk.data.subarray(row * size, (row + 1) * size), place * size);
            found++;
          }
      }
      if (rows && found === indices.length) return rows;
      throw new CoreError(
        'shape_mismatch',
        `Features of ${indices.length - found} records are missing. Import the records again.`,
      );
    },
  };
}
