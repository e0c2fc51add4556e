import { z } from 'zod';
import { pack, unpack } from '../tensors/container.js';
import { loadState, type State, saveState, stateCorrupt } from '../tensors/state.js';
import { LAYER_TYPES } from './layers/index.js';
import type { Network } from './network.js';

/** What a posterior has learned, with the network that it learned it for. */
export interface Model {
  network: Network;
  state: State;
  /** What its predictions are tempered by; 1 where it is left out. */
  temperature?: number;
}

const MAGIC = 'QRNM';
const Header = z.object({
  inputShape: z.array(z.int().min(0)),
  layers: z.array(z.looseObject({ type: z.enum(LAYER_TYPES) })).min(1),
  temperature: z.number().positive().optional(),
});

/** Bytes of a model: the network as the header of a container whose body are the bytes of `saveState`. */
export const saveModel = ({ network, state, temperature }: Model): Uint8Array =>
  pack(MAGIC, { ...network, ...(temperature === undefined ? {} : { temperature }) }, [saveState(state)]);

/**
 * The model that `saveModel` made bytes of.
 *
 * @throws state_corrupt where the bytes are not those of `saveModel`, such as a state by itself, or have changed since
 */
export function loadModel(bytes: Uint8Array): Model {
  const { header, body } = unpack(MAGIC, bytes, stateCorrupt);
  const read = Header.safeParse(header);
  if (!read.success) throw stateCorrupt('its network makes no sense');
  const { temperature, ...network } = read.data;
  // The checksum vouches for the options of each layer, which the schema leaves open.
  return {
    ...{ network: network as Network, state: loadState(body) },
    ...(temperature === undefined ? {} : { temperature }),
  };
}
