import { z } from 'zod';
import { ProjectSettings } from './projects.js';

/**
 * queued → training → scoring → open → closed. `open` is the round whose ranking annotators go down; it stays open while
 * the next one trains, and closes when that one opens. `failed`, and `stopped` by a person, keep their reason and can be
 * tried again; until then no other round begins.
 */
export const RoundState = z.enum(['queued', 'training', 'scoring', 'open', 'closed', 'failed', 'stopped']);
export type RoundState = z.infer<typeof RoundState>;

export const RoundProgress = z.object({
  stage: z.enum(['training', 'scoring', 'measuring']),
  share: z.number().min(0).max(1).describe('Part of the stage that is done'),
  epoch: z.int().nullable(),
  epochs: z.int().nullable(),
  secondsLeft: z.number().nullable().describe('Estimated time to the end of the stage'),
});
export type RoundProgress = z.infer<typeof RoundProgress>;

/** A figure with its 95 % interval. */
export const Estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof Estimate>;

/** Measured on the random holdout, which is never trained on. */
export const RoundMetrics = z.object({
  records: z.int().describe('Holdout records the figures stand on'),
  accuracy: Estimate,
  nll: Estimate.describe('Mean negative log-likelihood in nats'),
  ece: z.number().describe('Expected calibration error, 15 bins of equal width'),
});
export type RoundMetrics = z.infer<typeof RoundMetrics>;

/** Known as far as the round has come. */
export const RoundTimings = z.object({
  trainSeconds: z.number(),
  backend: z.string(),
  scoreSeconds: z.number().nullable().default(null),
  measureSeconds: z.number().nullable().default(null),
  scored: z.int().nullable().default(null).describe('Candidates scored'),
});
export type RoundTimings = z.infer<typeof RoundTimings>;

export const Round = z.object({
  id: z.string(),
  projectId: z.string(),
  number: z.int().describe('0 is the cold start'),
  state: RoundState,
  seed: z.int(),
  config: ProjectSettings.describe('The settings this round was made with'),
  labels: z.int().describe('Labels the model was trained on'),
  answers: z.int().describe('Answers given to this round so far'),
  modelVersion: z.string().nullable(),
  progress: RoundProgress.nullable(),
  metrics: RoundMetrics.nullable().describe('Null before they are measured, and for annotators'),
  timings: RoundTimings.nullable(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  openedAt: z.iso.datetime().nullable(),
});
export type Round = z.infer<typeof Round>;

/** A record of a round's query, with what became of it. */
export const QueryItem = z.object({
  recordId: z.string(),
  rank: z.int().describe('0 is asked first'),
  score: z.number().nullable(),
  imageUrl: z.string(),
  label: z.int().nullable(),
});
export type QueryItem = z.infer<typeof QueryItem>;

export const Query = z.object({
  round: Round,
  scoreName: z.string().nullable(),
  scoreUnit: z.string().nullable(),
  items: z.array(QueryItem),
});
export type Query = z.infer<typeof Query>;

export const Statistics = z.object({
  labelsPerClass: z.array(z.int()),
  rounds: z.array(Round),
});
export type Statistics = z.infer<typeof Statistics>;
