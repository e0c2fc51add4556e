import { z } from 'zod';

/** What an export is written as. */
export const ExportFormat = z.enum(['csv', 'jsonl', 'image-folder']);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const ExportRows = z.enum(['records', 'answers']);
export const ExportStatus = z.enum(['all', 'labelled', 'skipped', 'unlabelled']);
export const ExportSplit = z.enum(['all', 'pool', 'holdout']);

/** What of a project goes out, and how. */
export const ExportQuery = z.strictObject({
  format: ExportFormat.default('csv').describe('image-folder: a ZIP, of projects with pictures'),
  rows: ExportRows.default('records').describe(
    'A row for each record with the label that counts, or one for each answer that stands',
  ),
  status: ExportStatus.default('all').describe(
    'Of records: those with a label, those without one that somebody has skipped, or the others',
  ),
  split: ExportSplit.default('all'),
  pictures: z
    .stringbool()
    .or(z.boolean())
    .optional()
    .describe('Whether pictures are in it, in base64. Left out: in JSON Lines yes, in CSV no'),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

/** A format as the page offers it. */
export interface ExportFormatView {
  id: ExportFormat;
  title: string;
  description: string;
}
