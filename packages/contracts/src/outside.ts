import { z } from 'zod';
import { pageOf } from './page.js';
import { shortText } from './text.js';

/** A model that learns and predicts outside of Querent, which posts what it says of the records of each round. */
export const OutsideModel = z.strictObject({
  says: z
    .enum(['samples', 'single'])
    .describe(
      'Several draws of each record, such as the trees of a forest or the networks of an ensemble; or one prediction, of which no method that lives on disagreement can make anything',
    ),
  hours: z
    .number()
    .min(0.01)
    .max(720)
    .default(24)
    .describe('How long a round waits for predictions before it fails. A reminder comes after half of it'),
});
export type OutsideModel = z.infer<typeof OutsideModel>;

/** What a round waits for of an outside model, and how much has come. */
export const Awaited = z.object({
  since: z.iso.datetime().describe('Labels given by then are what the model is to learn'),
  until: z.iso.datetime().describe('The round fails where predictions are missing by then'),
  isReminded: z.boolean().describe('Half of the time is over'),
  says: OutsideModel.shape.says,
  classIds: z.array(z.string()).describe('What predictions are wanted of; empty of numbers'),
  wanted: z.int().describe('Records, of pool and holdout'),
  pool: z.int().describe('Those of the pool among them'),
  received: z.int(),
  samples: z.int().nullable().describe('Draws of each record, as the first piece has them; null before it has come'),
  model: z.string().nullable().describe('As whoever posts calls it'),
  isComplete: z.boolean(),
});
export type Awaited = z.infer<typeof Awaited>;

export const WantedQuery = z.strictObject({
  cursor: z.string().max(500).optional().describe('`next` of the page before; the first page without it'),
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
  which: z.enum(['all', 'missing']).default('all').describe('missing: those without a prediction as yet'),
});
export type WantedQuery = z.infer<typeof WantedQuery>;

/** A record of which a prediction is wanted. */
export const WantedRecord = z.object({
  place: z.int().describe('Rows of an array are predictions of records whose places follow each other'),
  recordId: z.string(),
  externalId: z.string().nullable(),
  index: z.int().describe('In the order in which the records of the project came'),
  split: z.enum(['pool', 'holdout']),
  isPredicted: z.boolean(),
});
export const WantedRecords = pageOf(WantedRecord).extend({ awaited: Awaited });
export type WantedRecords = z.infer<typeof WantedRecords>;

/** Of a piece of predictions, whatever it is written as. */
const Common = {
  from: z.int().min(0).optional().describe('Place of the record that the first row is of; the others follow'),
  classes: z
    .array(z.string().max(500))
    .max(10_000)
    .optional()
    .describe('Names or ids of the classes, in the order of the values. Those that are left out get 0'),
  areLogs: z.boolean().default(false).describe('Probabilities are given as their natural logarithms'),
  model: shortText(100, 'Please give a name')
    .optional()
    .describe('What the model is called: rounds, figures and answers name it'),
};

const Row = z.array(z.number());

/** A piece of predictions as JSON. */
export const PostPredictions = z.strictObject({
  ...Common,
  records: z
    .array(z.string().max(100))
    .optional()
    .describe('Ids of the records in the order of the rows, in the place of `from`'),
  values: z
    .union([z.array(Row), z.array(z.array(Row))])
    .describe(
      '[N, C] probabilities or [S, N, C], a draw after the other; of numbers [N, 2] or [S, N, 2], a mean and a variance each',
    ),
});
export type PostPredictions = z.infer<typeof PostPredictions>;

/** The same of an array, where it stands in the address. */
export const PredictionsQuery = z.strictObject({
  from: z.coerce.number().pipe(Common.from.unwrap()).optional().describe(Common.from.description!),
  classes: z
    .string()
    .max(1_000) // no server takes an address of any length
    .optional()
    .describe(
      'Names or ids with commas between them, or a list in JSON; in the order of the values. Longer lists go in JSON or Arrow',
    ),
  areLogs: z.stringbool().optional().describe(Common.areLogs.description!),
  model: Common.model,
});
export type PredictionsQuery = z.infer<typeof PredictionsQuery>;
