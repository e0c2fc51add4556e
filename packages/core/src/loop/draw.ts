import { likelihoods } from '../likelihoods/index.js';
import type { Model } from '../networks/model.js';
import { parseOptions } from '../options.js';
import type { Draws } from '../posteriors/posterior.js';
import { posteriors } from '../posteriors/registry.js';
import { graphOf } from '../scoring/compile.js';
import { selections } from '../selections/index.js';
import type { LoopConfig } from './config.js';

/** How networks are drawn otherwise than a live round draws them. */
export interface Otherwise {
  samples?: number;
  change?(draws: Draws): Draws;
}

/**
 * The networks that a round scores and measures with, as one graph.
 *
 * @param dtype of the features
 * @returns bytes of an ONNX file
 */
export function drawGraph(
  { network, state, temperature = 1 }: Model,
  { config, dtype, seed }: { config: LoopConfig; dtype: 'uint8' | 'float32'; seed: number },
  { samples = config.draws, change = (draws) => draws }: Otherwise = {},
): Uint8Array {
  const posterior = posteriors.get(config.posterior.id);
  const options = parseOptions(posterior, config.posterior.options);
  const draws = change(posterior.draw(network, state, samples, seed, options));
  const hasVectors = selections.get(config.selection.id).batch?.reads.includes('hidden') ?? false;
  return graphOf(network, likelihoods.get(config.likelihood.id), draws, dtype, { hasVectors, temperature });
}
