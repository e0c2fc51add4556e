import { Columns } from '@querent/contracts';
import { z } from 'zod';
import { MostBytes } from '../bytes/most-bytes.js';

export const JsonOptions = z.object({
  columns: Columns.optional().describe(
    'What each key is: name to role. Left out, records have the form of this product: id, text or row or vector or image, label, split, metadata',
  ),
  mostBytes: MostBytes,
  encoding: z.string().optional().describe('Left out, it is UTF-8, or what a byte order mark tells'),
});
export type JsonOptions = z.infer<typeof JsonOptions>;
