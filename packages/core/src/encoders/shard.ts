import { CoreError } from '../errors.js';
import type { FeatureChunk } from '../tensors/features.js';
import { sizeOf } from '../tensors/state.js';

const MAGIC = 'QRNF';
const VERSION = 1;

/** Bytes of a feature shard: magic, version, JSON header, then the rows. Little-endian. */
export function encodeShard({ dtype, shape, count, start, data }: FeatureChunk): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify({ dtype, shape, count, start }));
  const from = Math.ceil((12 + header.length) / 4) * 4;
  const bytes = new Uint8Array(from + data.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(4, VERSION, true);
  view.setUint32(8, header.length, true);
  bytes.set(header, 12);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), from);
  return bytes;
}

/** @throws shard_corrupt */
export function decodeShard(bytes: Uint8Array): FeatureChunk {
  const corrupt = (what: string) =>
    new CoreError(
      'shard_corrupt',
      `Stored features cannot be read (${what}). Import the records again, or restore a backup.`,
    );
  if (bytes.length < 12 || new TextDecoder().decode(bytes.subarray(0, 4)) !== MAGIC)
    throw corrupt('not a feature file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(4, true) !== VERSION) throw corrupt('written by another version');
  const headerLength = view.getUint32(8, true);
  let header: Omit<FeatureChunk, 'data'>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + headerLength)));
  } catch {
    throw corrupt('its header is damaged');
  }
  const { dtype, shape, count, start } = header;
  const from = Math.ceil((12 + headerLength) / 4) * 4;
  const values = count * sizeOf(shape);
  const expected = from + values * (dtype === 'uint8' ? 1 : 4);
  if (bytes.length !== expected) throw corrupt(`${bytes.length} bytes where ${expected} belong`);
  if (dtype === 'uint8') return { dtype, shape, count, start, data: bytes.subarray(from) };
  const data = new Float32Array(values);
  new Uint8Array(data.buffer).set(bytes.subarray(from));
  return { dtype: 'float32', shape, count, start, data };
}
