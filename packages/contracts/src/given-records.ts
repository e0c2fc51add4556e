import { z } from 'zod';
import { image } from './records/image.js';
import { RecordContent } from './records/index.js';
import { row } from './records/row.js';
import { text } from './records/text.js';
import { vector } from './records/vector.js';
import { Answer } from './tasks/index.js';
import { shortText } from './text.js';

const Split = z.enum(['pool', 'holdout']);
export type Split = z.infer<typeof Split>;

/** A record as somebody brings it: its content stands under the name of its kind. */
export const GivenRecord = z.object({
  id: z.string().min(1).max(500).optional().describe('By which you know it: sent again it is recognised'),
  name: z.string().trim().min(1).max(500).optional(),
  image: image.given.optional(),
  text: text.given.optional(),
  row: row.given.optional(),
  vector: vector.given.optional(),
  label: z
    .unknown()
    .optional()
    .describe('As the task of the project takes it: the name of a class, a list of names, a number'),
  split: Split.optional().describe(
    '`holdout`: models are measured on it and never learn from it; it then needs a label',
  ),
  metadata: z.record(z.string(), z.unknown()).default({}),
});
export type GivenRecord = z.infer<typeof GivenRecord>;

/** How the records that are brought are taken. */
export const AddingOptions = z.object({
  labels: z
    .enum(['answers', 'key'])
    .default('answers')
    .describe(
      'What the labels are: answers of a named source, which models learn from, or an answer key that stays hidden',
    ),
  source: shortText(200, 'Please name the source of the labels').default('import'),
  more: z
    .stringbool()
    .or(z.boolean())
    .default(false)
    .describe('More records follow: nobody is asked yet, and the holdout is not drawn'),
});
export type AddingOptions = z.infer<typeof AddingOptions>;

export const AddRecords = z.object({
  records: z.array(z.unknown()).max(1_000, 'Send at most 1,000 records at once, or JSONL of any length'),
});
export type AddRecords = z.infer<typeof AddRecords>;

/** What became of records that somebody brought. */
export const AddedRecords = z.object({
  added: z.int(),
  known: z.int().describe('Were there already, by their id or their content: nothing was changed'),
  restored: z.int().describe('Had been removed, and are back'),
  holdout: z.int().describe('Records of the project on which models are measured'),
  rejectedCount: z.int(),
  rejected: z
    .array(z.object({ place: z.string(), reason: z.string() }))
    .describe('The first hundred that were left out, and why'),
  notes: z.array(z.string()).describe('What to know, in sentences'),
});
export type AddedRecords = z.infer<typeof AddedRecords>;

export const RemoveRecords = z
  .object({
    recordIds: z.array(z.string()).max(1_000),
    ids: z.array(z.string()).max(1_000).describe('As they were brought'),
  })
  .partial();
export type RemoveRecords = z.infer<typeof RemoveRecords>;

/** A record as whoever manages the project sees it. */
export const ListedRecord = z.object({
  id: z.string(),
  externalId: z.string().nullable(),
  name: z.string(),
  split: Split,
  content: RecordContent.describe('Shortened'),
  answer: Answer.nullable(),
  isRemoved: z.boolean(),
});
export type ListedRecord = z.infer<typeof ListedRecord>;
