import { Columns, DecimalMark } from '@querent/contracts';
import { z } from 'zod';
import { MostBytes } from '../bytes/most-bytes.js';

export const JsonOptions = z.object({
  columns: Columns.optional().describe(
    'What each key is: name to role. Left out, records have the form of this product: id, text or row or vector or image, label, split, metadata',
  ),
  decimal: DecimalMark.optional().describe(
    'What stands before the fraction of a number in a text; the other mark may part thousands. Left out, a point; a look proposes it',
  ),
  mostBytes: MostBytes,
  encoding: z.string().optional().describe('Left out, it is UTF-8, or what a byte order mark tells'),
});
export type JsonOptions = z.infer<typeof JsonOptions>;
