import { type Transaction, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { readLimits } from '../limits/read-limits.js';
import { type ProjectTask, readTask } from '../tasks/project-task.js';
import { type Added, keepNew } from './keep-new.js';
import { labelKnown } from './label-known.js';
import { Seen } from './seen.js';
import { sortOut } from './sort-out.js';
import type { Refused, Taken, TakenRecords } from './take-records.js';
import type { Tally } from './tally.js';
import { withdraw } from './withdraw.js';

export interface Target extends Added {
  /** What has been stored there; left out, the database is asked about every record. */
  memory?: Memory;
}

/** Of whoever fills an empty project: what it has stored, as long as nobody else has stored anything. */
export interface Memory {
  seen: Seen;
  /** Index of the project's next record, if it has seen all that are there. */
  nextIndex: number;
}

export const newMemory = (): Memory => ({ seen: new Seen(), nextIndex: 0 });

export interface BatchResult extends Omit<Tally, 'refused'> {
  refused: Refused[];
  /** Index of the first that was added. */
  first: number;
  /** The project can take no more; the rest of the batch was refused. */
  isFull: boolean;
}

/**
 * Adds records that are not there yet, by their id or their content, in one transaction; the others stay as they are.
 *
 * @param keepPlace called in the transaction, to note how far an import has come
 * @throws what `keepPlace` throws
 */
export async function addBatch(
  { db }: Pick<SystemContext, 'db'>,
  { projectId, importId, how, memory }: Target,
  { taken, refused }: TakenRecords,
  keepPlace: (tx: Transaction, result: BatchResult) => Promise<void> = async () => {},
): Promise<BatchResult> {
  const { result, kept, nextIndex } = await transaction(db, async (tx) => {
    const { start, room } = await lockProject(tx, projectId);
    const task = await readTask(tx, projectId);
    const { current, outdated } = sortByClasses(taken, task);
    const seen = memory?.nextIndex === start ? memory.seen : null;
    const { fresh, removed, classes, labels, ...sorted } = await sortOut(tx, projectId, { taken: current, task, seen });
    const kept = fresh.slice(0, Math.max(0, room));
    const beyond = fresh.slice(kept.length);
    await classes.keep(tx, projectId);
    await keepNew(tx, { projectId, importId, how }, start, kept);
    if (removed.length > 0) await withdraw(tx, projectId, removed, false);
    await labelKnown(tx, { projectId, importId, how }, labels);
    const result: BatchResult = {
      added: kept.length,
      known: sorted.known,
      labelled: sorted.labelled,
      differing: sorted.differing,
      restored: removed.length,
      toHoldout: kept.filter(({ split }) => split === 'holdout').length,
      refused: [...refused, ...outdated, ...sorted.refused, ...beyond.map(({ place }) => ({ place, reason: FULL }))],
      first: start,
      isFull: beyond.length > 0,
    };
    await keepPlace(tx, result);
    return { result, kept, nextIndex: start + kept.length };
  });
  // Once it is committed.
  if (memory) remember(memory, kept, nextIndex);
  return result;
}

function remember(memory: Memory, kept: Taken[], nextIndex: number): void {
  if (memory.nextIndex + kept.length !== nextIndex) return;
  memory.nextIndex = nextIndex;
  for (const { externalId, contentHash } of kept) {
    memory.seen.add(contentHash);
    if (externalId !== null) memory.seen.add(externalId);
  }
}

/** Why records beyond what a project may have are refused. */
export const FULL = 'The project has as many records as it can have. An admin can raise that limit.';

/** Those who add at the same time take turns, so that indices and contents are given out once. @returns what is left for them */
async function lockProject(tx: Transaction, projectId: string): Promise<{ start: number; room: number }> {
  const [project] = await tx.$queryRaw<[{ start: number }]>`
    SELECT next_index AS start FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
  return { start: project.start, room: await roomIn(tx, projectId) };
}

/** Records that a project can still take; fewer than none where the limit has been lowered. */
export async function roomIn(db: Transaction, projectId: string): Promise<number> {
  const { _sum: sum } = await db.projectCount.aggregate({ where: { projectId }, _sum: { records: true } });
  const { projectRecords } = await readLimits(db);
  return projectRecords - (sum.records ?? 0);
}

/** Classes may have been archived since the labels were read, before the project was locked. */
function sortByClasses(taken: Taken[], { kind, task }: ProjectTask): { current: Taken[]; outdated: Refused[] } {
  const isOutdated = ({ answered }: Taken) => answered !== null && kind.problemOf(answered.answer, task) !== null;
  const reason = 'Its label names a class that has been archived meanwhile. Correct the label, or use the class again.';
  return {
    current: taken.filter((one) => !isOutdated(one)),
    outdated: taken.filter(isOutdated).map(({ place }) => ({ place, reason })),
  };
}
