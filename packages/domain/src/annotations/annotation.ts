import type { Annotation, Outcome } from '@querent/contracts';

interface AnnotationRow {
  id: string;
  projectId: string;
  recordId: string;
  roundId: string;
  annotatorId: string;
  outcome: string;
  label: number | null;
  seconds: number;
  modelVersion: string | null;
  createdAt: Date;
  undoneAt: Date | null;
}

export const toAnnotation = (row: AnnotationRow): Annotation => ({
  id: row.id,
  projectId: row.projectId,
  recordId: row.recordId,
  roundId: row.roundId,
  annotatorId: row.annotatorId,
  outcome: row.outcome as Outcome,
  label: row.label,
  seconds: row.seconds,
  modelVersion: row.modelVersion,
  createdAt: row.createdAt.toISOString(),
  undoneAt: row.undoneAt?.toISOString() ?? null,
});
