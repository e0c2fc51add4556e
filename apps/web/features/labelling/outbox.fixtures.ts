import {
  type Annotation,
  ApiError,
  type Card,
  ERRORS,
  type ErrorCode,
  type RecentAnnotation,
  type SubmitAnnotation,
} from '@querent/contracts';
import type { Outbox } from './outbox';

export const keyOf = (n: number) => `key-${n}-long`;
export const answerOf = (n: number): SubmitAnnotation => ({
  recordId: `r${n}`,
  roundId: 'round',
  outcome: 'label',
  answer: { classId: 'c1' },
  seconds: 1,
  idempotencyKey: keyOf(n),
});
export const cardOf = (n: number): Card => ({
  recordId: `r${n}`,
  roundId: 'round',
  roundNumber: 1,
  name: `x${n}`,
  content: { kind: 'image', url: '/x', width: 28, height: 28 },
  score: null,
  scoreName: null,
  scoreUnit: null,
  rank: 0,
  modelVersion: null,
  reason: '',
  leaseExpiresAt: '2026-01-01T00:00:00.000Z',
});
export const give = (outbox: Outbox, n: number, nowMs = n) => outbox.add(answerOf(n), cardOf(n), nowMs);
export const recordsIn = (outbox: Outbox) => outbox.read().waiting.map(({ answer }) => answer.recordId);
export const refusal = (code: ErrorCode, status: number = ERRORS[code].status) =>
  new ApiError('POST /projects/{projectId}/annotations', {
    type: '',
    title: '',
    status,
    code,
    detail: code,
  });
export const offline = () => new ApiError('POST /projects/{projectId}/annotations', null);

/** An answer as the server has it. */
export const storedOf = (given: SubmitAnnotation): Annotation => ({
  ...given,
  answer: given.answer ?? null,
  id: `stored-${given.recordId}`,
  projectId: 'p',
  annotatorId: 'ann',
  sourceName: null,
  modelVersion: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  undoneAt: null,
});
export const recentOf = (answer: SubmitAnnotation): RecentAnnotation => ({
  ...storedOf(answer),
  content: cardOf(1).content,
  name: answer.recordId,
});
