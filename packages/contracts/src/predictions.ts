import { z } from 'zod';
import { ExportSplit, ExportStatus } from './exports.js';
import { Answer } from './tasks/index.js';

/** Records of one request. */
export const MOST_PREDICTED = 1_000;
/** Bytes of its body. */
export const MOST_PREDICTED_BYTES = 64_000_000;

export const PredictQuery = z.strictObject({
  modelId: z.string().optional().describe('Which model answers; left out, the one that serves'),
});
export type PredictQuery = z.infer<typeof PredictQuery>;

/** How sure a model is: the whole, and what it is made of. */
const Uncertainty = z.object({
  total: z
    .number()
    .describe('Of classes and labels the entropy in nats; of numbers a standard deviation in their unit'),
  epistemic: z.number().describe('The part that more labels would take away; of numbers, squares add up'),
  aleatoric: z.number().describe('The part that they would not'),
});

/** What a model says of one record. */
export const PredictedRecord = z.object({
  id: z.string().nullable().describe('Yours, where you gave one'),
  answer: Answer.describe('The likeliest class; every label that is more likely than not; the expected number'),
  text: z.string().describe('The same in words'),
  probabilities: z
    .array(z.object({ classId: z.string(), name: z.string(), probability: z.number().min(0).max(1) }))
    .nullable()
    .describe('Of every class or label, the highest first; null of numbers'),
  uncertainty: Uncertainty,
});
export type PredictedRecord = z.infer<typeof PredictedRecord>;

export const Predictions = z.object({
  modelId: z.string(),
  modelVersion: z.string(),
  unit: z.string().describe('Of uncertainties: nats, or the unit of the numbers'),
  items: z.array(PredictedRecord).describe('In the order of the records'),
  notes: z
    .array(z.string())
    .describe(
      'What was read otherwise than it was written, such as NaN, with places; the first five, and how many more',
    ),
});
export type Predictions = z.infer<typeof Predictions>;

export const PredictionState = z.enum(['queued', 'running', 'done', 'failed']);

/** What a model says of all records of a project, made in the background and kept for a month. */
export const PredictionSet = z.object({
  id: z.string(),
  projectId: z.string(),
  modelId: z.string(),
  modelVersion: z.string(),
  state: PredictionState,
  total: z.int().describe('Records that had features when it was asked for'),
  done: z.int(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type PredictionSet = z.infer<typeof PredictionSet>;

export const StartPredictions = z.strictObject({ modelId: PredictQuery.shape.modelId });
export type StartPredictions = z.infer<typeof StartPredictions>;

/** What of it goes out, and how. */
export const PredictionFileQuery = z.strictObject({
  format: z.enum(['csv', 'jsonl']).default('csv'),
  status: ExportStatus.default('all').describe('Of the records when the file is made: those with a label, or without'),
  split: ExportSplit.default('all'),
});
export type PredictionFileQuery = z.infer<typeof PredictionFileQuery>;
