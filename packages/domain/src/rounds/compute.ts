import type { MethodChoice, ProjectSettings, RoundMetrics, RoundProgress } from '@querent/contracts';

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

/** A trained posterior, whose draws are to become one graph. */
export interface DrawTask {
  shards: ShardRef[];
  config: ProjectSettings;
  seed: number;
  stateKey: string;
}

/** What the tasks after it have in common. */
interface GraphTask extends Omit<DrawTask, 'stateKey'> {
  graphKey: string;
  /** Rows that are not candidates: labelled, or kept for measuring; the latest label last. */
  excluded: number[];
}

export interface PartTask extends GraphTask {
  /** The part of the shards that is scored. */
  part: ShardRef[];
}

export interface PartProgress {
  /** Records of the part that have been looked at. */
  done: number;
}

export interface SelectTask extends GraphTask {
  /** What the parts have left in the store; none where the acquisition looks at no record. */
  partKeys: string[];
  holdout: LabelledIndex[];
}

export interface Selected {
  /** Best first; the score is null where the acquisition gives none. */
  ranking: { index: number; score: number | null }[];
  scored: number;
  metrics: RoundMetrics | null;
  selectSeconds: number;
  measureSeconds: number;
}

/** The questions before there is a model. */
export interface ColdStartTask {
  shards: ShardRef[];
  choice: MethodChoice;
  seed: number;
  excluded: number[];
  /** Questions that the choice decides on; those after them are drawn at random. */
  batch: number;
  keep: number;
}

export interface ComputeRun<Progress = RoundProgress> {
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** The heavy part of a round. The worker does it in a thread of its own; files go through the object store. */
export interface RoundCompute {
  /** Indices of records, the first to be asked first. */
  coldStart(task: ColdStartTask, run: ComputeRun): Promise<{ indices: number[] }>;
  train(task: TrainTask, run: ComputeRun): Promise<Trained>;
  /** The drawn networks as one graph. */
  draw(task: DrawTask, run: ComputeRun): Promise<{ graphKey: string }>;
  /** The best of a part of the pool. */
  scorePart(task: PartTask, run: ComputeRun<PartProgress>): Promise<{ objectKey: string }>;
  /** The ranking from all parts, and figures on the holdout. */
  select(task: SelectTask, run: ComputeRun): Promise<Selected>;
}
