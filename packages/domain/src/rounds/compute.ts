import type { ProjectSettings, RoundMetrics, RoundProgress } from '@querent/contracts';

/** A run of feature rows in the object store. */
export interface ShardRef {
  start: number;
  count: number;
  objectKey: string;
}

/** A record's row in the shards with its class. */
export interface LabelledIndex {
  index: number;
  label: number;
}

export interface TrainTask {
  shards: ShardRef[];
  labels: LabelledIndex[];
  classes: number;
  config: ProjectSettings;
  seed: number;
}

export interface Trained {
  stateKey: string;
  backend: string;
  seconds: number;
}

export interface ScoreTask extends Omit<TrainTask, 'labels'> {
  stateKey: string;
  /** Rows that are not candidates: labelled, or kept for measuring. */
  excluded: number[];
  holdout: LabelledIndex[];
  /** Length of the ranking. */
  keep: number;
}

export interface Scored {
  graphKey: string;
  /** Best first; the score is null where the acquisition gives none. */
  ranking: { index: number; score: number | null }[];
  scored: number;
  metrics: RoundMetrics | null;
  scoreSeconds: number;
  measureSeconds: number;
}

export interface ComputeRun {
  signal: AbortSignal;
  onProgress(progress: RoundProgress): void;
}

/** The heavy part of a round. The worker does it in a thread of its own; files go through the object store. */
export interface RoundCompute {
  train(task: TrainTask, run: ComputeRun): Promise<Trained>;
  score(task: ScoreTask, run: ComputeRun): Promise<Scored>;
}
