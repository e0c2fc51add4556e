import { CoreError } from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import { type FeatureChunk, type Features, sizeOf } from '@querent/core/tensors';
import type { Store } from '@querent/domain';
import type { ShardRef } from '@querent/domain/background';

/** Shards one at a time, in order: memory does not grow with the pool. */
export async function* readShards(store: Store, shards: ShardRef[]): AsyncGenerator<FeatureChunk> {
  for (const { objectKey } of shards) yield decodeShard(await store.get(objectKey));
}

/** The rows of the given indices, in their order. @throws shape_mismatch where an index lies in no shard */
export async function readRows(store: Store, shards: ShardRef[], indices: number[]): Promise<Features> {
  const places = new Map(indices.map((index, place) => [index, place]));
  const needed = shards.filter(({ start, count }) => indices.some((index) => index >= start && index < start + count));
  let rows: Features | null = null;
  let found = 0;
  for await (const chunk of readShards(store, needed)) {
    const { dtype, shape } = chunk;
    const size = sizeOf(shape);
    const Data = dtype === 'uint8' ? Uint8Array : Float32Array;
    rows ??= { dtype, shape, count: indices.length, data: new Data(indices.length * size) };
    for (let row = 0; row < chunk.count; row++) {
      const place = places.get(chunk.start + row);
      if (place === undefined) continue;
      rows.data.set(chunk.data.subarray(row * size, (row + 1) * size), place * size);
      found++;
    }
  }
  if (!rows || found !== places.size) {
    throw new CoreError(
      'shape_mismatch',
      `Features of ${places.size - found} labelled records are missing. Import the records again.`,
    );
  }
  return rows;
}
