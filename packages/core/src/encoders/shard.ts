import { z } from 'zod';
import { CoreError } from '../errors.js';
import { pack, unpack } from '../tensors/container.js';
import { checkFeatures, type FeatureChunk, SCALES } from '../tensors/features.js';
import { fromFloat16, toFloat16 } from '../tensors/float16.js';
import { sizeOf } from '../tensors/state.js';

const MAGIC = 'QRNF';
const BYTES = { uint8: 1, float16: 2, float32: 4 };
const Header = z.object({
  dtype: z.enum(['uint8', 'float16', 'float32']),
  shape: z.array(z.int().min(1)).min(1),
  count: z.int().min(0),
  start: z.int().min(0),
  scale: z.enum(SCALES).optional(),
});

/**
 * Bytes of a feature shard: some rows of a pool, as one file.
 *
 * @param precision `float16` stores float32 features in half the room, to about three digits
 * @throws shape_mismatch where data and shape do not belong together
 */
export function encodeShard(chunk: FeatureChunk, { precision }: { precision?: 'float16' } = {}): Uint8Array {
  checkFeatures(chunk);
  const { dtype, shape, count, start, scale, data } = chunk;
  const header = { shape, count, start, ...(scale ? { scale } : {}) };
  if (precision === 'float16' && data instanceof Float32Array) {
    return pack(MAGIC, { dtype: 'float16', ...header }, [toFloat16(data)]);
  }
  return pack(MAGIC, { dtype, ...header }, [data]);
}

/**
 * The rows of a shard; float16 becomes float32. Other rows are a view of `bytes`, where these lie as their numbers may.
 *
 * @throws shard_corrupt where the bytes are not those of `encodeShard`, or have changed since
 */
export function decodeShard(bytes: Uint8Array): FeatureChunk {
  const corrupt = (reason: string) =>
    new CoreError(
      'shard_corrupt',
      `Stored features cannot be read (${reason}). Import the records again, or restore a backup.`,
    );
  const { header, body } = unpack(MAGIC, bytes, corrupt);
  const parsed = Header.safeParse(header);
  if (!parsed.success) throw corrupt('its header makes no sense');
  const { dtype, scale, ...place } = parsed.data;
  const rest = { ...place, ...(scale ? { scale } : {}) };
  const expected = rest.count * sizeOf(rest.shape) * BYTES[dtype];
  if (body.length !== expected) throw corrupt(`${body.length} bytes of features where ${expected} belong`);
  if (dtype === 'uint8') return { dtype, ...rest, data: body };
  const placed = body.byteOffset % BYTES.float32 === 0 ? body : new Uint8Array(body);
  const { buffer, byteOffset } = placed;
  const data =
    dtype === 'float16'
      ? fromFloat16(new Uint16Array(buffer, byteOffset, body.length / BYTES.float16))
      : new Float32Array(buffer, byteOffset, body.length / BYTES.float32);
  return { dtype: 'float32', ...rest, data };
}
