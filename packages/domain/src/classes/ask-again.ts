import type { Transaction } from '@querent/db';
import { lockRecord, settleLabel, standingAnswers } from '../labels/settle-label.js';
import { type ProjectTask, storedAnswer } from '../tasks/project-task.js';

/**
 * Takes back the answers that say nothing without a class, so that their records are asked again; they stay in the history.
 *
 * @param before the task as it was when the class was in use
 */
export async function askAgain(
  tx: Transaction,
  projectId: string,
  classId: string,
  before: ProjectTask,
): Promise<void> {
  const { kind, task } = before;
  const without = {
    ...task,
    classes: task.classes.map((one) => (one.id === classId ? { ...one, isArchived: true } : one)),
  };
  const isLost = (stored: unknown) => {
    const answer = storedAnswer({ kind }, stored);
    return kind.currentOf(answer, task) !== null && kind.currentOf(answer, without) === null;
  };
  const { overlap } = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { overlap: true } });
  // Also those that wait for more answers before they have a label.
  const answers = await tx.annotation.findMany({
    where: { projectId, undoneAt: null, outcome: 'label', record: { split: 'pool' } },
    select: { recordId: true, answer: true },
    orderBy: { recordId: 'asc' },
  });
  const recordIds = new Set(answers.filter(({ answer }) => isLost(answer)).map(({ recordId }) => recordId));
  for (const recordId of recordIds) {
    const isRemoved = await lockRecord(tx, recordId);
    let before = await standingAnswers(tx, recordId);
    for (const lost of before.filter(({ answer }) => answer !== null && isLost(answer))) {
      const after = before.filter(({ id }) => id !== lost.id);
      await settleLabel(tx, { recordId, projectId, personId: lost.annotatorId, overlap, isRemoved }, { before, after });
      await tx.$executeRaw`UPDATE annotation SET undone_at = now() WHERE id = ${lost.id}`;
      before = after;
    }
  }
}
