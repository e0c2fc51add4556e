import type { Db } from '@querent/db';
import { FULL, roomIn } from '../imports/add-batch.js';
import { ClassNamer } from '../imports/name-classes.js';
import { clash } from '../imports/sort-out.js';
import type { Refused } from '../imports/take-records.js';
import type { ProjectTask } from '../tasks/project-task.js';
import { type Key, REFUSED_SHOWN } from './tally-file.js';

const AT_ONCE = 10_000;

interface There {
  externalId: string | null;
  contentHash: string;
  isRemoved: boolean;
}

interface Found {
  fresh: number;
  known: number;
  refused: number;
  /** The first of those refused, and why. */
  reasons: Refused[];
}

/** Of the project, and of the records before in the file. */
interface Seen {
  byId: Map<string, Pick<There, 'isRemoved'> & { contentHash: string | null }>;
  hashes: Set<string>;
  classes: ClassNamer;
}

/**
 * What adding records to a project would do: those are known whose content or id is there, and refused whose id stands for another
 * content, whose label cannot make a class, or for which there is no room. Nothing is written.
 *
 * @param keys of the records, in their order; those whose label the project does not take are none of them
 */
export async function lookInProject(
  db: Db,
  { id: projectId, task }: { id: string; task: ProjectTask },
  keys: readonly Key[],
): Promise<Found> {
  const seen: Seen = { byId: new Map(), hashes: new Set(), classes: new ClassNamer(task) };
  const found: Found = { fresh: 0, known: 0, refused: 0, reasons: [] };
  const refuse = (place: string, reason: string) => {
    found.refused++;
    if (found.reasons.length < REFUSED_SHOWN) found.reasons.push({ place, reason });
  };
  const room = await roomIn(db, projectId);
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const part = keys.slice(start, start + AT_ONCE);
    for (const { externalId, contentHash, isRemoved } of await rowsOf(db, projectId, part)) {
      if (externalId !== null) seen.byId.set(externalId, { contentHash, isRemoved });
      seen.hashes.add(contentHash);
    }
    for (const key of part) {
      const outcome = outcomeOf(key, seen);
      if (typeof outcome === 'object') refuse(key.place, outcome.reason);
      else if (outcome === 'fresh' && found.fresh >= room) refuse(key.place, FULL);
      else found[outcome]++;
    }
  }
  return found;
}

function outcomeOf(key: Key, { byId, hashes, classes }: Seen): 'fresh' | 'known' | { reason: string } {
  const { externalId, contentHash, unnamed } = key;
  const own = externalId === null ? undefined : byId.get(externalId);
  // A picture's content is not known before it is decoded: one of the same id is taken to be the same.
  if (own && contentHash !== null && own.contentHash !== null && own.contentHash !== contentHash)
    return { reason: clash(externalId!, own.isRemoved) };
  if (own || (contentHash !== null && hashes.has(contentHash))) return 'known';
  if (unnamed) {
    const read = classes.read(unnamed.label);
    if ('problem' in read) return { reason: read.problem };
  }
  if (externalId !== null) byId.set(externalId, { contentHash, isRemoved: false });
  if (contentHash !== null) hashes.add(contentHash);
  return 'fresh';
}

const rowsOf = (db: Db, projectId: string, keys: readonly Key[]) => {
  const ids = keys.flatMap(({ externalId }) => externalId ?? []);
  const hashes = keys.flatMap(({ contentHash }) => contentHash ?? []);
  return db.$queryRaw<There[]>`
    SELECT external_id AS "externalId", content_hash AS "contentHash", removed_at IS NOT NULL AS "isRemoved" FROM record
    WHERE project_id = ${projectId} AND (external_id = ANY(${ids}) OR content_hash = ANY(${hashes}))`;
};
