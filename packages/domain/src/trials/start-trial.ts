import type { RoundConfig, StartTrial, Trial } from '@querent/contracts';
import { jsonOf, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { changeSettings } from '../methods/check-settings.js';
import { suitedTo } from '../methods/methods-for.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { trialJob } from '../queue/jobs.js';
import { planOf } from '../rounds/plan-round.js';
import { labelsToTry, splitFor } from '../rounds/round-records.js';
import { readTask } from '../tasks/project-task.js';
import { dealFolds, MOST_LABELS, TRIED } from './plan.js';
import { toRow, toTrials, UNENDED_TRIAL } from './trial.js';

/** Trials of a project that are kept. */
const KEPT = 5;

/**
 * Has settings tried in the background on what is labelled, beside those that the project has. Nothing of the project changes.
 *
 * @throws project_not_found, forbidden; as `updateProject` where the settings could not be saved; trial_impossible, trial_running,
 *   encoding_running
 */
export async function startTrial(
  { db, queue, actor }: Context,
  { projectId, settings }: StartTrial & { projectId: string },
): Promise<Trial> {
  await requireManager(db, actor, projectId);
  if (settings.encoder !== undefined)
    throw new DomainError(
      'trial_impossible',
      'Another encoder cannot be tried: a trial works on the features that there are. Leave the encoder as it is, and try the rest.',
    );
  const { name } = await db.user.findUniqueOrThrow({ where: { id: actor.id }, select: { name: true } });
  const row = await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const project = await tx.project.findUniqueOrThrow({ where: { id: projectId }, include: { encoding: true } });
    if (project.encoding?.state !== 'done')
      throw new DomainError(
        'encoding_running',
        'The records are not encoded yet, and a trial works on their features. Try again once they are complete.',
      );
    if ((await tx.trial.count({ where: { projectId, state: { in: UNENDED_TRIAL } } })) > 0)
      throw new DomainError(
        'trial_running',
        'A trial of this project is under way. Wait until it is done, or stop it.',
      );
    const task = await readTask(tx, projectId);
    const outputs = task.kind.outputsOf(task.classIds);
    const merged = await changeSettings(jsonOf(project.settings), settings, {
      ...(await suitedTo(tx, projectId)),
      outputs,
    });
    const { config: present, records } = await planOf(tx, projectId);
    const { config: other } = await planOf(tx, projectId, merged);
    if (isSame(present, other))
      throw new DomainError(
        'trial_impossible',
        'There is nothing to try: network, model, calibration, acquisition, selection, draws and labels per round are as the project has them. Change one of them first.',
      );
    const known = await labelsToTry(tx, { projectId, records }, task);
    const { seed } = present;
    const { folds, items } = dealFolds(drawn(known), task, task.classIds, seed);
    const { excluded } = await splitFor(tx, { projectId, records }, null);
    const plan = { present, other, encodingId: project.encoding.id, records, seed, folds, outputs, items, excluded };
    const old = await tx.trial.findMany({
      where: { projectId },
      orderBy: { createdAt: 'desc' },
      skip: KEPT - 1,
      select: { id: true },
    });
    await tx.trial.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
    return tx.trial.create({ data: { projectId, createdBy: name, plan: toRow(plan) } });
  });
  await enqueueAfterCommit(queue, trialJob(row.id));
  return (await toTrials(db, projectId, [row]))[0]!;
}

const isSame = (present: RoundConfig, other: RoundConfig) =>
  TRIED.every((name) => JSON.stringify(present[name]) === JSON.stringify(other[name]));

/** Evenly over what there is, where there is too much of it. */
const drawn = <Row>(rows: Row[]): Row[] =>
  rows.length <= MOST_LABELS
    ? rows
    : Array.from({ length: MOST_LABELS }, (_, n) => rows[Math.floor((n * rows.length) / MOST_LABELS)]!);
