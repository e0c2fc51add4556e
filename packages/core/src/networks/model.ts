import { z } from 'zod';
import { pack, unpack } from '../tensors/container.js';
import { loadState, type State, saveState, stateCorrupt } from '../tensors/state.js';
import { LAYER_TYPES } from './layers/index.js';
import type { Network } from './network.js';

/** What a posterior has learned, with the network that it learned it for. */
export interface Model {
  network: Network;
  state: State;
}

const MAGIC = 'QRNM';
const Header = z.object({
  inputShape: z.array(z.int().min(0)),
  layers: z.array(z.looseObject({ type: z.enum(LAYER_TYPES) })).min(1),
});

/** Bytes of a model: the network as the header of a container whose body are the bytes of `saveState`. */
export const saveModel = ({ network, state }: Model): Uint8Array => pack(MAGIC, network, [saveState(state)]);

/**
 * The model that `saveModel` made bytes of.
 *
 * @throws state_corrupt where the bytes are not those of `saveModel`, such as a state by itself, or have changed since
 */
export function loadModel(bytes: Uint8Array): Model {
  const { header, body } = unpack(MAGIC, bytes, stateCorrupt);
  const network = Header.safeParse(header);
  if (!network.success) throw stateCorrupt('its network makes no sense');
  // The checksum vouches for the options of each layer, which the schema leaves open.
  return { network: network.data as Network, state: loadState(body) };
}
