import type { SubmitAnnotation } from '@querent/contracts';
import { classId } from '@querent/testing';
import { type Context, claimCards } from '../index.js';

/** How tests answer cards of a ready project, under keys of their own. */
export function answersIn(projectId: () => string) {
  let keys = 0;
  /** The answer of the class with some place. */
  const as = (place: number) => ({ answer: { classId: classId(projectId(), place) } });
  const hand = (context: Context, count: number, keep: string[] = []) =>
    claimCards(context, { projectId: projectId(), count, keep });
  return {
    as,
    hand,
    first: async (context: Context) => (await hand(context, 1)).cards[0]!,
    answerTo: (card: { recordId: string; roundId: string }, rest: Partial<SubmitAnnotation> = {}) => ({
      ...{ projectId: projectId(), recordId: card.recordId, roundId: card.roundId },
      ...{ outcome: 'label' as const, ...as(1), seconds: 1.5 },
      idempotencyKey: `test-key-${keys++}`,
      ...rest,
    }),
  };
}
