import { z } from 'zod';
import { RecordContent } from './records/index.js';
import { Answer } from './tasks/index.js';
import { shortText } from './text.js';

export const Split = z.enum(['pool', 'holdout']);
export type Split = z.infer<typeof Split>;

const BASE64 = /^(?:data:[^,]*;base64,)?([A-Za-z0-9+/]*={0,2})$/;
/** Digits that stayed a text because no float holds them. */
const Coordinate = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{16,}$/)
    .transform(Number),
]);

/** A record in the product's own JSON: what its API takes, and what it writes. The content stands under the name of its kind. */
export const GivenRecord = z.strictObject({
  id: z
    .union([z.string().min(1).max(500), z.number().transform(String)])
    .nullish()
    .describe('Yours: sent again, the record is recognised by it'),
  text: z.string().optional().describe('Or, of a vector: shown beside it'),
  row: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Column to value; columns whose names are whole numbers come first'),
  vector: z.array(Coordinate).min(1).optional(),
  image: z
    .string()
    .regex(BASE64, 'is no base64')
    .optional()
    .describe('The bytes of the file in base64: PNG, JPEG, WebP, GIF, AVIF or TIFF. Or, of a vector: shown beside it'),
  name: z.string().optional(),
  link: z.string().optional().describe('Shown beside a vector'),
  label: z.unknown().optional().describe('As the task takes it: the name of a class, a list of names, a number'),
  split: Split.nullish().describe(
    '`holdout`: models are measured on it and never learn from it; it then needs a label',
  ),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  exported: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What an export tells of the record beside it: who answered, when, and more. It is not taken in'),
});
export type GivenRecord = z.infer<typeof GivenRecord>;

/** The bytes that a text in base64 stands for, without what may stand in front of them; null where it is none. */
export const base64Of = (text: string): string | null => BASE64.exec(text)?.[1] ?? null;

/** How the records that are brought are taken. */
export const AddingOptions = z.strictObject({
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
  .strictObject({
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
