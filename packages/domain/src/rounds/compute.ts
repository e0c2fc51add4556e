import type { ExportForm, MethodChoice, ModelInput, RecordKind, RoundConfig, RoundProgress } from '@querent/contracts';
import type { Prediction } from '@querent/core';
import type { Encoding } from '@querent/core/encoders';
import type { LikelihoodId } from '@querent/core/likelihoods';
import type { ContentRow } from '../records/kinds/index.js';

/** A run of feature rows in the object store. */
export interface ShardRef {
  start: number;
  count: number;
  objectKey: string;
}

/** A record's row in the shards with what a model is to learn of it. */
export interface LabelledRow {
  index: number;
  /** As the kind of the task says: an index of a class, a 0 or 1 for each, or values. */
  target: number[];
}

/** What an encoder is to look at. */
export interface PrepareTask {
  encoder: string;
  options: Record<string, unknown>;
  kind: RecordKind;
  records: ContentRow[];
}

export interface EncodeTask {
  encoding: Encoding;
  kind: RecordKind;
  /** Index of the first record; the others follow. */
  start: number;
  records: ContentRow[];
}

export interface Encoded {
  objectKey: string;
  /** What the encoder cannot read of these records. */
  unread: { share: number; advice: string | null };
}

/** What a round's computations have in common. */
export interface ModelTask {
  shards: ShardRef[];
  config: RoundConfig;
  likelihood: LikelihoodId;
  seed: number;
}

export interface TrainTask extends ModelTask {
  labels: LabelledRow[];
  /** Classes, labels or values that the model is to give. */
  outputs: number;
}

export interface Trained {
  stateKey: string;
  bytes: number;
  /** Null where it is not set right. */
  temperature: number | null;
  backend: string;
  seconds: number;
}

/** A trained posterior, whose draws are to become one graph. */
export interface DrawTask extends ModelTask {
  stateKey: string;
}

/** What the tasks after it have in common. */
interface GraphTask extends ModelTask {
  graphKey: string;
  /** Rows that are not candidates: labelled, or kept for measuring; the latest label last. */
  excluded: number[];
}

export interface PartTask extends GraphTask {
  /** The part of the shards that is scored. */
  part: ShardRef[];
  /** Rows that an outside model has predicted, of all shards; left out of Querent's own, which knows all. */
  known?: number[];
}

export interface PartProgress {
  /** Records of the part that have been looked at. */
  done: number;
}

export interface SelectTask extends GraphTask {
  /** What the parts have left in the store; none where the acquisition looks at no record. */
  partKeys: string[];
  holdout: LabelledRow[];
}

/** A figure of the core's registry with its 95 % interval. */
export interface Measured {
  id: string;
  value: number;
  low: number;
  high: number;
}

export interface Selected {
  /** Best first; score and prediction are null where the acquisition looks at no record. */
  ranking: { index: number; score: number | null; prediction?: Prediction | null }[];
  scored: number;
  /** On the holdout; none where there is none, or it does not determine them. */
  figures: Measured[];
  /** What it said of the holdout; null where there is none. */
  judgedKey: string | null;
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

/** A trained posterior, whose draws are to become a file for others. */
export interface ExportTask extends ModelTask {
  stateKey: string;
  form: ExportForm;
  /** Whose features are in the shards. */
  encoding: Encoding;
  /** Names of the classes or labels, in the order of the outputs; of values none. */
  classes: string[];
  /** What the file is to say of itself. */
  about: Record<string, unknown>;
}

export interface ExportedFile {
  objectKey: string;
  bytes: number;
  input: ModelInput;
}

/** What is tried of settings: labels with the fold of each. */
interface TryTask extends ModelTask {
  labels: (LabelledRow & { fold: number })[];
  outputs: number;
}

export interface FoldTask extends TryTask {
  /** That is kept from the model, and judged by it. */
  fold: number;
}

export interface TryRankingTask extends TryTask {
  /** Rows that are not candidates. */
  excluded: number[];
}

/** A file of a trial, with the seconds it took to compute it. */
export interface Tried {
  objectKey: string;
  seconds: number;
}

interface TriedSide {
  /** Of each fold. */
  judged: string[];
  ranking: string;
}

export interface CompareTask {
  present: TriedSide;
  other: TriedSide;
  /** First questions that are compared, and of which so many are told. */
  questions: number;
  shown: number;
}

interface Estimated {
  value: number;
  low: number;
  high: number;
}

export interface ComparedTrial {
  figures: { id: string; present: Estimated; other: Estimated; difference: Estimated }[];
  records: number;
  ranking: {
    present: { index: number; score: number | null }[];
    other: { index: number; score: number | null }[];
    questions: number;
    overlap: number;
    correlation: number | null;
    common: number;
    looked: number;
  };
}

export interface ComputeRun<Progress = RoundProgress> {
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** The heavy part of encodings and rounds. The worker does it in a thread of its own; files go through the object store. */
export interface RoundCompute {
  /** Learns from records how they are to be encoded. */
  prepare(task: PrepareTask, run: ComputeRun): Promise<Encoding>;
  /** The features of some records, as a shard. */
  encode(task: EncodeTask, run: ComputeRun): Promise<Encoded>;
  /** Indices of records, the first to be asked first. */
  coldStart(task: ColdStartTask, run: ComputeRun): Promise<{ indices: number[] }>;
  train(task: TrainTask, run: ComputeRun): Promise<Trained>;
  /** The drawn networks as one graph. */
  draw(task: DrawTask, run: ComputeRun): Promise<{ graphKey: string; bytes: number }>;
  /** The best of a part of the pool. */
  scorePart(task: PartTask, run: ComputeRun<PartProgress>): Promise<{ objectKey: string }>;
  /** The ranking from all parts, and figures on the holdout. */
  select(task: SelectTask, run: ComputeRun): Promise<Selected>;
  /** What a model says of the records of a shard, in their order. */
  predict(task: { graphKey: string; shard: ShardRef }, run: ComputeRun): Promise<{ objectKey: string }>;
  /** The drawn networks as a file for those who have no Querent. */
  exportModel(task: ExportTask, run: ComputeRun): Promise<ExportedFile>;
  /** What a model of all folds but one says of that one. */
  tryFold(task: FoldTask, run: ComputeRun): Promise<Tried>;
  /** What a model of all labels would ask. */
  tryRanking(task: TryRankingTask, run: ComputeRun): Promise<Tried>;
  /** Both sides of a trial beside each other. */
  compareTrial(task: CompareTask, run: ComputeRun): Promise<ComparedTrial>;
  /** Every figure, from what a model said of the holdout. */
  evaluate(task: { judgedKey: string }, run: ComputeRun): Promise<{ figures: Measured[]; records: number }>;
}
