import type { Annotation, Answer } from '@querent/contracts';
import type { Prisma } from '@querent/db';

/** The answer was checked when it was stored. */
export const toAnnotation = (row: Prisma.AnnotationGetPayload<object>): Annotation => ({
  id: row.id,
  projectId: row.projectId,
  recordId: row.recordId,
  roundId: row.roundId,
  annotatorId: row.annotatorId,
  sourceName: row.sourceName,
  outcome: row.outcome,
  answer: row.answer as Answer | null,
  seconds: row.seconds,
  modelVersion: row.modelVersion,
  createdAt: row.createdAt.toISOString(),
  undoneAt: row.undoneAt?.toISOString() ?? null,
});
