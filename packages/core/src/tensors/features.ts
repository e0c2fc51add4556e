import { CoreError } from '../errors.js';
import { sizeOf } from './state.js';

/**
 * What the numbers of a record are, so that a network knows how to bring them to one scale: `bytes` of 0 … 255; `columns` that
 * each have a unit of their own; `rows` of length 1, whose numbers are worth what they are, such as weights of words.
 */
export const SCALES = ['bytes', 'columns', 'rows'] as const;
export type Scale = (typeof SCALES)[number];

/** Rows of features as they lie in a shard. float16 is unpacked to float32 when it is read. */
export interface Features {
  dtype: 'uint8' | 'float32';
  /** Shape of one record, such as [28, 28, 1]. */
  shape: number[];
  count: number;
  data: Uint8Array | Float32Array;
  /** Left out, bytes are `bytes` and others `columns`. */
  scale?: Scale;
}

/** What the numbers of a record are. */
export const scaleOf = ({ scale, dtype }: Pick<Features, 'scale' | 'dtype'>): Scale =>
  scale ?? (dtype === 'uint8' ? 'bytes' : 'columns');

/** Rows of a pool; `start` is the index of the first in the pool. */
export interface FeatureChunk extends Features {
  start: number;
}

/**
 * Refuses features whose data are not of the type and the size [count, …shape] that they claim.
 *
 * @throws shape_mismatch where data and shape do not belong together
 */
export function checkFeatures({ shape, count, data, dtype }: Features): void {
  const isRight = dtype === 'uint8' ? data instanceof Uint8Array : data instanceof Float32Array;
  if (!isRight || data.length !== count * sizeOf(shape)) {
    throw new CoreError(
      'shape_mismatch',
      `${count} records of shape [${shape}] in ${dtype} need ${count * sizeOf(shape)} values; there are ${data.length}.`,
    );
  }
}

/** Copies the rows of these places, [N] of 0 … count − 1, in their order. */
export function gatherRows(features: Features, rows: ArrayLike<number>): Features {
  const size = sizeOf(features.shape);
  const Data = features.dtype === 'uint8' ? Uint8Array : Float32Array;
  const data = new Data(rows.length * size);
  for (let i = 0; i < rows.length; i++)
    data.set(features.data.subarray(rows[i]! * size, (rows[i]! + 1) * size), i * size);
  return { ...features, count: rows.length, data };
}

/** Cuts a chunk into pieces of at most `rows` rows, without copying. */
export function* splitChunk(chunk: FeatureChunk, rows: number): Generator<FeatureChunk> {
  const size = sizeOf(chunk.shape);
  for (let at = 0; at < chunk.count; at += rows) {
    const count = Math.min(rows, chunk.count - at);
    yield { ...chunk, start: chunk.start + at, count, data: chunk.data.subarray(at * size, (at + count) * size) };
  }
}
