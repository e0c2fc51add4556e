import type { Evaluation, Model, ModelExport, RecordKind } from '@querent/contracts';
import type { LikelihoodId } from '@querent/core/likelihoods';
import type { Labels } from './learned-labels.js';

/** What a card is written from. */
export interface CardFacts {
  model: Model;
  project: { name: string; description: string };
  recordKind: RecordKind;
  /** Many of them, as in "texts". */
  records: string;
  /** The title of the kind of question. */
  question: string;
  likelihood: LikelihoodId;
  /** Of values, or nats. */
  unit: string;
  classes: { name: string; description: string }[];
  labels: Labels;
  posterior: { title: string; source: string | null; options: object };
  draws: number;
  encoder: {
    title: string;
    version: string | null;
    options: unknown;
    /** Share of the records' content that it cannot read; null where that is unknown. */
    unread: number | null;
    advice: string | null;
    about: { description: string; source: string; licence: string | null } | null;
  } | null;
  /** Or why there is none. */
  evaluation: Evaluation | string;
  files: ModelExport[];
}
