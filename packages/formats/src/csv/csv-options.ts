import { Columns, DecimalMark } from '@querent/contracts';
import { z } from 'zod';
import { MostBytes } from '../bytes/most-bytes.js';

export const CsvOptions = z.object({
  columns: Columns.optional().describe('What each column is: name to role. Left out, it is proposed by the first rows'),
  delimiter: z
    .string()
    .regex(/^[\t -~]?$/, 'is one character of ASCII, or empty')
    .refine((delimiter) => delimiter !== '"', 'is no quote')
    .optional()
    .describe(
      'Between the cells of a row; empty where each line is one cell, whatever stands in it. Left out, it is found: comma, semicolon, tab, bar or none',
    ),
  decimal: DecimalMark.optional().describe(
    'What stands before the fraction of a number; the other mark may part thousands. Left out, it is found by the first rows',
  ),
  encoding: z.string().optional().describe('Left out, it is found'),
  hasHeading: z.boolean().optional().describe('Whether the first row names the columns. Left out, it is found'),
  labelSeparator: z
    .string()
    .optional()
    .describe(
      'What stands between several answers of a cell; "json" where the cell is a list in JSON; empty, or left out, for one answer; a look proposes it',
    ),
  mostBytes: MostBytes,
});
export type CsvOptions = z.infer<typeof CsvOptions>;
