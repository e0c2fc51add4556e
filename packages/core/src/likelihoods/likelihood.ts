import type * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { GraphBuilder } from '../networks/graph-builder.js';
import type { Head } from '../networks/presets.js';
import type { Answer } from './answers.js';
import type { Labels } from './labels.js';

interface SummaryOf<Kind extends string> {
  kind: Kind;
  count: number;
  /** Classes, labels or target values of a record. */
  classes: number;
  samples: number;
}

/** What S draws say of each candidate's class. */
export interface CategoricalSummary extends SummaryOf<'categorical'> {
  /** [N, C], mean over the draws of the class probabilities. */
  meanProbsNC: Float32Array;
  /** [N] nats, mean over the draws of the entropy of one draw's prediction. */
  expectedEntropyN: Float32Array;
}

/** What S draws say of each candidate's labels, of which any number may hold. */
export interface BernoulliSummary extends SummaryOf<'bernoulli'> {
  /** [N, C], mean over the draws of the probability that the label holds. */
  meanProbsNC: Float32Array;
  /** [N, C] nats, mean over the draws of the entropy of one label. */
  expectedEntropyNC: Float32Array;
}

/** What S draws say of each candidate's values, in the units of the targets. */
export interface GaussianSummary extends SummaryOf<'gaussian'> {
  /** [N, T]. */
  meanNT: Float32Array;
  /** [N, T], variance over the draws of the mean: what more labels would take away. */
  epistemicNT: Float32Array;
  /** [N, T], mean over the draws of the noise variance: what they would not. */
  aleatoricNT: Float32Array;
  /** [N, T], mean over the draws of the log of the noise variance. */
  expectedLogVarianceNT: Float32Array;
}

/** What S draws say of each candidate. */
export type Summary = CategoricalSummary | BernoulliSummary | GaussianSummary;
export type LikelihoodId = Summary['kind'];

/** Joint predictions, where a summary is not enough. */
export interface Predictions {
  samples: number;
  count: number;
  /** Outputs of the network: C, or 2T for T target values. */
  outputs: number;
  /** [S, N, outputs]: log-probabilities of classes in nats, logits of labels, or T means and T log variances. */
  outputsSNO: Float32Array;
}

/** How a network's outputs become a distribution over labels: the loss for training, the summary for scoring. */
export interface Likelihood<Kind extends Summary = Summary, Options extends z.ZodType = z.ZodType> {
  id: Kind['kind'];
  title: string;
  description: string;
  source: string;
  options: Options;
  /** The end of a network for so many classes, labels or values. */
  head(classes: number, options: z.infer<Options>): Head;
  /** Classes, labels or values that so many outputs stand for. */
  classesOf(outputs: number): number;
  /** Labels of records from the numbers that each has: the index of its class, a 0 or 1 for each label, or its values. */
  pack(targets: readonly (readonly number[])[]): Labels;
  /** @throws invalid_label, shape_mismatch */
  check(labels: Labels, count: number, outputs: number): void;
  /**
   * What each record counts for when classes weigh differently, with mean 1; [N] or, for labels that hold one by one, [N, C].
   * `balanced` gives every class the same sum. null where weights mean nothing.
   */
  weigh(labels: Labels, count: number, outputs: number, classWeights: ClassWeights): Float32Array | null;
  /**
   * Mean negative log-likelihood in nats and its gradient with respect to the outputs.
   *
   * @param outputsNO [N, outputs]
   * @param weights what `weigh` gave for these records
   */
  loss(outputsNO: tf.Tensor2D, labels: Labels, weights?: Float32Array): { loss: tf.Scalar; gradient: tf.Tensor2D };
  /**
   * −∂² ln p(y|f) / ∂f² in expectation over y, of the units of the last dense layer: what curves the posterior of that
   * layer (generalised Gauss–Newton).
   *
   * @param outputsNO [N, outputs]; `scaleT` are the factors with which a regression network leaves its standardised units
   * @returns [N, units, units]
   */
  curvature(outputsNO: tf.Tensor2D, head: { units: number; scaleT?: Float32Array }): tf.Tensor3D;
  /** The same on plain arrays as the graph computes: one is held against the other. */
  summarize(predictions: Predictions): Kind;
  /**
   * The temperature at which predictions of records that the model has not seen fit their labels best: above 1 where it was too
   * sure, below where it was not sure enough.
   *
   * @param labels of these records
   * @returns in [1/16, 16]
   * @source Guo et al. 2017, arXiv:1706.04599
   */
  temperatureOf(predictions: Predictions, labels: Labels): number;
  /** Adds what a temperature does to the outputs `value` [S·N, outputs]. @returns their name, of the same shape */
  temper(graph: GraphBuilder, value: string, outputs: number, temperature: number): string;
  /** Adds `outputs` [S, N, outputs] and the parts of the summary to a graph whose network ends in `value` [S·N, outputs]. */
  emit(graph: GraphBuilder, value: string, outputs: number): void;
  /** The parts of the summary that `emit` adds, and whether each has a value a class or only one a record. */
  parts: { [Part in Exclude<keyof Kind, keyof SummaryOf<string>> & string]: 'classes' | 'record' };
  /** What a model says to whoever runs it without this package, and in which unit. */
  answers: readonly Answer[];
  /** Adds the answers to a graph that has the parts of the summary and, where there are any, the names of the `classes` [C]. */
  answer(graph: GraphBuilder, classes: number): void;
}

/** A weight for each class, or equal sums for all. */
export type ClassWeights = 'balanced' | readonly number[];

/** Gives weights, [N] or [N, C], mean 1, so that class weights do not change the learning rate. */
export function normalized(weights: Float32Array): Float32Array {
  const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
  return mean > 0 ? weights.map((w) => w / mean) : weights;
}
