import { ProjectSettings } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { DomainError } from '../errors.js';
import type { JobQueue } from '../queue/queue.js';
import { findLatestRound, trainingLabels } from './round.js';

interface NextRound {
  id: string;
}

/**
 * Makes the next round's row when enough new labels have come since the last model was trained; null when it is not time
 * yet or a round is under way. Call `enqueueRound` once the transaction has been committed.
 *
 * @param minNewLabels overrides the project's `labelsPerRound`, as "train now" does
 */
export async function planNextRound(
  tx: Transaction,
  projectId: string,
  minNewLabels?: number,
): Promise<NextRound | null> {
  // The row lock makes two answers that both complete a round make one round. Not FOR UPDATE: each answer's foreign key
  // shares the row already, and two of them would wait for each other.
  await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
  const latest = await findLatestRound(tx, projectId);
  if (latest?.state !== 'open') return null;
  const project = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
  const settings = ProjectSettings.parse(project.settings);
  const labels = await tx.label.count({ where: trainingLabels(projectId) });
  if (labels - latest.labels < (minNewLabels ?? settings.labelsPerRound)) return null;
  const number = latest.number + 1;
  return tx.round.create({
    data: { projectId, number, config: settings as object, seed: settings.seed + number },
    select: { id: true },
  });
}

/** A lost job is found again by `requeueUnfinished`, so that an unreachable queue delays a round but never loses it. */
export async function enqueueRound(queue: JobQueue, round: NextRound | null): Promise<void> {
  if (round) await queue.add('round.run', { roundId: round.id }, `round-${round.id}`);
}

/** Why "train now" could not be granted. */
export async function refuseRound(tx: Transaction, projectId: string): Promise<never> {
  const latest = await findLatestRound(tx, projectId);
  if (!latest)
    throw new DomainError('import_running', 'The records are still being imported. Wait until that is done.');
  if (latest.state === 'failed') {
    throw new DomainError(
      'round_running',
      `Round ${latest.number} has failed. Try it again rather than starting another.`,
    );
  }
  if (latest.state !== 'open') {
    throw new DomainError(
      'round_running',
      `Round ${latest.number} is being trained. Its model will be here in a moment.`,
    );
  }
  throw new DomainError(
    'no_new_labels',
    'No label has been added since the last model was trained. Label some records first.',
  );
}
