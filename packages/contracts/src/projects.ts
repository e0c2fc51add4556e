import { z } from 'zod';
import { Class, MOST_CLASSES, NewClass, TOO_MANY_CLASSES } from './classes.js';
import { Encoding } from './encodings.js';
import { Import, StartImport } from './imports.js';
import { MethodChoice } from './method-choice.js';
import { OutsideModel } from './outside.js';
import { RecordKind } from './records/index.js';
import { SampleId } from './samples.js';
import { TaskSettings } from './tasks/index.js';
import { shortText } from './text.js';
import { Schedule, StoppingSetting } from './training.js';

export const ProjectSettings = z.object({
  labelsPerRound: z.int().min(1).max(10_000).default(10).describe('New labels after which the model is trained again'),
  trainsByLabels: z
    .boolean()
    .default(true)
    .describe('Whether that many new labels begin a round; off, only the schedule and “train now” do'),
  schedule: Schedule.nullable()
    .default(null)
    .describe('When a model is trained by the clock, where there are new labels; null: never'),
  stopping: StoppingSetting.nullable()
    .default(null)
    .describe('The rule that pauses training once it holds; null: advice only, and nothing stops by itself'),
  encoder: MethodChoice.nullable().default(null).describe('How records become features; null: as the records suggest'),
  network: MethodChoice.nullable().default(null).describe('Null: as the features suggest'),
  posterior: MethodChoice.default({ id: 'mc-dropout', options: {} }),
  acquisition: MethodChoice.default({ id: 'bald', options: {} }),
  selection: MethodChoice.default({ id: 'power', options: {} }),
  coldStart: MethodChoice.default({ id: 'uniform', options: {} }).describe(
    'How the questions before the first model are chosen, when the import ends: at random, or by what records look like',
  ),
  calibration: MethodChoice.default({ id: 'none', options: {} }).describe(
    'How the certainty of a model is set right once it is trained, by labels that the holdout has no part in',
  ),
  outside: OutsideModel.nullable()
    .default(null)
    .describe(
      'A model outside that posts predictions, in the place of network and posterior; null: Querent trains its own',
    ),
  draws: z.int().min(2).max(200).default(20).describe('Networks drawn from the posterior to score the pool (S)'),
  seed: z.int().min(0).max(2_147_483_647).default(1),
});
export type ProjectSettings = z.infer<typeof ProjectSettings>;

export const ProjectCounts = z.object({
  records: z.int(),
  pool: z.int().describe('Records that are neither labelled nor in the holdout'),
  holdout: z.int(),
  labelled: z.int(),
  skipped: z.int(),
  changed: z.int().describe('Labels that were given, changed or taken back since the last model was trained'),
});
export type ProjectCounts = z.infer<typeof ProjectCounts>;

export const Project = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  recordKind: RecordKind,
  task: TaskSettings,
  classes: z.array(Class).describe('Those that were merged or archived included, since answers name them'),
  settings: ProjectSettings,
  holdout: z.int().describe('Records to measure models on that the project asks for; `counts` says how many there are'),
  counts: ProjectCounts,
  import: Import.nullable(),
  encoding: Encoding.nullable().describe('Null before the first record'),
  createdAt: z.iso.datetime(),
  canManage: z.boolean().describe('Whether the asking person may change settings, people and rounds'),
  canAnnotate: z.boolean(),
});
export type Project = z.infer<typeof Project>;

/** Settings as they are changed: what is left out stays. */
export const ChangedSettings = z
  .strictObject({
    labelsPerRound: z.int().min(1).max(10_000),
    trainsByLabels: z.boolean(),
    schedule: Schedule.nullable(),
    stopping: StoppingSetting.nullable(),
    draws: z.int().min(2).max(200),
    encoder: MethodChoice.nullable(),
    network: MethodChoice.nullable(),
    posterior: MethodChoice,
    acquisition: MethodChoice,
    selection: MethodChoice,
    calibration: MethodChoice,
    outside: OutsideModel.nullable(),
    coldStart: MethodChoice.describe('Without effect once people may be asked'),
    seed: ProjectSettings.shape.seed.unwrap(),
  })
  .partial();

const Name = shortText(200, 'Please give a name');
const Description = z.string().trim().max(5_000);

export const CreateProject = z.strictObject({
  name: Name,
  description: Description.default(''),
  recordKind: RecordKind,
  task: TaskSettings,
  classes: z
    .array(z.union([NewClass.shape.name.transform((name) => NewClass.parse({ name })), NewClass]))
    .max(MOST_CLASSES, TOO_MANY_CLASSES)
    .default([])
    .describe('By their names, or with key, colour and description'),
  holdout: z
    .int()
    .min(0)
    .max(100_000)
    .default(0)
    .describe('Records, drawn at random among those with a label when labelling begins, on which models are measured'),
  settings: ChangedSettings.default({}),
  import: StartImport.optional().describe('Its first records: an upload'),
});
export type CreateProject = z.infer<typeof CreateProject>;

export const CreateSampleProject = z.strictObject({
  sample: SampleId.default('digits'),
  coldStart: MethodChoice.optional(),
});
export type CreateSampleProject = z.infer<typeof CreateSampleProject>;

export const UpdateProject = z
  .strictObject({ name: Name, description: Description, settings: ChangedSettings.omit({ seed: true }) })
  .partial();
export type UpdateProject = z.infer<typeof UpdateProject>;
