import { z } from 'zod';
import { AddingOptions } from './given-records.js';

export const ImportState = z.enum(['queued', 'running', 'done', 'failed']);
export type ImportState = z.infer<typeof ImportState>;

/** Records on their way from a file into a project. */
export const Import = z.object({
  id: z.string(),
  projectId: z.string(),
  source: z.string().describe('Id of a sample, or `upload`'),
  name: z.string().describe('Of the file'),
  state: ImportState,
  total: z.int().nullable().describe('Records that there are, as far as is known before they are read'),
  done: z.int().describe('Records that were read, those included that were refused'),
  added: z.int(),
  known: z.int().describe('Were there already, by their id or their content: nothing was changed'),
  restored: z.int().describe('Had been removed, and are back'),
  rejectedCount: z.int(),
  rejected: z.array(z.object({ name: z.string(), reason: z.string() })).describe('The first hundred, and why'),
  notes: z.array(z.string()).describe('What to know, in sentences'),
  recordsPerSecond: z
    .number()
    .nullable()
    .describe('Since the import began or was taken up again; null before that is known'),
  secondsLeft: z.number().nullable(),
  error: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Import = z.infer<typeof Import>;

/** How a file is read. */
export const Reading = z.strictObject({
  format: z.string().max(100).optional().describe('Id of the format; left out, the content says it'),
  options: z
    .record(z.string(), z.unknown())
    .default({})
    .describe(
      'Of the format, such as `columns`, what each column is; of tables, also `delimiter`, `encoding` and `decimal`, "." or ",", the mark before the fractions of numbers. What is left out is found. As a survey gave them, with what you have changed',
    ),
});
export type Reading = z.infer<typeof Reading>;

/** A label that is to be no class, and what becomes of the records that have it. */
export const NotAClass = z.strictObject({
  name: z.string().max(1_000).describe('As the file says it; case and the space around it do not matter'),
  records: z
    .enum(['ask', 'leave-out'])
    .default('ask')
    .describe('`ask`: they come in without a label, and people are asked about them; `leave-out`: they do not come in'),
});
export type NotAClass = z.infer<typeof NotAClass>;

/** An upload that becomes records. */
export const StartImport = z.strictObject({
  ...Reading.shape,
  uploadId: z.string(),
  labels: AddingOptions.shape.labels,
  source: AddingOptions.shape.source,
  newClasses: z.boolean().default(false).describe('A label that names no class makes one; else its record is refused'),
  notClasses: z
    .array(NotAClass)
    .max(5_000)
    .optional()
    .describe(
      'Labels that are no classes, and what becomes of their records. Left out, those are none whose name says that there is no label yet, such as "unlabelled", unless a class is called so: they come in without one',
    ),
});
export type StartImport = z.infer<typeof StartImport>;
