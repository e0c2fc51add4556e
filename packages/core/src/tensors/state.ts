import { z } from 'zod';
import { CoreError } from '../errors.js';
import { pack, unpack } from './container.js';

/** A tensor that lives in ordinary memory: nobody has to free it. */
export interface HostTensor {
  shape: number[];
  data: Float32Array;
}

/** What a posterior has learned: a flat record of tensors, so that saving and loading are written once for all of them. */
export type State = Record<string, HostTensor>;

const MAGIC = 'QRNT';
const Header = z.array(z.object({ name: z.string(), shape: z.array(z.int().min(0)) }));

/** Values in a tensor [A, B, …] of this shape: A·B·…; 1 for a single number, whose shape is []. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Bytes of a state, from which `loadState` brings back the same bits. */
export function saveState(state: State): Uint8Array {
  const entries = Object.entries(state);
  return pack(
    MAGIC,
    entries.map(([name, { shape }]) => ({ name, shape })),
    entries.map(([, { data }]) => data),
  );
}

/** The refusal of a saved model. @param reason in a few words */
export const stateCorrupt = (reason: string) =>
  new CoreError('state_corrupt', `The saved model cannot be read (${reason}). Train the round again.`);

/**
 * The state that `saveState` made bytes of, to the bit.
 *
 * @throws state_corrupt where the bytes are not those of `saveState`, or have changed since
 */
export function loadState(bytes: Uint8Array): State {
  const { header, body } = unpack(MAGIC, bytes, stateCorrupt);
  const entries = Header.safeParse(header);
  if (!entries.success) throw stateCorrupt('its header makes no sense');
  const expected = entries.data.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  if (expected !== body.length) throw stateCorrupt(`${body.length} bytes of weights where ${expected} belong`);
  const state: State = {};
  let at = 0;
  for (const { name, shape } of entries.data) {
    const data = new Float32Array(sizeOf(shape));
    new Uint8Array(data.buffer).set(body.subarray(at, at + data.byteLength));
    state[name] = { shape, data };
    at += data.byteLength;
  }
  return state;
}
