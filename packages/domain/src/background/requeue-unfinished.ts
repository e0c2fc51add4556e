import { addJob } from '@querent/queue';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { UNASKED, UNFINISHED_ENCODING } from '../encodings/encoding.js';
import { UNFINISHED_IMPORT } from '../imports/attempts.js';
import { dueLinks } from '../label-studio/due-links.js';
import { UNFINISHED_EXPORT } from '../model-files/model-export.js';
import { FINISHED } from '../models/model.js';
import { UNEVALUATED } from '../models/run-evaluation.js';
import { UNDRAWN } from '../models/serving-graph.js';
import { remindAwaited, WAITED_ENOUGH } from '../outside/remind-awaited.js';
import { UNFINISHED_PREDICTIONS } from '../predictions/prediction-set.js';
import {
  drawingJob,
  encodingJob,
  evaluationJob,
  exportJob,
  importJob,
  predictionsJob,
  removalJob,
  roundJob,
  studioJob,
  trialJob,
} from '../queue/jobs.js';
import { COMPUTING } from '../rounds/round.js';
import { startDueRounds } from '../training/start-due-rounds.js';
import { UNENDED_TRIAL } from '../trials/trial.js';

/**
 * Puts every unfinished import, encoding, round, trial, drawing, prediction, evaluation, model file, connection and removal on the queue; one that is
 * there already stays as it is. Heals what a crash between a commit and its job, an emptied Redis, or a worker that died too often
 * for the queue leaves behind.
 */
export async function requeueUnfinished({ db, queue }: SystemContext): Promise<void> {
  await startDueRounds({ db, queue });
  const select = { id: true };
  const project = { removedAt: null };
  await remindAwaited(db);
  const unfinished = [{ state: { in: ['queued' as const, ...COMPUTING] } }, WAITED_ENOUGH(await databaseTime(db))];
  const rounds = await db.round.findMany({ where: { OR: unfinished, project }, select });
  const imports = await db.import.findMany({ where: { state: { in: UNFINISHED_IMPORT }, project }, select });
  const open = [{ state: { in: UNFINISHED_ENCODING } }, UNASKED];
  const encodings = await db.encoding.findMany({ where: { OR: open, project }, select });
  const models = await db.model.findMany({ where: { ...UNEVALUATED, ...FINISHED, project }, select });
  const undrawn = await db.model.findMany({ where: { ...UNDRAWN, ...FINISHED, project }, select });
  const sets = await db.predictionSet.findMany({ where: { ...UNFINISHED_PREDICTIONS, project }, select });
  const unmade = { state: { in: UNFINISHED_EXPORT }, model: { project } };
  const exports = await db.modelExport.findMany({ where: unmade, select });
  const trials = await db.trial.findMany({ where: { state: { in: UNENDED_TRIAL }, project }, select });
  const removals = await db.project.findMany({ where: { removedAt: { not: null } }, select });
  const links = await dueLinks(db);
  const jobs = [
    ...rounds.map(({ id }) => roundJob(id)),
    ...trials.map(({ id }) => trialJob(id)),
    ...undrawn.map(({ id }) => drawingJob(id)),
    ...sets.map(({ id }) => predictionsJob(id)),
    ...models.map(({ id }) => evaluationJob(id)),
    ...exports.map(({ id }) => exportJob(id)),
    ...imports.map(({ id }) => importJob(id)),
    ...encodings.map(({ id }) => encodingJob(id)),
    ...links.map(studioJob),
    ...removals.map(({ id }) => removalJob(id)),
  ];
  for (const job of jobs) await addJob(queue, job);
}
