import { z } from 'zod';
import { RecordContent } from './records/index.js';
import { Answer } from './tasks/index.js';

export const Outcome = z.enum(['label', 'skip']);
export type Outcome = z.infer<typeof Outcome>;

export const Annotation = z.object({
  id: z.string(),
  projectId: z.string(),
  recordId: z.string(),
  roundId: z.string().nullable().describe('Null of an answer that was brought along'),
  annotatorId: z.string().nullable().describe('Null of an answer that no person gave'),
  sourceName: z.string().nullable().describe('Who gave an answer that was brought along'),
  outcome: Outcome,
  answer: Answer.nullable().describe('As the task of the project says; null for a skip'),
  seconds: z.number().min(0).max(86_400).describe('Time the card was in front of the annotator'),
  modelVersion: z.string().nullable().describe('The model that asked; null in the cold start'),
  createdAt: z.iso.datetime(),
  undoneAt: z.iso.datetime().nullable(),
});
export type Annotation = z.infer<typeof Annotation>;

/** The answer of a page that knew places of classes only: the class that had this place then. */
const Place = z.int().min(0).nullable();

export const SubmitAnnotation = Annotation.pick({ recordId: true, outcome: true, seconds: true })
  .extend({
    roundId: z.string(),
    answer: Annotation.shape.answer.optional(),
    label: Place.optional()
      .meta({ deprecated: true })
      .describe('In the place of `answer`: the place that a class had in version 0.2'),
    idempotencyKey: z.string().min(8).max(100).describe('Made once for an answer; sending it again changes nothing'),
  })
  .refine(({ answer, label }) => (answer ?? null) === null || (label ?? null) === null, {
    path: ['label'],
    error: 'An answer stands beside it: give one of them',
  })
  .refine(({ outcome, answer, label }) => (outcome === 'label') === ((answer ?? label ?? null) !== null), {
    path: ['answer'],
    error: 'A label needs an answer, a skip has none',
  });
export type SubmitAnnotation = z.infer<typeof SubmitAnnotation>;

/** One record in front of one annotator, reserved until the lease ends. */
export const Card = z.object({
  recordId: z.string(),
  roundId: z.string(),
  roundNumber: z.int(),
  name: z.string(),
  content: RecordContent,
  score: z.number().nullable(),
  scoreName: z.string().nullable().describe('Title of the acquisition, such as BALD'),
  scoreUnit: z.string().nullable(),
  rank: z.int(),
  modelVersion: z.string().nullable(),
  reason: z.string().describe('Why this record was asked, in a sentence'),
  leaseExpiresAt: z.iso.datetime(),
});
export type Card = z.infer<typeof Card>;

export const ClaimCards = z.strictObject({
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
    .enum([
      ...['none', 'no_records', 'importing', 'more_follow', 'choosing'],
      ...['all_labelled', 'others_hold_the_rest', 'skipped_the_rest'],
    ] as const)
    .describe(
      'Why there are no cards, when there are none; more_follow: a sending of records said so; choosing: the first questions wait for the features',
    ),
});
export type Hand = z.infer<typeof Hand>;

export const RecentAnnotation = Annotation.extend({ name: z.string(), content: RecordContent });
export type RecentAnnotation = z.infer<typeof RecentAnnotation>;

/** The undone answer and its record, back in hand. */
export const UndoneAnnotation = z.object({
  annotation: Annotation,
  card: Card.nullable().describe(
    'Null where the record is answered all the same, by you or by somebody else, or is in another hand',
  ),
});
export type UndoneAnnotation = z.infer<typeof UndoneAnnotation>;
