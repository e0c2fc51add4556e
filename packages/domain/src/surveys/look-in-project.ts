import type { Survey } from '@querent/contracts';
import type { Db } from '@querent/db';
import type { Key } from './tally-file.js';

const AT_ONCE = 10_000;

interface There {
  externalId: string | null;
  contentHash: string;
}

/**
 * What adding records to a project would do: those are known whose content or id is there, and refused whose id stands for another
 * content. Nothing is written.
 *
 * @param keys of the records, in their order
 */
export async function lookInProject(
  db: Db,
  projectId: string,
  keys: readonly Key[],
): Promise<NonNullable<Survey['inProject']>> {
  const byId = new Map<string, string | null>();
  const hashes = new Set<string>();
  const found = { fresh: 0, known: 0, refused: 0 };
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const part = keys.slice(start, start + AT_ONCE);
    for (const { externalId, contentHash } of await rowsOf(db, projectId, part)) {
      if (externalId !== null) byId.set(externalId, contentHash);
      hashes.add(contentHash);
    }
    for (const key of part) found[outcomeOf(key, byId, hashes)]++;
  }
  return found;
}

function outcomeOf({ externalId, contentHash }: Key, byId: Map<string, string | null>, hashes: Set<string>) {
  const isThere = externalId !== null && byId.has(externalId);
  const own = isThere ? byId.get(externalId) : null;
  // A picture's content is not known before it is decoded: one of the same id is taken to be the same.
  if (isThere && contentHash !== null && own !== null && own !== contentHash) return 'refused';
  if (isThere || (contentHash !== null && hashes.has(contentHash))) return 'known';
  if (externalId !== null) byId.set(externalId, contentHash);
  if (contentHash !== null) hashes.add(contentHash);
  return 'fresh';
}

const rowsOf = (db: Db, projectId: string, keys: readonly Key[]) => {
  const ids = keys.flatMap(({ externalId }) => externalId ?? []);
  const hashes = keys.flatMap(({ contentHash }) => contentHash ?? []);
  return db.$queryRaw<There[]>`
    SELECT external_id AS "externalId", content_hash AS "contentHash" FROM record
    WHERE project_id = ${projectId} AND (external_id = ANY(${ids}) OR content_hash = ANY(${hashes}))`;
};
