import type { Transaction } from '@querent/db';
import type { BroughtLabel } from '../labels/settle-label.js';
import type { ProjectTask } from '../tasks/project-task.js';
import { differencesIn, type Known, type There } from './differences.js';
import { lockUnasked } from './label-known.js';
import { ClassNamer } from './name-classes.js';
import type { Seen } from './seen.js';
import type { Answered, Refused, Taken } from './take-records.js';
import type { Differing } from './tally.js';

export interface Sorted {
  fresh: Taken[];
  known: number;
  differing: Differing;
  /** Ids of rows that come back. */
  removed: string[];
  /** Of rows that had none, and how many records take one from a copy with those that are new. */
  labels: BroughtLabel[];
  labelled: number;
  refused: Refused[];
  /** What labels have made, to be kept with their records. */
  classes: ClassNamer;
}

/**
 * What is there already, and what is new. Call it with the project locked.
 *
 * @param seen of a project all of whose records it has seen
 */
export async function sortOut(
  tx: Transaction,
  projectId: string,
  { taken, task, seen }: { taken: Taken[]; task: ProjectTask; seen: Seen | null },
): Promise<Sorted> {
  const rows = await findThere(tx, projectId, seen ? taken.filter((one) => mayBeThere(one, seen)) : taken);
  const byId = new Map(rows.flatMap((row) => (row.externalId === null ? [] : [[row.externalId, row] as const])));
  const byContent = new Map(rows.map((row) => [row.contentHash, row]));
  const classes = new ClassNamer(task);
  const fresh = new Fresh();
  const refused: Refused[] = [];
  const removed = new Set<string>();
  const known: Known[] = [];
  const labels = new Map<There, Answered>();
  for (const one of taken) {
    const own = one.externalId === null ? undefined : (byId.get(one.externalId) ?? fresh.called(one.externalId));
    if (own && own.contentHash !== one.contentHash) {
      refused.push({ place: one.place, reason: clash(one.externalId!, own.removedAt !== null) });
      continue;
    }
    const same = own ?? byContent.get(one.contentHash) ?? fresh.of(one.contentHash);
    // The label of a copy that nobody needs makes no class.
    const mayMake = !same || same.isOpen;
    const read = one.isUnnamed ? classes[mayMake ? 'read' : 'readAsIs'](one.label) : one.answered;
    if (read && 'problem' in read && mayMake) {
      refused.push({ place: one.place, reason: read.problem });
      continue;
    }
    const answered = read && 'answer' in read ? read : null;
    if (!same) {
      fresh.add({ ...one, answered });
      continue;
    }
    if (same.isOpen && answered) {
      labels.set(same, answered);
      Object.assign(same, { answerKey: answered.answerKey, isOpen: false });
    }
    const comesBack = same.removedAt !== null && !removed.has(same.id);
    if (comesBack) removed.add(same.id);
    known.push({ one: { ...one, answered }, there: same, comesBack });
  }
  return {
    fresh: fresh.listWith(labels),
    known: known.filter(({ comesBack }) => !comesBack).length,
    differing: differencesIn(known),
    removed: [...removed],
    labels: [...labels].flatMap(([{ id }, label]) => (id === '' ? [] : [{ recordId: id, ...label }])),
    labelled: labels.size,
    refused,
    classes,
  };
}

const mayBeThere = ({ externalId, contentHash }: Taken, seen: Seen) =>
  seen.mayHave(contentHash) || (externalId !== null && seen.mayHave(externalId));

/** The new ones of a batch, among which others may stand again. */
class Fresh {
  readonly #list: { one: Taken; there: There }[] = [];
  readonly #byId = new Map<string, There>();
  readonly #byContent = new Map<string, There>();

  add(one: Taken): void {
    const there = asThere(one);
    this.#list.push({ one, there });
    if (one.externalId !== null) this.#byId.set(one.externalId, there);
    this.#byContent.set(one.contentHash, there);
  }

  called = (externalId: string) => this.#byId.get(externalId);
  of = (contentHash: string) => this.#byContent.get(contentHash);

  /** All of them, those without a label with that of a copy. */
  listWith = (labels: Map<There, Answered>): Taken[] =>
    this.#list.map(({ one, there }) => ({ ...one, answered: labels.get(there) ?? one.answered }));
}

function asThere({ externalId, contentHash, split, answered }: Taken): There {
  const answerKey = answered?.answerKey ?? null;
  return {
    ...{ id: '', externalId, contentHash, removedAt: null, split: split ?? 'pool' },
    ...{ answerKey, isOpen: answerKey === null },
  };
}

/**
 * Looked up one by one in their indexes: of a table that has just been filled the database knows too little to choose between
 * that and reading all of it.
 */
async function findThere(tx: Transaction, projectId: string, taken: Taken[]): Promise<There[]> {
  if (taken.length === 0) return [];
  const ids = taken.flatMap(({ externalId }) => externalId ?? []);
  const hashes = taken.map(({ contentHash }) => contentHash);
  const rows = await tx.$queryRaw<Omit<There, 'isOpen'>[]>`
    SELECT id, external_id AS "externalId", content_hash AS "contentHash", removed_at AS "removedAt", split,
           coalesce((SELECT answer_key FROM oracle_answer WHERE record_id = id),
                    (SELECT answer_key FROM label WHERE record_id = id)) AS "answerKey"
    FROM (SELECT found.* FROM unnest(${ids}::text[]) AS given (external_id) CROSS JOIN LATERAL
            (SELECT * FROM record WHERE project_id = ${projectId} AND external_id = given.external_id OFFSET 0) found
          UNION ALL
          SELECT found.* FROM unnest(${hashes}::text[]) AS given (content_hash) CROSS JOIN LATERAL
            (SELECT * FROM record WHERE content_hash = given.content_hash OFFSET 0) found) there
    WHERE project_id = ${projectId}`;
  const labelled = new Set(
    taken.flatMap(({ contentHash, label }) => (label === undefined || label === null ? [] : contentHash)),
  );
  const without = rows.filter((row) => row.answerKey === null && labelled.has(row.contentHash));
  const unasked = await lockUnasked(tx, [...new Set(without.map(({ id }) => id))]);
  // One object a record, however often it was found: what it takes is taken once.
  const byId = new Map(rows.map((row) => [row.id, { ...row, isOpen: unasked.has(row.id) }]));
  return [...byId.values()];
}

/** Why a record cannot come in whose id another one has. */
export const clash = (id: string, isRemoved: boolean): string =>
  `The id "${id}" stands for another record already${isRemoved ? ', which has been removed but keeps its answers' : ''}. Give this one another id.`;
