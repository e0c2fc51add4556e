import { z } from 'zod';

/** What was said of records that were there already otherwise than it is here, and stays as it is. */
export const Differing = z.object({
  ids: z.int().default(0).describe('Under another id'),
  labels: z.int().default(0),
  splits: z.int().default(0),
});
export type Differing = z.infer<typeof Differing>;

/** What became of records, batch after batch. */
export interface Tally {
  added: number;
  known: number;
  restored: number;
  /** Of those added: the ones that models are measured on. */
  toHoldout: number;
  refused: number;
  differing: Differing;
}

export const NOTHING: Tally = {
  ...{ added: 0, known: 0, restored: 0, toHoldout: 0, refused: 0 },
  differing: { ids: 0, labels: 0, splits: 0 },
};

export const sumOf = (one: Tally, other: Tally): Tally => ({
  added: one.added + other.added,
  known: one.known + other.known,
  restored: one.restored + other.restored,
  toHoldout: one.toHoldout + other.toHoldout,
  refused: one.refused + other.refused,
  differing: {
    ids: one.differing.ids + other.differing.ids,
    labels: one.differing.labels + other.differing.labels,
    splits: one.differing.splits + other.differing.splits,
  },
});
