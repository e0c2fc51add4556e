import { z } from 'zod';
import { ColumnRole } from './columns.js';
import { Split } from './given-records.js';
import { NotAClass, Reading, StartImport } from './imports.js';
import { RecordContent, RecordKind } from './records/index.js';
import { TaskKind } from './tasks/index.js';

export const SurveyUpload = z.strictObject({
  ...Reading.shape,
  task: TaskKind.optional().describe('Left out, the labels suggest it'),
  labels: z.enum(['answers', 'key']).default('answers'),
  classes: z
    .array(z.string())
    .optional()
    .describe('Names of the classes, where a person has given or changed them; left out, those of the labels'),
  projectId: z.string().optional().describe('The project that the records are to be added to'),
  newClasses: z.boolean().default(false).describe('A label that names no class is to make one'),
  notClasses: StartImport.shape.notClasses,
});
export type SurveyUpload = z.infer<typeof SurveyUpload>;

export const SurveyColumn = z.object({
  name: z.string(),
  role: ColumnRole,
  examples: z.array(z.string()).describe('The first values'),
  note: z
    .string()
    .describe('What it becomes, in words: "number, 18 to 90, 3 % missing"; empty where there is nothing to say'),
});
export type SurveyColumn = z.infer<typeof SurveyColumn>;

/** A record as it would come in. */
export const SurveyRecord = z.object({
  place: z.string(),
  externalId: z.string().nullable(),
  name: z.string(),
  content: RecordContent.describe('Shortened; a picture is a small one, as a data: address'),
  label: z.string().nullable().describe('As its task reads it, in words'),
  split: Split.nullable(),
});
export type SurveyRecord = z.infer<typeof SurveyRecord>;

const Format = z.object({ id: z.string(), title: z.string() });

/** What a file seems to be, and what would become of it: nothing is stored yet. */
export const Survey = z.object({
  format: Format,
  formats: z.array(Format).describe('As which it can be read, this one included'),
  options: z.record(z.string(), z.unknown()).describe('To be sent back, changed or not'),
  columns: z.array(SurveyColumn).describe('None where there is nothing to choose'),
  readAs: z
    .object({ name: z.string().describe('Of its file'), createdAt: z.iso.datetime() })
    .nullable()
    .describe('The import into the project by whose columns those of the same names are read; null where they are not'),
  recordKind: RecordKind.nullable().describe('Null where no column is left to learn from'),
  records: z.array(SurveyRecord).describe('The first ones, as they would come in'),
  counts: z.object({
    isWhole: z
      .boolean()
      .describe('The whole file was read; else its beginning, and `records` is an estimate, of two digits'),
    records: z.int().describe('That would come in'),
    labelled: z.int().describe('Of those read that come in'),
    unlabelled: z.int().describe('Of those read that come in: none where nobody would be asked anything'),
    pool: z.int().describe('Of those read that say so themselves'),
    holdout: z.int().describe('Of those read that say so themselves'),
    refused: z.int().describe('Of those read; by the project too, where they are to be added to one'),
  }),
  refused: z
    .array(z.object({ place: z.string(), reason: z.string() }))
    .describe('The first hundred, those that the project would refuse included'),
  copies: z.object({
    exact: z.int().describe('Contents that came before: they do not come in, since each is asked about once'),
    near: z.int().describe('Texts and rows that came before but for case and space: they come in'),
  }),
  task: z.object({ kind: TaskKind, reason: z.string() }).describe('That the labels suggest, or that was asked for'),
  classes: z
    .array(z.object({ name: z.string(), count: z.int() }))
    .describe('Of the labels, in the order of the names or, if numbers, of their values'),
  notClasses: z
    .array(
      NotAClass.extend({
        count: z.int().describe('Records read that have it'),
        reason: z.string().describe('Why it is proposed; empty where somebody has said so'),
      }),
    )
    .describe('Labels that are no classes: their `name` and `records` are sent back, changed or not'),
  range: z.object({ low: z.number(), high: z.number() }).nullable().describe('Of labels that are numbers'),
  holdout: z.object({
    records: z.int().describe('Proposed: labelled records that are kept for measuring'),
    most: z.int(),
    reason: z.string().describe('In words, with what it means for the figures, or what follows from having none'),
  }),
  encoder: z
    .object({ title: z.string(), reason: z.string(), unread: z.number().min(0).max(1).nullable() })
    .nullable()
    .describe('By which records become features, as far as can be said'),
  inProject: z
    .object({
      ...{ fresh: z.int(), known: z.int(), refused: z.int() },
      taking: z.int().describe('Records of the project without a label that take that of a copy in the file'),
      isExact: z
        .boolean()
        .describe(
          'False where not all pictures could be compared: then `fresh` is what it is at most, and the others are about so',
        ),
    })
    .nullable()
    .describe('Of those read: what adding them to the project would do, by their ids, contents and labels'),
  problems: z.array(z.string()).describe('What has to be changed before records can be stored'),
  notices: z.array(z.string()),
});
export type Survey = z.infer<typeof Survey>;
