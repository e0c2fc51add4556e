import { z } from 'zod';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { studioJob } from '../queue/jobs.js';
import { findCalled, noteCall } from './called-link.js';
import type { StudioSystemContext } from './link.js';
import { noteTasks } from './note-tasks.js';

const Id = z.int().min(1).max(2_147_483_647);
/** One or a list of what has an id; what is no such thing says nothing. */
const Ided = z
  .union([z.array(z.object({ id: Id }).catch({ id: 0 })), z.object({ id: Id }).transform((one) => [one])])
  .catch([])
  .transform((list) => list.flatMap(({ id }) => (id > 0 ? [id] : [])));
const OfTask = z
  .union([z.array(z.object({ task: Id }).catch({ task: 0 })), z.object({ task: Id }).transform((one) => [one])])
  .catch([])
  .transform((list) => list.flatMap(({ task }) => (task > 0 ? [task] : [])));

const Heard = z.object({
  action: z.string().catch(''),
  task: Ided,
  tasks: Ided,
  annotation: z.unknown().optional(),
  annotations: Ided,
});

const ABOUT_ANNOTATIONS = /^ANNOTATIONS?_(CREATED|UPDATED|DELETED)$/;

/**
 * Takes note of what Label Studio says has happened, and does nothing else: it waits for a second, inside of an annotator's request,
 * and says it once. It brings no credentials, so that nothing of it is believed but which tasks to look at.
 *
 * @returns whether it was something to look at
 * @throws studio_not_linked
 */
export async function hearWebhook(context: StudioSystemContext, path: string, unverified: unknown): Promise<boolean> {
  const { db, queue } = context;
  const link = await findCalled(context, path);
  noteCall(context, link);
  const { action, task, tasks, annotation, annotations } = Heard.parse(unverified ?? {});
  const isAbout = ABOUT_ANNOTATIONS.test(action) || action === 'TASKS_CREATED' || action === 'TASKS_DELETED';
  if (action === 'START_TRAINING')
    await db.studioLink.updateMany({ where: { id: link.id }, data: { trainAskedAt: new Date() } });
  else if (isAbout) {
    const known = await tasksOf(context, link.id, annotations);
    const ids = [...new Set([...task, ...tasks, ...OfTask.parse(annotation), ...known])];
    await noteTasks(db, link.id, ids);
    // A webhook may be set to send no more than what happened.
    if (ids.length === 0) await db.studioLink.updateMany({ where: { id: link.id }, data: { lookedAt: null } });
  } else return false;
  // It is there, so that nobody waits for the next try.
  await db.studioLink.updateMany({ where: { id: link.id }, data: { retryAt: null } });
  void enqueueAfterCommit(queue, studioJob(link.id));
  return true;
}

/** Of annotations that are gone nothing comes but their ids: their tasks are known by the answers that they were here. */
async function tasksOf({ db }: StudioSystemContext, linkId: string, annotationIds: number[]): Promise<number[]> {
  if (annotationIds.length === 0) return [];
  const keys = annotationIds.map((id) => `${linkId}:${id}`);
  const rows = await db.$queryRaw<{ taskId: number }[]>`
    SELECT DISTINCT task.task_id AS "taskId" FROM annotation
    JOIN studio_task task ON task.record_id = annotation.record_id AND task.link_id = ${linkId}
    WHERE annotation.idempotency_key = ANY(${keys}) AND annotation.annotator_id IS NULL
      AND annotation.project_id = (SELECT project_id FROM studio_link WHERE id = ${linkId})`;
  return rows.map(({ taskId }) => taskId);
}
