import { z } from 'zod';
import { Figure } from './figures.js';
import { MethodChoice } from './method-choice.js';
import { Awaited } from './outside.js';
import { ProjectSettings } from './projects.js';
import { RecordContent } from './records/index.js';
import { Answer } from './tasks/index.js';

/**
 * queued → training → scoring → open → closed; of an outside model queued → waiting → scoring → … `open` is the round whose ranking annotators go down; it stays open while
 * the next one trains, and closes when that one opens. `failed`, and `stopped` by a person, keep their reason and can be
 * tried again; until then no other round begins.
 */
export const RoundState = z.enum(['queued', 'waiting', 'training', 'scoring', 'open', 'closed', 'failed', 'stopped']);
export type RoundState = z.infer<typeof RoundState>;

export const RoundProgress = z.object({
  stage: z.enum(['training', 'scoring', 'measuring']),
  share: z.number().min(0).max(1).describe('Part of the stage that is done'),
  epoch: z.int().nullable(),
  epochs: z.int().nullable(),
  loss: z
    .number()
    .nullable()
    .default(null)
    .describe('Of the last epoch, in nats: the mean negative log-likelihood of a label'),
  secondsLeft: z.number().nullable().describe('Estimated time to the end of the stage'),
});
export type RoundProgress = z.infer<typeof RoundProgress>;

/** Known as far as the round has come. */
export const RoundTimings = z.object({
  trainSeconds: z.number(),
  backend: z.string(),
  drawSeconds: z.number().nullable().default(null),
  scoreSeconds: z.number().nullable().default(null),
  measureSeconds: z.number().nullable().default(null),
  scored: z.int().nullable().default(null).describe('Candidates scored'),
});
export type RoundTimings = z.infer<typeof RoundTimings>;

/** The settings of a round: what the project left open is decided. */
export const RoundConfig = ProjectSettings.extend({
  network: MethodChoice.default({ id: 'gal-cnn', options: {} }),
});
export type RoundConfig = z.infer<typeof RoundConfig>;

export const Round = z.object({
  id: z.string(),
  projectId: z.string(),
  number: z.int().describe('0 is the cold start'),
  state: RoundState,
  seed: z.int(),
  config: RoundConfig.describe('The settings this round was made with'),
  labels: z.int().describe('Labels the model was trained on'),
  answers: z.int().describe('Answers given to this round so far'),
  modelVersion: z.string().nullable(),
  modelId: z.string().nullable(),
  progress: RoundProgress.nullable(),
  awaited: Awaited.nullable().describe('What it waits for, or has waited for, of an outside model'),
  figures: z.array(Figure).describe('Empty before they are measured, where there is no holdout, and for annotators'),
  isStale: z.boolean().describe('The classes have changed since its model was trained'),
  timings: RoundTimings.nullable(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  begunAt: z.iso.datetime().nullable().describe('When a worker took it'),
  openedAt: z.iso.datetime().nullable(),
});
export type Round = z.infer<typeof Round>;

/** A record of a round's query, with what became of it. */
export const QueryItem = z.object({
  recordId: z.string(),
  rank: z.int().describe('0 is asked first'),
  score: z.number().nullable(),
  name: z.string(),
  content: RecordContent.describe('Shortened'),
  answer: Answer.nullable(),
});
export type QueryItem = z.infer<typeof QueryItem>;

export const Query = z.object({
  round: Round,
  scoreName: z.string().nullable(),
  scoreUnit: z.string().nullable(),
  items: z.array(QueryItem),
});
export type Query = z.infer<typeof Query>;

/** A setting in words, beside what it was. */
export const SettingBeside = z.object({
  name: z.string(),
  now: z.string(),
  before: z
    .string()
    .nullable()
    .describe('What it was in the round before, or is without the change; null where it is the same'),
});
export type SettingBeside = z.infer<typeof SettingBeside>;

export const STAGES = ['queued', 'waiting', 'training', 'drawing', 'scoring', 'measuring', 'open'] as const;

/** Everything about one round, for the page that follows it. */
export const RoundDetails = z.object({
  round: Round,
  stages: z.array(
    z.object({
      id: z.enum(STAGES),
      state: z.enum(['done', 'now', 'waits', 'ended']).describe('Ended: the round failed or was stopped there'),
      seconds: z.number().nullable().describe('Null where it is not over, or was not timed'),
    }),
  ),
  losses: z
    .array(z.tuple([z.number(), z.number()]))
    .describe('Epoch and loss in nats, a few hundred at most: of long trainings every so many epochs'),
  parts: z
    .object({ total: z.int(), done: z.int(), records: z.int(), scored: z.int() })
    .nullable()
    .describe('Parts of the pool that are scored, and records in them; null where none are in hand'),
  log: z
    .array(
      z.object({ id: z.string(), at: z.iso.datetime(), level: z.enum(['info', 'warning', 'error']), text: z.string() }),
    )
    .describe('Oldest first, the latest two hundred'),
  answered: z.object({
    labels: z.int(),
    skips: z.int(),
    byAnswer: z.array(z.object({ answer: Answer, text: z.string(), count: z.int() })).describe('Most frequent first'),
  }),
  settings: z.array(SettingBeside),
  serving: z
    .object({ number: z.int(), modelVersion: z.string().nullable() })
    .nullable()
    .describe('The round that asks meanwhile, with its model; null where that is this one'),
});
export type RoundDetails = z.infer<typeof RoundDetails>;

/** Whether more labels are worth their while. Advice only: nothing stops by it; a stopping rule in the settings may. */
export const Advice = z.object({
  verdict: z
    .enum(['enough', 'more', 'open'])
    .describe(
      'Enough: even at best the next labels bring what the holdout could hardly show. Open: it cannot be told yet',
    ),
  reasons: z.array(z.string()).describe('In sentences'),
  next: z
    .object({
      labels: z.int(),
      title: z.string().describe('Of the figure'),
      unit: Figure.shape.unit,
      now: z.number().describe('As the curve has it'),
      value: z.number().describe('Likely after so many more labels'),
      low: z.number(),
      high: z.number(),
    })
    .nullable()
    .describe('What the next labels are likely to bring the first figure to; null where no curve tells'),
});
export type Advice = z.infer<typeof Advice>;

export const Statistics = z.object({
  answers: z
    .array(z.object({ answer: Answer, text: z.string(), count: z.int() }))
    .describe('Labels of the pool, equal ones counted together, most frequent first'),
  rounds: z.array(Round),
  advice: Advice,
});
export type Statistics = z.infer<typeof Statistics>;
