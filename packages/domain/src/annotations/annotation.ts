import type { Annotation } from '@querent/contracts';
import type { Prisma } from '@querent/db';
import { toAnswer } from '../records/to-answer.js';

export const toAnnotation = (row: Prisma.AnnotationGetPayload<object>): Annotation => ({
  id: row.id,
  projectId: row.projectId,
  recordId: row.recordId,
  roundId: row.roundId,
  annotatorId: row.annotatorId,
  sourceName: row.sourceName,
  outcome: row.outcome,
  answer: toAnswer(row.answer),
  seconds: row.seconds,
  modelVersion: row.modelVersion,
  createdAt: row.createdAt.toISOString(),
  undoneAt: row.undoneAt?.toISOString() ?? null,
});
