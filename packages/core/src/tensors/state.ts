import { CoreError } from '../errors.js';

/** A tensor that lives in ordinary memory: nobody has to free it. */
export interface HostTensor {
  shape: number[];
  data: Float32Array;
}

/** What a posterior has learned: a flat record of tensors, so that saving and loading are written once for all of them. */
export type State = Record<string, HostTensor>;

const MAGIC = 'QRNT';
const VERSION = 1;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Bytes of a state: magic, version, JSON header, then the tensors one after the other in little-endian float32. */
export function saveState(state: State): Uint8Array {
  const entries = Object.entries(state);
  const header = new TextEncoder().encode(JSON.stringify(entries.map(([name, { shape }]) => ({ name, shape }))));
  const start = Math.ceil((12 + header.length) / 4) * 4;
  const bytes = new Uint8Array(start + entries.reduce((sum, [, { data }]) => sum + data.byteLength, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(4, VERSION, true);
  view.setUint32(8, header.length, true);
  bytes.set(header, 12);
  let at = start;
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/** @throws state_corrupt */
export function loadState(bytes: Uint8Array): State {
  const corrupt = (what: string) =>
    new CoreError('state_corrupt', `The saved model cannot be read (${what}). Train the round again.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || new TextDecoder().decode(bytes.subarray(0, 4)) !== MAGIC) throw corrupt('not a model file');
  if (view.getUint32(4, true) !== VERSION) throw corrupt('written by another version');
  const headerLength = view.getUint32(8, true);
  let header: { name: string; shape: number[] }[];
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + headerLength)));
  } catch {
    throw corrupt('its header is damaged');
  }
  let at = Math.ceil((12 + headerLength) / 4) * 4;
  const expected = at + header.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  if (expected !== bytes.length) throw corrupt(`${bytes.length} bytes where ${expected} belong`);
  const state: State = {};
  for (const { name, shape } of header) {
    const data = new Float32Array(sizeOf(shape));
    new Uint8Array(data.buffer).set(bytes.subarray(at, at + data.byteLength));
    state[name] = { shape, data };
    at += data.byteLength;
  }
  return state;
}
