import { z } from 'zod';
import { keysOf } from './entries.js';

/** What the values of a column are for. */
export const COLUMN_ROLES = {
  text: 'the text that people read; several columns are joined by an empty line',
  image: 'the name of a picture',
  vector: 'a list of numbers; of several columns, each is a number of it',
  number: 'a number of the row',
  category: 'one of a few words of the row',
  date: 'a day or a time of the row',
  label: 'the answer',
  flag: 'one of several answers, named by the column: 1 where it applies, 0 where not',
  id: 'what you call the record',
  split: 'whether it is for learning or for measuring',
  metadata: 'kept beside the record',
  ignore: 'left out',
} as const;
export const ColumnRole = z.enum(keysOf(COLUMN_ROLES));
export type ColumnRole = keyof typeof COLUMN_ROLES;

/** Column name to role. What is not named is kept as metadata. */
export const Columns = z
  .record(z.string(), ColumnRole)
  .refine((columns) => {
    const roles = Object.values(columns);
    return (['id', 'split', 'image'] as const).every((role) => roles.filter((r) => r === role).length <= 1);
  }, 'at most one column is the id, the split or the image')
  .describe('What each column is: name to role');
export type Columns = z.infer<typeof Columns>;

/** What a column is for, whatever it is called: `constructor` too may be the name of one. */
export const roleIn = (columns: Columns, name: string): ColumnRole | undefined =>
  Object.hasOwn(columns, name) ? columns[name] : undefined;

/** What stands before the fraction of a number that is written as text; the other one may part thousands. */
export const DecimalMark = z.enum(['.', ',']);
export type DecimalMark = z.infer<typeof DecimalMark>;
