import type { Labels } from '../likelihoods/labels.js';
import type { Choice, LoopConfig } from '../loop/config.js';
import type { Features } from '../tensors/features.js';
import type { Stability } from './stability.js';

/** Records of which everything is known. */
export interface LabelledSet {
  features: Features;
  /** As the likelihood takes them: [N] classes, [N, C] labels that hold, or [N, T] values. */
  labels: Labels;
}

/** How a labelled set is replayed: as a live loop, with a start, an end, and what studies do otherwise. */
export interface SimulationConfig extends LoopConfig {
  seed: number;
  /**
   * Labels before the first round. They are chosen as a live project chooses its first questions, by `choice` where it is given,
   * or, `isBalanced`, as many at random of each class.
   */
  start: { labels: number; isBalanced?: boolean; choice?: Choice };
  /** Labels after which it ends. */
  most: number;
  /** Draws that the test set is measured with, if others: a mean needs fewer of them than a joint prediction. */
  testDraws?: number;
  /** Candidates of a round, drawn anew each time; the whole pool if left out. */
  candidates?: number;
  /** Records side by side in the pool that are candidates together, such as copies of one; 1 if left out. */
  together?: number;
  /**
   * Candidates are judged with new dropout masks for each record (after the first dropout layer), as in studies that do not
   * fix a draw over the pool. A live round fixes it.
   */
  hasFreshMasks?: boolean;
}

/** One finished round. */
export interface SimulatedRound {
  /** From 1, as rounds of a live project that have a model. */
  round: number;
  /** Labels that it was trained on, the first ones among them. */
  labels: number;
  /** The main figures of the likelihood on the test set, by their ids. */
  figures: Record<string, number>;
  /** Of predictions of classes. */
  stability: Stability | null;
  /** Places in the pool that are asked next; none in the last round. */
  asked: number[];
  seconds: { train: number; score: number; measure: number };
}

/** What has been done of a simulation that goes on after a stop: rounds as they came out. */
export interface Simulation {
  pool: LabelledSet;
  test: LabelledSet;
  /** Places in the pool that are never asked, such as those of the test set where it is a part of the pool. */
  apart?: readonly number[];
  /** Classes, labels or values of a record. */
  outputs: number;
  config: SimulationConfig;
  done?: readonly SimulatedRound[];
  signal?: AbortSignal;
}
