import { z } from 'zod';
import { Estimate, Figure } from './figures.js';
import { ChangedSettings } from './projects.js';
import { RecordContent } from './records/index.js';
import { SettingBeside } from './rounds.js';

export const StartTrial = z.strictObject({
  settings: ChangedSettings.omit({ seed: true }).describe('What would be changed; all else is as the project has it'),
});
export type StartTrial = z.infer<typeof StartTrial>;

export const TrialState = z.enum(['queued', 'running', 'done', 'failed', 'stopped']);
export type TrialState = z.infer<typeof TrialState>;

/** A record that would be asked about. */
const RankedRecord = z.object({
  recordId: z.string(),
  name: z.string(),
  content: RecordContent.describe('Shortened'),
  score: z.number().nullable(),
  isInBoth: z.boolean().describe('Among the first questions of the other settings too'),
});

export const TrialResult = z.object({
  figures: z.array(
    Figure.omit({ value: true, low: true, high: true, records: true }).extend({
      present: Estimate.describe('Of the settings in use'),
      other: Estimate.describe('Of those that were tried'),
      difference: Estimate.describe('Other less present, with its paired 95 % interval'),
    }),
  ),
  records: z.int().describe('Labelled records, each judged once by a model that had not seen it'),
  seconds: z.object({ present: z.number(), other: z.number() }).describe('Of all fits together'),
  ranking: z.object({
    present: z.array(RankedRecord).describe('What the settings in use would ask first'),
    other: z.array(RankedRecord),
    questions: z.int().describe('First questions that are compared'),
    overlap: z.number().describe('Share of them that both ask'),
    correlation: z.number().nullable().describe('Spearman’s ρ of the places of the records that both rank'),
    common: z.int().describe('Records that both rank'),
    looked: z.int().describe('Records of the pool that were looked at'),
  }),
});
export type TrialResult = z.infer<typeof TrialResult>;

/** Settings that are tried on what is labelled, beside those in use. */
export const Trial = z.object({
  id: z.string(),
  projectId: z.string(),
  state: TrialState,
  progress: z.number().min(0).max(1),
  labels: z.int(),
  folds: z.int(),
  changes: z.array(SettingBeside).describe('What was tried: `now`, beside what the project had, `before`'),
  error: z.string().nullable(),
  createdBy: z.string().describe('The name of a person'),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  result: TrialResult.nullable(),
});
export type Trial = z.infer<typeof Trial>;
