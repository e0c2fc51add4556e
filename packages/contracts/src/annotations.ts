import { z } from 'zod';

export const Outcome = z.enum(['label', 'skip']);
export type Outcome = z.infer<typeof Outcome>;

export const Annotation = z.object({
  id: z.string(),
  projectId: z.string(),
  recordId: z.string(),
  roundId: z.string(),
  annotatorId: z.string(),
  outcome: Outcome,
  label: z.int().min(0).nullable().describe('Index of the class; null for a skip'),
  seconds: z.number().min(0).max(86_400).describe('Time the card was in front of the annotator'),
  modelVersion: z.string().nullable().describe('The model that asked; null in the cold start'),
  createdAt: z.iso.datetime(),
  undoneAt: z.iso.datetime().nullable(),
});
export type Annotation = z.infer<typeof Annotation>;

export const SubmitAnnotation = Annotation.pick({
  recordId: true,
  roundId: true,
  outcome: true,
  label: true,
  seconds: true,
})
  .extend({
    idempotencyKey: z.string().min(8).max(100).describe('Made once for an answer; sending it again changes nothing'),
  })
  .refine((a) => (a.outcome === 'label') === (a.label !== null), {
    path: ['label'],
    error: 'A label needs a class, a skip has none',
  });
export type SubmitAnnotation = z.infer<typeof SubmitAnnotation>;

/** One record in front of one annotator, reserved until the lease ends. */
export const Card = z.object({
  recordId: z.string(),
  roundId: z.string(),
  roundNumber: z.int(),
  imageUrl: z.string(),
  name: z.string(),
  score: z.number().nullable(),
  scoreName: z.string().nullable().describe('Title of the acquisition, such as BALD'),
  scoreUnit: z.string().nullable(),
  rank: z.int(),
  modelVersion: z.string().nullable(),
  reason: z.string().describe('Why this record was asked, in a sentence'),
  leaseExpiresAt: z.iso.datetime(),
});
export type Card = z.infer<typeof Card>;

export const ClaimCards = z.object({
  count: z.int().min(1).max(50).default(8).describe('Cards to hold at the same time'),
  keep: z
    .array(z.string())
    .max(50)
    .default([])
    .describe('Records in your hand to keep though their round has closed, such as the one on the screen'),
});
export type ClaimCards = z.infer<typeof ClaimCards>;

export const Hand = z.object({
  cards: z.array(Card),
  answered: z.int().describe('Answers the asking person has given in this project'),
  empty: z
    .enum(['none', 'importing', 'all_labelled', 'others_hold_the_rest', 'skipped_the_rest'])
    .describe('Why there are no cards, when there are none'),
});
export type Hand = z.infer<typeof Hand>;

export const RecentAnnotation = Annotation.extend({ imageUrl: z.string(), name: z.string() });
export type RecentAnnotation = z.infer<typeof RecentAnnotation>;

/** The undone answer and its record, back in hand. */
export const UndoneAnnotation = z.object({
  annotation: Annotation,
  card: Card.nullable().describe(
    'Null where the record is answered all the same, by you or by somebody else, or is in another hand',
  ),
});
export type UndoneAnnotation = z.infer<typeof UndoneAnnotation>;
