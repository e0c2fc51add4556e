import { notifyProject, type Transaction, transaction } from '@querent/db';
import type { ImportedRecord } from '@querent/formats';
import { bringAnswers } from '../annotations/bring-answers.js';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import { addBatch } from '../imports/add-batch.js';
import { UNFINISHED_IMPORT } from '../imports/attempts.js';
import { type Taken, takeRecords } from '../imports/take-records.js';
import { withdraw } from '../imports/withdraw.js';
import { readTask } from '../tasks/project-task.js';
import { answerOf, keysOf } from './answers-of.js';
import { matchedOf, type StudioRow, type StudioSystemContext } from './link.js';
import type { StudioClient, StudioTask } from './studio-client.js';
import { contentOf } from './task-content.js';

/** Tasks that are fetched at once. */
const BATCH = 100;

interface Waiting {
  taskId: number;
  recordId: string | null;
  noted: number;
}

/**
 * Fetches what is to be known of tasks of which something was heard, and makes it so here: tasks become records, their annotations
 * answers; what is gone there is taken back. What a webhook said is not believed: it may come from anybody.
 *
 * @returns how many were followed; none where nothing waits
 */
export async function followTasks(
  context: StudioSystemContext,
  link: StudioRow,
  client: StudioClient,
): Promise<number> {
  const { db } = context;
  const waiting = await db.$queryRaw<Waiting[]>`
    SELECT task_id AS "taskId", record_id AS "recordId", noted FROM studio_task
    WHERE link_id = ${link.id} AND noted > seen ORDER BY task_id LIMIT ${BATCH}`;
  if (waiting.length === 0) return 0;
  const { projectId } = link;
  if ((await db.import.count({ where: { projectId, state: { in: UNFINISHED_IMPORT } } })) > 0)
    throw new DomainError('unavailable', 'Records are being imported into the project. Its tasks follow after that.');
  const ids = waiting.map(({ taskId }) => taskId);
  const there = new Map((await client.tasks(link.studioProjectId, ids)).map((task) => [task.id, task]));
  const fresh = waiting.flatMap(({ taskId, recordId }) => (recordId === null ? (there.get(taskId) ?? []) : []));
  const made = await makeRecords(context, link, client, fresh);
  const asked = { ...matchedOf(link), task: await readTask(db, projectId) };
  for (const { taskId, recordId: known, noted } of waiting) {
    const task = there.get(taskId);
    const recordId = known ?? made.records.get(taskId) ?? null;
    await transaction(db, async (tx) => {
      const read = (task?.annotations ?? []).map((one) => answerOf(one, link.id, asked));
      const answers = read.flatMap((one) => ('answer' in one ? [one.answer] : []));
      const brought = { projectId, recordId: recordId ?? '', keys: keysOf(link.id) };
      const isChanged = recordId !== null && (await bringAnswers(tx, brought, answers));
      if (isChanged)
        await tx.studioLink.updateMany({ where: { id: link.id }, data: { labelledAt: await databaseTime(tx) } });
      if (!task) return forgetTask(tx, link, taskId, recordId);
      const problem = made.problems.get(taskId) ?? read.flatMap((one) => ('problem' in one ? [one.problem] : [])).at(0);
      // What was heard meanwhile still waits.
      const where = { linkId: link.id, taskId };
      await tx.studioTask.updateMany({ where, data: { recordId, seen: noted, problem: problem ?? null } });
    });
  }
  await notifyProject(db, projectId);
  return waiting.length;
}

/** It is not there any more. The record that was made of it goes, with its answers kept; one that was here before stays. */
async function forgetTask(
  tx: Transaction,
  { id: linkId, projectId }: StudioRow,
  taskId: number,
  recordId: string | null,
) {
  await tx.studioTask.deleteMany({ where: { linkId, taskId } });
  const own = await tx.record.findFirst({ where: { id: recordId ?? '', externalId: externalIdOf(taskId) } });
  if (own) await withdraw(tx, projectId, [own.id], true);
}

const externalIdOf = (taskId: number) => `ls-${taskId}`;

interface Made {
  /** By the ids of their tasks. */
  records: Map<number, string>;
  problems: Map<number, string>;
}

/** Makes records of tasks; one whose content is here already is that record. */
async function makeRecords(
  context: StudioSystemContext,
  link: StudioRow,
  client: StudioClient,
  tasks: StudioTask[],
): Promise<Made> {
  const { db } = context;
  const { projectId } = link;
  const made: Made = { records: new Map(), problems: new Map() };
  if (tasks.length === 0) return made;
  const reading = { ...matchedOf(link), studio: link, client };
  const brought = tasks.flatMap((task): ImportedRecord[] => {
    const base = { place: String(task.id), externalId: externalIdOf(task.id), metadata: {} };
    try {
      const content = contentOf(task, reading);
      return [{ ...base, content: content.kind === 'image' ? { ...content, read: inWords(content.read) } : content }];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      made.problems.set(task.id, error.detail);
      return [];
    }
  });
  const taken = await takeRecords(context, { projectId, newClasses: false }, brought);
  const how = { labels: 'answers', source: 'Label Studio' } as const;
  const { refused } = await addBatch(context, { projectId, importId: null, how }, taken);
  for (const { place, reason } of refused) made.problems.set(Number(place), reason);
  for (const one of await recordsOf(db, projectId, taken.taken))
    if (!made.problems.has(one.taskId)) made.records.set(one.taskId, one.recordId);
  return made;
}

/** What cannot be fetched leaves its task out, and does not hold up the others. */
const inWords = (read: () => Promise<Uint8Array>) => () =>
  read().catch((error) => {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError('invalid_input', `Its picture cannot be fetched. ${error.detail}`, { cause: error });
  });

async function recordsOf(
  db: Transaction,
  projectId: string,
  taken: Taken[],
): Promise<{ taskId: number; recordId: string }[]> {
  const rows = await db.record.findMany({
    where: {
      projectId,
      OR: [
        { externalId: { in: taken.flatMap(({ externalId }) => externalId ?? []) } },
        { contentHash: { in: taken.map(({ contentHash }) => contentHash) } },
      ],
    },
    select: { id: true, externalId: true, contentHash: true },
    orderBy: { index: 'desc' }, // of several, the first is written last
  });
  const byId = new Map(rows.map(({ id, externalId }) => [externalId, id]));
  const byContent = new Map(rows.map(({ id, contentHash }) => [contentHash, id]));
  return taken.flatMap(({ place, externalId, contentHash }) => {
    const recordId = byId.get(externalId) ?? byContent.get(contentHash);
    return recordId ? [{ taskId: Number(place), recordId }] : [];
  });
}
