import { parseOptions } from '../options.js';
import { registry } from '../registry.js';
import { type Network, outputsOf } from './network.js';
import { cnn } from './presets/cnn.js';
import { galCnn } from './presets/gal-cnn.js';
import { kirschCnn } from './presets/kirsch-cnn.js';
import { mlp } from './presets/mlp.js';
import type { Head, NetworkShape, Preset } from './presets/preset.js';

export type { Head, NetworkShape, Preset } from './presets/preset.js';

/** Every network that can be chosen, by its id. */
export const networks = registry<Preset>([galCnn, kirschCnn, cnn, mlp]);

/**
 * Builds a network of the registry; the options are checked by its own schema. Where it chooses its size by the number of
 * labels, another number may give another network: save it beside the state that was learned for it (`saveModel`).
 *
 * @param shape of one record, how many outputs there are or the head of a likelihood, whether the features are bytes, and
 *   how many labels there are
 * @throws unknown_method, invalid_options, shape_mismatch; input_too_small where a record does not survive the layers
 */
export function buildNetwork(
  choice: { id: string; options: unknown },
  { outputs, ...shape }: NetworkShape & { outputs: number | Head },
): Network {
  const preset = networks.get(choice.id);
  const head = typeof outputs === 'number' ? { units: outputs, layers: [] } : outputs;
  const body = preset.build(parseOptions(preset, choice.options), { ...shape, outputs: head.units });
  const network = { ...body, layers: [...body.layers, ...head.layers] };
  outputsOf(network);
  return network;
}
