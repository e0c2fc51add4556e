import type { Encoding, PictureFile, RecordContent } from '@querent/core/encoders';
import type { Prediction } from '@querent/core/loop';

/** What answers: the drawn networks of a model, and the encoding of the records that it learned from. */
export interface ServedModel {
  /** Of the graph in the object store. */
  graphKey: string;
  encoding: Encoding;
}

/** A picture as it goes to the thread: its file, since no function does. */
export type SentRecord = Exclude<RecordContent, PictureFile> | (Omit<PictureFile, 'read'> & { file: Uint8Array });

/** Why nothing was predicted: a value, so that whoever is beside the thread, or in another bundle, can read it. */
export interface Refusal {
  /** Of the core or the store; `busy` where too many wait, `died` where the thread ended, null where nobody knows. */
  code: string | null;
  /** In words. */
  detail: string;
  /** Place of the record that it is about, where it is about one. */
  record?: number;
  stack?: string | undefined;
}

export type Served = { predictions: Prediction[] } | { refused: Refusal };

export interface Request {
  id: number;
  model: ServedModel;
  records: SentRecord[];
}
export type Reply = { id: number } & Served;

export interface ThreadOptions {
  objectsDir: string;
  /** Of the runtime, for a graph. */
  threads: number;
  /** Of graphs and encoders that may be open at a time. */
  mostBytes: number;
}
