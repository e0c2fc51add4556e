import type * as tf from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../networks/graph-builder.js';

/** What S draws say of each candidate. */
export interface Summary {
  count: number;
  classes: number;
  samples: number;
  /** [N, C], mean over the draws of the class probabilities. */
  meanProbsNC: Float32Array;
  /** [N] nats, mean over the draws of the entropy of one draw's prediction. */
  expectedEntropyN: Float32Array;
}

/** Joint predictions, where a summary is not enough. */
export interface LogProbs {
  samples: number;
  count: number;
  classes: number;
  /** [S, N, C] nats. */
  logProbsSNC: Float32Array;
}

/** How a network's outputs become a distribution over labels: the loss for training, the summary for scoring. */
export interface Likelihood {
  id: string;
  title: string;
  /**
   * Mean negative log-likelihood and its gradient with respect to the outputs.
   *
   * @param outputsNO [N, outputs]
   * @param labelsN [N]
   */
  loss(outputsNO: tf.Tensor2D, labelsN: Int32Array): { loss: tf.Scalar; gradient: tf.Tensor2D };
  /** The same on plain arrays as the graph computes: one is held against the other. */
  summarize(logProbs: LogProbs): Summary;
  /** Adds the summary to a graph whose `outputs` are [S·N, C]. */
  emit(graph: GraphBuilder, outputs: string, classes: number): void;
}
