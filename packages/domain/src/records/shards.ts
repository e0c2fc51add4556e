import type { Encoding } from '@querent/core/encoders';
import type { Transaction } from '@querent/db';

/** The features of a project, in the order of its records: those of its present encoding, and no others. */
export async function shardsOf(db: Transaction, projectId: string) {
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { encoding: true } });
  const encoding = project.encoding as Encoding | null; // written by the import, in the core's shape
  if (!encoding) return [];
  return db.featureShard.findMany({ where: { projectId, encoder: encoding.version }, orderBy: { start: 'asc' } });
}
