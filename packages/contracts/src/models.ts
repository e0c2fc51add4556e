import { z } from 'zod';
import { Estimate, Figure } from './figures.js';
import { MethodChoice } from './method-choice.js';
import { PageQuery, pageOf } from './page.js';
import { RecordContent } from './records/index.js';

/**
 * Which model answers predictions and is exported: the newest, the best by a figure on the holdout, or the one that somebody
 * has chosen. The questions always come from the newest.
 */
export const ServeBy = z.enum(['newest', 'best', 'chosen']);
export type ServeBy = z.infer<typeof ServeBy>;

/** What is kept of models, and which one serves. */
export const Serving = z.object({
  by: ServeBy,
  figure: z.string().nullable().describe('By which the best is found; null: the first figure of the task'),
  modelId: z.string().nullable().describe('The model that serves now; null before there is one'),
  kept: z
    .int()
    .min(1)
    .max(1_000)
    .describe('Of so many models, the latest, files stay, beside those that serve or are pinned'),
});
export type Serving = z.infer<typeof Serving>;

export const ServingChange = z.strictObject({
  by: ServeBy.optional(),
  figure: z.string().nullable().optional(),
  modelId: z.string().optional().describe('Serves from now on; `by` becomes "chosen"'),
  kept: Serving.shape.kept.optional(),
});
export type ServingChange = z.infer<typeof ServingChange>;

export const Model = z.object({
  id: z.string(),
  projectId: z.string(),
  version: z.string().describe('As answers and exports name it'),
  roundId: z.string(),
  roundNumber: z.int(),
  createdAt: z.iso.datetime(),
  labels: z.int().describe('That it was trained on'),
  dataVersion: z.string().nullable().describe('The same where the same labels were learned; null of older models'),
  likelihood: z.string(),
  network: MethodChoice,
  posterior: MethodChoice,
  encoder: z.string().nullable().describe('That made the features; null where these are gone'),
  trainSeconds: z.number().nullable(),
  temperature: z.number().nullable().describe('What its predictions are tempered by; null where they are not'),
  bytes: z.int().describe('Of its files'),
  isOutside: z
    .boolean()
    .describe('It lives outside of Querent, which has its predictions only: it has no files and cannot serve'),
  hasFiles: z.boolean().describe('Its files have not been freed: it can serve'),
  isPinned: z.boolean().describe('Its files stay, however many come after it'),
  isServing: z.boolean(),
  isStale: z.boolean().describe('The classes have changed since it was trained'),
  figures: z.array(Figure).describe('The main ones of its task, and all once it is evaluated; none without a holdout'),
});
export type Model = z.infer<typeof Model>;

export const Models = pageOf(Model).extend({ serving: Serving });
export type Models = z.infer<typeof Models>;

export const ModelChange = z.strictObject({ isPinned: z.boolean() });
export type ModelChange = z.infer<typeof ModelChange>;

/** What is told from what, of one class or label. */
export const ClassFigures = z.object({
  classId: z.string(),
  name: z.string(),
  records: z.int().describe('Of the holdout that it holds for'),
  recall: Estimate.nullable().describe('Null where there are none'),
  precision: Estimate.nullable().describe('Null where it is never said'),
  averagePrecision: z.number().nullable(),
});
export type ClassFigures = z.infer<typeof ClassFigures>;

/** How a model does on the holdout, beyond single numbers. */
export const Evaluation = z.object({
  model: Model,
  records: z.int().describe('Holdout records it stands on'),
  notes: z.array(z.string()).describe('What to keep in mind when reading the figures, in words'),
  unit: z.string().describe('Of uncertainties: nats, or the unit of the values'),
  byClass: z.array(ClassFigures).nullable().describe('Null of numbers'),
  reliability: z
    .array(z.object({ forecast: z.number(), share: Estimate, count: z.int() }))
    .describe('How often what was forecast came true'),
  confusion: z
    .array(z.object({ truth: z.string(), said: z.string(), count: z.int() }))
    .nullable()
    .describe('Cells with records, by ids of classes; null but for a single choice'),
  answered: z
    .array(z.object({ share: z.number(), error: z.number() }))
    .describe('Mean error of the surest answers, over all shares of them'),
  doubt: z
    .array(z.object({ low: z.number(), high: z.number(), right: z.int(), wrong: z.int() }))
    .describe('Records by uncertainty; a value counts as right where it is nearer than half of them'),
  values: z
    .array(z.object({ recordId: z.string(), truth: z.number(), mean: z.number(), low: z.number(), high: z.number() }))
    .nullable()
    .describe('Numbers only: predicted beside true values, with the central 95 %'),
});
export type Evaluation = z.infer<typeof Evaluation>;

/** A record of the holdout with what is true of it and what a model says. */
const JudgedRecord = z.object({
  recordId: z.string(),
  name: z.string(),
  content: RecordContent.describe('Shortened'),
  truth: z.string(),
});

export const SaidRecord = JudgedRecord.extend({
  said: z.string(),
  isRight: z.boolean().nullable().describe('Null of numbers'),
  error: z.number(),
  confidence: z.number().nullable().describe('Null of numbers'),
  uncertainty: z.number(),
  epistemic: z.number().nullable().describe('The part that more labels would take away; null where it is unknown'),
});
export type SaidRecord = z.infer<typeof SaidRecord>;

/** Which records of the holdout are asked for; the worst first. */
export const SaidQuery = PageQuery.extend({
  truth: z.string().optional().describe('Id of a class'),
  said: z.string().optional().describe('Id of a class'),
  which: z.enum(['all', 'right', 'wrong']).default('all'),
});
export type SaidQuery = z.infer<typeof SaidQuery>;
export const SaidRecords = pageOf(SaidRecord);

/** Two models on the holdout records that both were measured on. */
export const Comparison = z.object({
  first: Model,
  second: Model,
  records: z.int().describe('That both were measured on'),
  figures: z.array(
    Figure.omit({ value: true, low: true, high: true, records: true }).extend({
      first: z.number(),
      second: z.number(),
      difference: Estimate.describe('Second less first, with its paired 95 % interval'),
    }),
  ),
  changed: z.object({
    count: z.int().describe('Records of which they say something else'),
    better: z.int().describe('Of these, the second is right, or nearer to the truth'),
    worse: z.int().describe('Of these, the first is'),
    items: z.array(JudgedRecord.extend({ first: z.string(), second: z.string(), isBetter: z.boolean().nullable() })),
  }),
});
export type Comparison = z.infer<typeof Comparison>;
