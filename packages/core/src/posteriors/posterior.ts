import type { z } from 'zod';
import { CoreError } from '../errors.js';
import type { Labels } from '../likelihoods/labels.js';
import type { ClassWeights, Likelihood, LikelihoodId } from '../likelihoods/likelihood.js';
import type { DrawnLayer } from '../networks/layer.js';
import { type Network, outputsOf } from '../networks/network.js';
import { checkFeatures, type Features } from '../tensors/features.js';
import type { State } from '../tensors/state.js';
import { checkMemory } from './memory.js';

/** What a posterior is fitted to. */
export interface Problem {
  network: Network;
  likelihood: Likelihood;
  features: Features;
  /** As the likelihood takes them. */
  labels: Labels;
  /** Classes count alike if left out, however many records each has. */
  classWeights?: ClassWeights;
}

/** How far a fit is. */
export interface FitProgress {
  epoch: number;
  epochs: number;
  /** Mean negative log-likelihood of the last epoch in nats, with dropout or noise on. */
  loss: number;
  secondsLeft: number;
}

/** One fit: its seed, how to stop it, whom to tell. */
export interface FitRun {
  seed: number;
  signal?: AbortSignal;
  onProgress?(progress: FitProgress): void;
  /** Cores that may be used where a method has several networks to fit; all there are if left out. */
  threads?: number;
  /**
   * Warm start: the state of an earlier fit of the same method and network to begin from. From scratch if left out, which
   * is the better default: what the first few labels taught wrongly is hard to unlearn (Ash and Adams 2020,
   * arXiv:1910.08475), and rounds stay comparable.
   */
  from?: State;
}

/** S draws of a posterior: for each layer of the network what they share and what each has for itself. */
export interface Draws {
  samples: number;
  layers: DrawnLayer[];
}

/** A distribution over the weights of a network given labels. All it does after fitting is to be drawn from. */
export interface Posterior<Options extends z.ZodType = z.ZodType> {
  id: string;
  title: string;
  description: string;
  source: string;
  /** Answers that it learns from. */
  likelihoods: readonly LikelihoodId[];
  /** Whether draws can disagree, or only those of a network with dropout: what lives on disagreement cannot rank without. */
  disagrees: 'always' | 'by dropout' | 'never';
  options: Options;
  /**
   * @throws no_labels, invalid_label, invalid_features, invalid_options, shape_mismatch, too_large, training_diverged;
   *   whatever `signal` was aborted with
   */
  fit(problem: Problem, run: FitRun & { options: z.infer<Options> }): Promise<State>;
  /** @returns `samples` draws, or all there are where a posterior consists of a few networks */
  draw(network: Network, state: State, samples: number, seed: number, options: z.infer<Options>): Draws;
}

/** Gives `fit` and `draw` the type of the options from the posterior's own schema. */
export const definePosterior = <Options extends z.ZodType>(posterior: Posterior<Options>): Posterior<Options> =>
  posterior;

/**
 * Refuses what would become a silent NaN. One class only is allowed: the model then says so with growing certainty, and
 * the scores of the pool fall together, which the next random labels mend. So is a class with a single label, and a
 * constant feature, which teaches nothing and harms nothing.
 *
 * @throws no_labels, invalid_label, invalid_features, shape_mismatch, too_large
 */
export function checkProblem({ features, labels, likelihood, network }: Problem): void {
  checkFeatures(features);
  if (`${features.shape}` !== `${network.inputShape}`) {
    throw new CoreError(
      'shape_mismatch',
      `The network takes records of shape [${network.inputShape}]; these have [${features.shape}].`,
    );
  }
  if (labels.length === 0 || features.count === 0)
    throw new CoreError('no_labels', 'There is nothing to learn from. Label some records first.');
  likelihood.check(labels, features.count, outputsOf(network));
  checkMemory(network);
  if (features.data instanceof Float32Array) {
    const at = features.data.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) {
      const row = Math.floor(at / (features.data.length / features.count));
      throw new CoreError(
        'invalid_features',
        `Record ${row} has a feature that is not a finite number. Mend or remove it, then try again.`,
      );
    }
  }
}
