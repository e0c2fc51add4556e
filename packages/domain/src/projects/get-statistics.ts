import type { Statistics } from '@querent/contracts';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { roundInclude, toRound, trainingLabels } from '../rounds/round.js';

/** Rounds oldest first, and how many labels of the pool each class has. @throws project_not_found, forbidden */
export async function getStatistics({ db, actor }: Context, { projectId }: { projectId: string }): Promise<Statistics> {
  await requireManager(db, actor, projectId);
  const [project, groups, rounds] = await Promise.all([
    db.project.findUniqueOrThrow({ where: { id: projectId }, select: { classes: true } }),
    db.label.groupBy({ by: ['label'], where: trainingLabels(projectId), _count: true }),
    db.round.findMany({ where: { projectId }, orderBy: { number: 'asc' }, include: roundInclude }),
  ]);
  const labelsPerClass = (project.classes as string[]).map(
    (_, index) => groups.find(({ label }) => label === index)?._count ?? 0,
  );
  return { labelsPerClass, rounds: rounds.map(toRound) };
}
