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

/** How a round draws. */
export interface Drawing {
  config: LoopConfig;
  seed: number;
}

/** The networks that a round scores and measures with: the same for the same seed. */
export function drawNetworks({ network, state }: Model, { config, seed }: Drawing, samples = config.draws): Draws {
  const posterior = posteriors.get(config.posterior.id);
  return posterior.draw(network, state, samples, seed, parseOptions(posterior, config.posterior.options));
}

/**
 * The networks that a round scores and measures with, as one graph.
 *
 * @param dtype of the features
 * @returns bytes of an ONNX file
 */
export function drawGraph(
  model: Model,
  { dtype, ...drawing }: Drawing & { dtype: 'uint8' | 'float32' },
  { samples, change = (draws) => draws }: Otherwise = {},
): Uint8Array {
  const draws = change(drawNetworks(model, drawing, samples));
  const { likelihood, selection } = drawing.config;
  const hasVectors = selections.get(selection.id).batch?.reads.includes('hidden') ?? false;
  const { network, temperature = 1 } = model;
  return graphOf(network, likelihoods.get(likelihood.id), draws, dtype, { hasVectors, temperature });
}
