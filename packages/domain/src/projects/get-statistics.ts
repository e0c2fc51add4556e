import type { Statistics } from '@querent/contracts';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { countRecords } from '../records/counts.js';
import { advise } from '../rounds/advise.js';
import { roundInclude, toRound, trainingLabels } from '../rounds/round.js';
import { type AnswerGroup, countAnswers } from '../tasks/count-answers.js';
import { readTask } from '../tasks/project-task.js';

/** Rounds oldest first, and the labels of the pool, equal ones together. @throws project_not_found, forbidden */
export async function getStatistics({ db, actor }: Context, { projectId }: { projectId: string }): Promise<Statistics> {
  await requireManager(db, actor, projectId);
  const [task, groups, rounds, countsOf] = await Promise.all([
    readTask(db, projectId),
    db.$queryRaw<AnswerGroup[]>`
      SELECT answer, count(*)::int AS count ${trainingLabels(projectId)}
      GROUP BY answer_key, answer ORDER BY count DESC, answer_key LIMIT ${MOST_GROUPS}`,
    db.round.findMany({ where: { projectId }, orderBy: { number: 'asc' }, include: roundInclude }),
    countRecords(db, [projectId]),
  ]);
  const { pool, skipped } = countsOf(projectId);
  const shown = rounds.map(toRound);
  return { answers: countAnswers(task, groups), rounds: shown, advice: advise(shown, pool - skipped) };
}

const MOST_GROUPS = 1_000;
