import { z } from 'zod';
import { keysOf } from './entries.js';

export const EncodingState = z.enum(['queued', 'running', 'done', 'failed']);
export type EncodingState = z.infer<typeof EncodingState>;

/** How records become features, and how far that has come. Labelling does not wait for it, models do. */
export const Encoding = z.object({
  id: z.string(),
  encoder: z.string(),
  title: z.string().describe('Of the encoder'),
  reason: z.string().describe('Why this one, in a sentence'),
  state: EncodingState,
  total: z.int().describe('Records there are'),
  done: z.int().describe('Records that have features'),
  recordsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  unread: z.number().min(0).max(1).nullable().describe('Share of the content that the encoder cannot read'),
  advice: z.string().nullable().describe('What to do where it cannot read much'),
  error: z.string().nullable(),
});
export type Encoding = z.infer<typeof Encoding>;

/** What a column of a table is to be learned from as. */
export const ENCODED_ROLES = {
  auto: 'what its values suggest',
  number: 'a number; what is none counts as missing',
  category: 'one of a few words, whatever they look like',
  date: 'a day or a time; what is none counts as missing',
  text: 'text, read word by word',
  ignore: 'left out',
} as const;
export const EncodedRole = z.enum(keysOf(ENCODED_ROLES));
export type EncodedRole = keyof typeof ENCODED_ROLES;

/** A column of the rows of a project, as models learn from it. */
export const EncodedColumn = z.object({
  name: z.string(),
  role: EncodedRole.describe('As somebody chose it; `auto` where nobody did'),
  note: z.string().describe('What it became, in words: "category of 3: blue, green and red"'),
});
export type EncodedColumn = z.infer<typeof EncodedColumn>;

export const ChangeColumns = z.strictObject({
  columns: z.record(z.string(), EncodedRole).describe('What columns are from now on: name to role; the others stay'),
});
export type ChangeColumns = z.infer<typeof ChangeColumns>;
