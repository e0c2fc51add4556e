import { categorical, graphOf, loadModel, parseOptions, posteriors, selections } from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import { startBackend } from '@querent/core/tensors';
import type { Store } from '@querent/domain';
import type { DrawTask } from '@querent/domain/background';

/** Draws the networks of a round and stores them as one graph, which every worker scores with. */
export async function draw({ shards, config, seed, stateKey }: DrawTask, store: Store): Promise<{ graphKey: string }> {
  const { dtype } = decodeShard(await store.get(shards[0]!.objectKey));
  const posterior = posteriors.get(config.posterior.id);
  // Not built anew: its size may follow from the number of labels, which have grown since the fit.
  const { network, state } = loadModel(await store.get(stateKey));
  await startBackend(); // batch normalisation is measured anew for each draw of SWAG
  const options = parseOptions(posterior, config.posterior.options);
  const draws = posterior.draw(network, state, config.draws, seed, options);
  const hasVectors = selections.get(config.selection.id).batch?.reads.includes('hidden') ?? false;
  return { graphKey: await store.put(graphOf(network, categorical, draws, dtype, { hasVectors })) };
}
