import { z } from 'zod';

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
