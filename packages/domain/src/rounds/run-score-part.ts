import { RoundConfig } from '@querent/contracts';
import { notifyProject, type Transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { attempt } from '../queue/attempt.js';
import { shardsOf } from '../records/shards.js';
import { readTask } from '../tasks/project-task.js';
import { partAttempts } from './attempts.js';
import { listWantedIn } from './awaited.js';
import type { PartProgress, RoundCompute } from './compute.js';
import { computeWhile, isIn } from './compute-while.js';
import { scoringProgress, throttled } from './progress.js';
import { splitFor } from './round-records.js';
import { partsOf } from './score-parts.js';

/**
 * Scores a part of the pool for a round and keeps its best. A part that runs twice, or whose round no longer waits for it,
 * ends at the first lines; a round that is stopped takes the part's computation with it.
 *
 * @throws DomainError training_failed, object_not_found, disk_full, …; the caller decides about another attempt
 */
export async function runScorePart(
  context: SystemContext & { compute: RoundCompute },
  part: { roundId: string; start: number },
  signal: AbortSignal,
): Promise<void> {
  await attempt(partAttempts(context.db, part), signal, () => score(context, part, signal));
}

async function score(
  { db, store, compute }: SystemContext & { compute: RoundCompute },
  { roundId, start }: { roundId: string; start: number },
  signal: AbortSignal,
): Promise<void> {
  const row = await db.scorePart.findUnique({
    where: { roundId_start: { roundId, start } },
    include: { round: { include: { model: true } } },
  });
  if (!row || row.objectKey || row.round.state !== 'scoring' || !row.round.model?.graphKey) return;
  const { round } = row;
  const { projectId, scoringSince } = round;
  const { graphKey } = round.model!;
  const shards = await shardsOf(db, round.encodingId!, round.records);
  const progress = throttled(async (done: number) => {
    await db.scorePart.update({ where: { roundId_start: { roundId, start } }, data: { done } });
    await showProgress(db, roundId, scoringSince);
    await notifyProject(db, projectId);
  });
  const { excluded } = await splitFor(db, round, scoringSince);
  const { likelihood } = await readTask(db, projectId);
  const config = RoundConfig.parse(round.config);
  const known = config.outside ? { known: await listWantedIn({ db, store }, roundId) } : {};
  const task = {
    ...known,
    shards,
    part: partsOf(shards).find((part) => part[0]!.start === start)!,
    graphKey: graphKey!,
    config,
    likelihood,
    seed: round.seed,
    excluded: excluded.filter((index) => index >= start && index < start + row.count),
  };
  const onProgress = ({ done }: PartProgress) => progress.write(done);
  const scored = await computeWhile(isIn(db, roundId, 'scoring'), signal, (own) =>
    compute.scorePart(task, { signal: own, onProgress }),
  );
  await progress.settled();
  if (!scored) return;
  const { objectKey } = scored;
  await db.scorePart.updateMany({
    where: { roundId, start, round: { model: { graphKey } } },
    data: { objectKey, done: row.count },
  });
}

/** Progress of the whole pool from that of its parts. */
async function showProgress(db: Transaction, roundId: string, since: Date | null): Promise<void> {
  const { _sum: sums } = await db.scorePart.aggregate({ where: { roundId }, _sum: { done: true, count: true } });
  const share = (sums.done ?? 0) / (sums.count || 1);
  const now = await databaseTime(db);
  const seconds = (now.getTime() - (since ?? now).getTime()) / 1_000;
  const secondsLeft = share > 0 ? (seconds / share) * (1 - share) : null;
  const progress = scoringProgress(Math.min(1, share), secondsLeft);
  await db.round.updateMany({ where: { id: roundId, state: 'scoring' }, data: { progress } });
}
