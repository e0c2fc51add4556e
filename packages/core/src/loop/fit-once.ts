import { gatherLabels, type Labels, likelihoods } from '../likelihoods/index.js';
import type { Model } from '../networks/model.js';
import { buildNetwork } from '../networks/presets.js';
import { parseOptions } from '../options.js';
import type { FitRun } from '../posteriors/posterior.js';
import { posteriors } from '../posteriors/registry.js';
import { scaleOf } from '../tensors/features.js';
import type { LoopConfig } from './config.js';
import type { FeatureSource } from './feature-source.js';

/** What is known of some records of a pool. */
export interface Answers {
  /** Of the records; the order means nothing. */
  indices: readonly number[];
  /** In the order of `indices`, as the likelihood takes them. */
  labels: Labels;
}

/** What a round learns from. */
export interface FitTask {
  config: LoopConfig;
  source: FeatureSource;
  answers: Answers;
  /** Classes, labels or values of a record. */
  outputs: number;
}

/** Answers by the indices of their records, so that the order in which they came means nothing. */
export function inOrder({ indices, labels }: Answers): Answers {
  const order = Array.from(indices.keys()).sort((a, b) => indices[a]! - indices[b]!);
  return { indices: order.map((at) => indices[at]!), labels: gatherLabels(labels, indices.length, order) };
}

/**
 * Fits the posterior of a round to its answers, from scratch, as it is: nothing is set right afterwards. The records are taken
 * in the order of their indices, so that what comes out depends on nothing but what is known and the seed.
 *
 * @returns what was learned, with the network that learned it; seconds without the reading of features
 * @throws whatever the network and the posterior do
 */
export async function fitOnce(
  { config, source, answers, outputs }: FitTask,
  run: FitRun,
): Promise<{ model: Model; seconds: number }> {
  const { indices, labels } = inOrder(answers);
  const features = await source.rowsOf(indices);
  const likelihood = likelihoods.get(config.likelihood.id);
  const network = buildNetwork(config.network, {
    inputShape: features.shape,
    outputs: likelihood.head(outputs, parseOptions(likelihood, config.likelihood.options)),
    scale: scaleOf(features),
    labels: indices.length,
  });
  const posterior = posteriors.get(config.posterior.id);
  const options = parseOptions(posterior, config.posterior.options);
  const since = performance.now();
  const state = await posterior.fit({ network, likelihood, features, labels }, { ...run, options });
  return { model: { network, state }, seconds: (performance.now() - since) / 1_000 };
}
