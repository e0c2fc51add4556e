import { figures as registry } from '@querent/core/evaluation';
import type { Db } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { attempt, type CountedRow } from '../queue/attempt.js';
import { shardsOf } from '../records/shards.js';
import type { ComputeRun, RoundCompute } from '../rounds/compute.js';
import { computeWhile } from '../rounds/compute-while.js';
import { throttled } from '../rounds/progress.js';
import { readTask } from '../tasks/project-task.js';
import { SIDES, TrialPlan } from './plan.js';
import { type KeptResult, MOST_SHOWN, type TrialRow, toRow, UNENDED_TRIAL } from './trial.js';

type TrialContext = SystemContext & { compute: RoundCompute };

/**
 * Fits the models of a trial one by one, and holds what they said against each other. Each fit leaves its result in the store and
 * a row, so that one that was cut short goes on with the fit it was in, and rounds get their turn in between.
 *
 * @throws DomainError training_failed, object_not_found, disk_full, …; the caller decides about another attempt
 */
export async function runTrial(
  context: TrialContext,
  { trialId }: { trialId: string },
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const trial = await context.db.trial.findUnique({ where: { id: trialId } });
    if (!trial || !UNENDED_TRIAL.some((state) => state === trial.state)) return;
    await attempt(trialAttempts(context.db, trialId), signal, () => advance(context, trial, signal));
  }
}

/** One fit, or the end. */
async function advance({ db, compute }: TrialContext, trial: TrialRow, signal: AbortSignal): Promise<void> {
  const { id: trialId, projectId } = trial;
  const plan = TrialPlan.parse(trial.plan);
  const { likelihood } = await readTask(db, projectId);
  const where = { id: trialId, state: { in: UNENDED_TRIAL } };
  await db.trial.updateMany({ where, data: { state: 'running' } });
  const steps = SIDES.flatMap((side) => [
    ...Array.from({ length: plan.folds }, (_, fold) => ({ side, fold, place: `${side}-${fold}` })),
    { side, fold: null, place: `${side}-ranking` },
  ]);
  const files = await db.trialFile.findMany({ where: { trialId } });
  const missing = steps.find(({ place }) => !files.some((file) => file.place === place));
  const progress = throttled(async (share: number) => {
    await db.trial.updateMany({ where, data: { progress: (files.length + share) / steps.length } });
  });
  const during = <Result>(compute: (run: ComputeRun) => Promise<Result>) =>
    computeWhile(
      async () => (await db.trial.count({ where })) > 0,
      signal,
      (own) => compute({ signal: own, onProgress: ({ share }) => progress.write(share) }),
    );
  if (missing) {
    const { side, fold, place } = missing;
    const { encodingId, items, outputs, excluded, seed } = plan;
    const shards = await shardsOf(db, encodingId, plan.records);
    const task = { shards, config: plan[side], likelihood, seed, labels: items, outputs };
    const made = await during((run) =>
      fold === null ? compute.tryRanking({ ...task, excluded }, run) : compute.tryFold({ ...task, fold }, run),
    );
    await progress.settled();
    if (!made) return;
    const data = { objectKey: made.objectKey, seconds: made.seconds };
    await db.trialFile.upsert({
      where: { trialId_place: { trialId, place } },
      create: { trialId, place, ...data },
      update: data,
    });
    await db.trial.updateMany({ where, data: { progress: (files.length + 1) / steps.length } });
    return;
  }
  const keyOf = (place: string) => files.find((file) => file.place === place)!.objectKey;
  const keysOf = (side: string) => Array.from({ length: plan.folds }, (_, fold) => keyOf(`${side}-${fold}`));
  const questions = Math.max(MOST_SHOWN, plan.other.labelsPerRound);
  const compared = await during((run) =>
    compute.compareTrial(
      {
        present: { judged: keysOf('present'), ranking: keyOf('present-ranking') },
        other: { judged: keysOf('other'), ranking: keyOf('other-ranking') },
        questions,
        shown: MOST_SHOWN,
      },
      run,
    ),
  );
  if (!compared) return;
  const secondsOf = (side: string) =>
    files.filter(({ place }) => place.startsWith(`${side}-`)).reduce((sum, { seconds }) => sum + seconds, 0);
  const result: KeptResult = {
    ...compared,
    figures: compared.figures.map(({ id, ...values }) => {
      const { title, better, unit } = registry.get(id);
      return { id, title, better, unit, ...values };
    }),
    seconds: { present: secondsOf('present'), other: secondsOf('other') },
  };
  const endedAt = await databaseTime(db);
  await db.trial.updateMany({ where, data: { state: 'done', progress: 1, result: toRow(result), endedAt } });
}

/** Where the attempts of a trial's fits are counted. */
const trialAttempts = (db: Db, id: string): CountedRow => ({
  async add(attempts) {
    const where = { id, state: { in: UNENDED_TRIAL } };
    const [row] = await db.trial.updateManyAndReturn({ where, data: { attempts: { increment: attempts } } });
    return row?.attempts ?? null;
  },
  code: 'training_failed',
  wornOut:
    'The worker ended three times while it tried these settings, most likely for want of memory. Try a smaller model or fewer draws, or give the machine more memory.',
});
