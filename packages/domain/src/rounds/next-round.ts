import { type ProjectCounts, ProjectSettings, type UntilModel } from '@querent/contracts';
import { roundSeed } from '@querent/core/loop/rounds';
import { jsonOf, type Transaction, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { DomainError } from '../errors.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { roundJob } from '../queue/jobs.js';
import { countRecords } from '../records/counts.js';
import { logRound } from './log.js';
import { planOf } from './plan-round.js';
import { findLatestRound, type RoundRow, UNDONE } from './round.js';
import { canLearn } from './round-records.js';

/** What begins a round: enough changed labels, the schedule, or somebody's "train now". */
type Cause = 'labels' | 'clock' | 'button';

const BEGINS: Record<Cause, string> = {
  labels: 'Waits for a worker: enough labels are new.',
  clock: 'Waits for a worker: it is the time of the schedule, and there are new labels.',
  button: 'Waits for a worker: somebody pressed “Train now”.',
};
const ANEW = 'Waits for a worker: the classes have changed since the last model was trained.';

type RoundContext = Pick<SystemContext, 'db' | 'queue'>;

/**
 * Starts the next round of a project where it is due: enough labels have changed since the last model was trained, or the
 * last record of the pool is answered and any has; and there is a label that a model can learn from. Called after each answer has been stored, outside its transaction, so
 * that no answer waits for another's. Never fails the answer: what is missed here, `startDueRounds` finds.
 */
export async function startDueRound({ db, queue }: RoundContext, projectId: string): Promise<void> {
  try {
    if (!(await isDue(db, projectId))) return;
    const round = await transaction(db, (tx) => planNextRound(tx, projectId));
    if (round) await enqueueAfterCommit(queue, roundJob(round.id));
  } catch {
    // The database went away after the answer was stored.
  }
}

/**
 * Makes the next round's row where it is due and none is under way, else null. Call `enqueueAfterCommit` once the
 * transaction has been committed.
 *
 * @param cause whoever trains now, or by the clock, needs one changed label only; a button also trains while training is paused
 */
export async function planNextRound(
  tx: Transaction,
  projectId: string,
  cause: Cause = 'labels',
): Promise<{ id: string } | null> {
  // The row lock makes two who both find it due make one round. Not FOR UPDATE: each answer's foreign key shares the row.
  await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
  if (!(await isDue(tx, projectId, cause))) return null;
  const latest = await findLatestRound(tx, projectId);
  const { config, ...plan } = await planOf(tx, projectId);
  const number = (latest?.number ?? 0) + 1;
  const data = { projectId, number, ...plan, config: jsonOf(config), seed: roundSeed(config.seed, number) };
  const round = await tx.round.create({ data, select: { id: true } });
  await logRound(tx, round.id, cause === 'labels' && latest?.model?.isStale ? ANEW : BEGINS[cause]);
  return round;
}

interface DueRow {
  settings: unknown;
  state: string | null;
  isPaused: boolean;
  isEncoded: boolean;
  isStale: boolean;
}

async function isDue(db: Transaction, projectId: string, cause: Cause = 'labels'): Promise<boolean> {
  const [[project], countsOf] = await Promise.all([
    db.$queryRaw<DueRow[]>`
      SELECT settings, latest.state, paused_at IS NOT NULL AS "isPaused", coalesce(encoding.state = 'done', false) AS "isEncoded",
             coalesce(model.is_stale, false) AS "isStale"
      FROM project
      LEFT JOIN encoding ON encoding.id = project.encoding_id
      LEFT JOIN LATERAL (SELECT id, state FROM round WHERE project_id = project.id ORDER BY number DESC LIMIT 1) latest ON true
      LEFT JOIN model ON model.round_id = latest.id
      WHERE project.id = ${projectId} AND project.removed_at IS NULL`,
    countRecords(db, [projectId]),
  ]);
  if (project?.state !== 'open' || !project.isEncoded) return false;
  if (cause !== 'button' && project.isPaused) return false;
  if (cause === 'labels' && !ProjectSettings.parse(project.settings).trainsByLabels) return false;
  const counts = countsOf(projectId);
  const wanted = cause === 'labels' ? wantedChanges(project.settings, counts) : 1;
  return isWanted(project.isStale, counts, wanted) && canLearn(db, projectId);
}

/** A model that was made for other classes is made anew, whether labels have changed or not. */
const isWanted = (isStale: boolean, { changed }: ProjectCounts, wanted: number) => isStale || changed >= wanted;

/** How many changed labels begin the next round; the last record of the pool begins it with any. */
const wantedChanges = (settings: unknown, { pool, skipped }: ProjectCounts): number =>
  pool - skipped <= 0 ? 1 : ProjectSettings.parse(settings).labelsPerRound;

/** What is known of a project that is looked at. */
interface Looked {
  id: string;
  settings: unknown;
  pausedAt: Date | null;
  counts: ProjectCounts;
  latest: RoundRow | null;
}

/** How far it is to the next model, for those who look at a project; null where no number of labels brings one. */
export async function untilModelOf(
  db: Transaction,
  { id, settings, pausedAt, counts, latest }: Looked,
): Promise<UntilModel | null> {
  if (!latest || pausedAt || UNDONE.includes(latest.state)) return null;
  if (!ProjectSettings.parse(settings).trainsByLabels) return null;
  const wanted = wantedChanges(settings, counts);
  const isWaiting = latest.state === 'open' && isWanted(latest.model?.isStale ?? false, counts, wanted);
  if (isWaiting && !(await canLearn(db, id))) return { given: 0, wanted: 1, isHeldUp: true };
  return { given: counts.changed, wanted, isHeldUp: false };
}

/** Why "train now" could not be granted. */
export async function refuseRound(tx: Transaction, projectId: string): Promise<never> {
  const latest = await findLatestRound(tx, projectId);
  if (!latest)
    throw new DomainError('import_running', 'The records are still being imported. Wait until that is done.');
  if (UNDONE.includes(latest.state)) {
    throw new DomainError(
      'round_running',
      `Round ${latest.number} ${latest.state === 'failed' ? 'has failed' : 'was stopped'}. Try it again rather than starting another.`,
    );
  }
  if (latest.state !== 'open') {
    throw new DomainError(
      'round_running',
      `Round ${latest.number} is being trained. Its model will be here in a moment.`,
    );
  }
  const ready = await tx.encoding.count({ where: { usedBy: { id: projectId }, state: 'done' } });
  if (ready === 0)
    throw new DomainError(
      'encoding_running',
      'The records are still being encoded, and a model needs their features. It trains once they are complete.',
    );
  if (!(await canLearn(tx, projectId)))
    throw new DomainError(
      'no_new_labels',
      'There is no label that a model can learn from; one whose class is not used any more does not count. Label some records first.',
    );
  throw new DomainError(
    'no_new_labels',
    'No label has been added or changed since the last model was trained. Label some records first.',
  );
}
