import type { Prediction } from '@querent/core';
import type { Encoding, RecordContent } from '@querent/core/encoders';
import type { Context } from '../context/context.js';

/** A model that answers: its drawn networks, and the encoding of the records that it learned from. */
interface ServedModel {
  graphKey: string;
  encoding: Encoding;
}

/** Why nothing was predicted. */
export interface ServingRefusal {
  /** Of the core or the store, `busy`, `died`; null where nobody knows. */
  code: string | null;
  detail: string;
  /** Place of the record that is at fault. */
  record?: number;
  stack?: string | undefined;
}

/** Answers with models in a thread of its own, which the web app has beside its loop. */
export interface ModelServer {
  /** Refusals are values: what was thrown in another thread has lost what it was. */
  predict(
    model: ServedModel,
    records: RecordContent[],
  ): Promise<{ predictions: Prediction[] } | { refused: ServingRefusal }>;
}

export type PredictingContext = Context & { serving: ModelServer };
