import type { z } from 'zod';
import { CoreError } from '../errors.js';
import type { Likelihood } from '../likelihoods/likelihood.js';
import type { DrawnLayer } from '../networks/layer.js';
import type { Network } from '../networks/network.js';
import { checkFeatures, type Features } from '../tensors/features.js';
import type { State } from '../tensors/state.js';

/** What a posterior is fitted to. */
export interface Problem {
  network: Network;
  likelihood: Likelihood;
  features: Features;
  /** [N] indices of classes. */
  labels: Int32Array;
  classes: number;
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
  options: Options;
  /** @throws no_labels, invalid_label, invalid_features, training_diverged; whatever `signal` was aborted with */
  fit(problem: Problem, run: FitRun & { options: z.infer<Options> }): Promise<State>;
  draw(network: Network, state: State, samples: number, seed: number, options: z.infer<Options>): Draws;
}

/**
 * Refuses what would become a silent NaN. One class only is allowed: the model then says so with growing certainty, and
 * the scores of the pool fall together, which the next random labels mend.
 *
 * @throws no_labels, invalid_label, invalid_features, shape_mismatch
 */
export function checkProblem({ features, labels, classes, network }: Problem): void {
  checkFeatures(features);
  if (`${features.shape}` !== `${network.inputShape}`) {
    throw new CoreError(
      'shape_mismatch',
      `The network takes records of shape [${network.inputShape}]; these have [${features.shape}].`,
    );
  }
  if (labels.length === 0)
    throw new CoreError('no_labels', 'There is nothing to learn from. Label some records first.');
  if (labels.length !== features.count) {
    throw new CoreError('shape_mismatch', `There are ${labels.length} labels for ${features.count} records.`);
  }
  const wrong = labels.find((label) => label < 0 || label >= classes);
  if (wrong !== undefined)
    throw new CoreError('invalid_label', `The label ${wrong} is not one of the ${classes} classes.`);
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
