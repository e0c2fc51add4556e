import type { Split } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import type { ProjectTask } from '../tasks/project-task.js';
import { ClassNamer } from './name-classes.js';
import type { Seen } from './seen.js';
import { type Refused, readLabel, type Taken } from './take-records.js';
import type { Differing } from './tally.js';

interface There {
  id: string;
  externalId: string | null;
  contentHash: string;
  removedAt: Date | null;
  split: Split;
  answerKey: string | null;
}
interface Known {
  one: Taken;
  there: There;
}

export interface Sorted {
  fresh: Taken[];
  known: number;
  differing: Differing;
  /** Ids of rows that come back. */
  removed: string[];
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
  for (const one of taken) {
    const own = one.externalId === null ? undefined : (byId.get(one.externalId) ?? fresh.called(one.externalId));
    if (own && own.contentHash !== one.contentHash) {
      refused.push({ place: one.place, reason: clash(one.externalId!, own.removedAt !== null) });
      continue;
    }
    const same = own ?? byContent.get(one.contentHash) ?? fresh.of(one.contentHash);
    if (same) {
      if (same.removedAt && !removed.has(same.id)) removed.add(same.id);
      else known.push({ one: one.isUnnamed ? named(one, task) : one, there: same });
      continue;
    }
    const read = one.isUnnamed ? classes.read(one.label) : one.answered;
    if (read && 'problem' in read) {
      refused.push({ place: one.place, reason: read.problem });
      continue;
    }
    fresh.add(one.isUnnamed ? { ...one, answered: read } : one);
  }
  return {
    fresh: fresh.list,
    known: known.length,
    differing: differencesIn(known),
    removed: [...removed],
    refused,
    classes,
  };
}

/** Of a class that has been made since the label was read. */
function named(one: Taken, task: ProjectTask): Taken {
  const read = readLabel(one.label, task);
  return 'answer' in read ? { ...one, answered: read, isUnnamed: false } : one;
}

const mayBeThere = ({ externalId, contentHash }: Taken, seen: Seen) =>
  seen.mayHave(contentHash) || (externalId !== null && seen.mayHave(externalId));

/** The new ones of a batch, among which others may stand again. */
class Fresh {
  readonly list: Taken[] = [];
  readonly #byId = new Map<string, Taken>();
  readonly #byContent = new Map<string, Taken>();

  add(one: Taken): void {
    this.list.push(one);
    if (one.externalId !== null) this.#byId.set(one.externalId, one);
    this.#byContent.set(one.contentHash, one);
  }

  called = (externalId: string) => asThere(this.#byId.get(externalId));
  of = (contentHash: string) => asThere(this.#byContent.get(contentHash));
}

function asThere(one: Taken | undefined): There | undefined {
  if (!one) return undefined;
  const { externalId, contentHash, split, answered } = one;
  const answerKey = answered?.answerKey ?? null;
  return { id: '', externalId, contentHash, removedAt: null, split: split ?? 'pool', answerKey };
}

/**
 * Looked up one by one in their indexes: of a table that has just been filled the database knows too little to choose between
 * that and reading all of it.
 */
async function findThere(tx: Transaction, projectId: string, taken: Taken[]): Promise<There[]> {
  if (taken.length === 0) return [];
  const ids = taken.flatMap(({ externalId }) => externalId ?? []);
  const hashes = taken.map(({ contentHash }) => contentHash);
  return tx.$queryRaw<There[]>`
    SELECT id, external_id AS "externalId", content_hash AS "contentHash", removed_at AS "removedAt", split,
           coalesce((SELECT answer_key FROM oracle_answer WHERE record_id = id),
                    (SELECT answer_key FROM label WHERE record_id = id)) AS "answerKey"
    FROM (SELECT found.* FROM unnest(${ids}::text[]) AS given (external_id) CROSS JOIN LATERAL
            (SELECT * FROM record WHERE project_id = ${projectId} AND external_id = given.external_id OFFSET 0) found
          UNION ALL
          SELECT found.* FROM unnest(${hashes}::text[]) AS given (content_hash) CROSS JOIN LATERAL
            (SELECT * FROM record WHERE content_hash = given.content_hash OFFSET 0) found) there
    WHERE project_id = ${projectId}`;
}

function differencesIn(known: Known[]): Differing {
  const count = (differs: (pair: Known) => boolean) => known.filter(differs).length;
  return {
    ids: count(({ one, there }) => one.externalId !== null && one.externalId !== there.externalId),
    labels: count(
      ({ one, there }) => one.isUnnamed || (one.answered !== null && one.answered.answerKey !== there.answerKey),
    ),
    splits: count(({ one, there }) => Boolean(one.split) && one.split !== there.split),
  };
}

/** Why a record cannot come in whose id another one has. */
export const clash = (id: string, isRemoved: boolean): string =>
  `The id "${id}" stands for another record already${isRemoved ? ', which has been removed but keeps its answers' : ''}. Give this one another id.`;
