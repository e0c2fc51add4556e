import type { Statistics } from '@querent/contracts';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { advise } from '../rounds/advise.js';
import { roundInclude, toRound, trainingLabels } from '../rounds/round.js';
import { type ProjectTask, readTask, storedAnswer } from '../tasks/project-task.js';

/** Rounds oldest first, and the labels of the pool, equal ones together. @throws project_not_found, forbidden */
export async function getStatistics({ db, actor }: Context, { projectId }: { projectId: string }): Promise<Statistics> {
  await requireManager(db, actor, projectId);
  const [task, groups, rounds] = await Promise.all([
    readTask(db, projectId),
    db.$queryRaw<Group[]>`
      SELECT answer, count(*)::int AS count ${trainingLabels(projectId)}
      GROUP BY answer_key, answer ORDER BY count DESC, answer_key LIMIT ${MOST_GROUPS}`,
    db.round.findMany({ where: { projectId }, orderBy: { number: 'asc' }, include: roundInclude }),
  ]);
  const shown = rounds.map(toRound);
  return { answers: asToday(task, groups), rounds: shown, advice: advise(shown) };
}

const MOST_GROUPS = 1_000;

interface Group {
  answer: unknown;
  count: number;
}

/** Answers whose classes were merged count together. */
function asToday({ kind, task }: ProjectTask, groups: Group[]): Statistics['answers'] {
  const byKey = new Map<string, Statistics['answers'][number]>();
  for (const group of groups) {
    const stored = storedAnswer({ kind }, group.answer);
    const answer = kind.currentOf(stored, task) ?? stored;
    const key = kind.keyOf(answer);
    const count = (byKey.get(key)?.count ?? 0) + group.count;
    byKey.set(key, {
      answer: answer as Statistics['answers'][number]['answer'],
      text: kind.textOf(answer, task),
      count,
    });
  }
  return [...byKey.values()].sort((a, b) => b.count - a.count);
}
