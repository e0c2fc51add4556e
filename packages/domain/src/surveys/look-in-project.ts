import type { Survey } from '@querent/contracts';
import type { Db } from '@querent/db';
import { readLabel } from '../imports/take-records.js';
import type { ProjectTask } from '../tasks/project-task.js';
import { keyOfLabel } from './label-tally.js';
import { addOther, type Key, type OtherLabels } from './tally-file.js';

const AT_ONCE = 10_000;

interface There {
  externalId: string | null;
  contentHash: string;
  answerKey: string | null;
}

/** What is there, in the project or further up in the file. */
interface Memory {
  byId: Map<string, { contentHash: string | null }>;
  /** With the key of the label; null where there is none. */
  byContent: Map<string, string | null>;
}

interface InProject {
  found: NonNullable<Survey['inProject']>;
  /** Copies that say something else than their record, be it of the project or of the file. */
  otherLabels: OtherLabels;
}

/**
 * What adding records to a project would do: those are known whose content or id is there, and refused whose id stands for another
 * content. Nothing is written.
 *
 * @param keys of the records, in their order
 */
export async function lookInProject(
  db: Db,
  { id, task }: { id: string; task: ProjectTask },
  keys: readonly Key[],
): Promise<InProject> {
  const memory: Memory = { byId: new Map(), byContent: new Map() };
  const found = { fresh: 0, known: 0, refused: 0 };
  const otherLabels: OtherLabels = { count: 0, places: [] };
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const part = keys.slice(start, start + AT_ONCE);
    for (const { externalId, contentHash, answerKey } of await rowsOf(db, id, part)) {
      if (externalId !== null) memory.byId.set(externalId, { contentHash });
      // Of an earlier part it may have taken a label.
      if (!memory.byContent.has(contentHash)) memory.byContent.set(contentHash, answerKey);
    }
    for (const key of part) {
      const outcome = outcomeOf(key, memory);
      found[outcome]++;
      if (outcome !== 'refused' && key.contentHash !== null && hasOtherLabel(key, key.contentHash, memory, task))
        addOther(otherLabels, key);
    }
  }
  return { found, otherLabels };
}

function outcomeOf({ externalId, contentHash }: Key, { byId, byContent }: Memory) {
  const own = externalId === null ? undefined : byId.get(externalId);
  // A picture's content is not known before it is decoded: one of the same id is taken to be the same.
  if (own && contentHash !== null && own.contentHash !== null && own.contentHash !== contentHash) return 'refused';
  if (own || (contentHash !== null && byContent.has(contentHash))) return 'known';
  if (externalId !== null) byId.set(externalId, { contentHash });
  return 'fresh';
}

/** Whether a record says something else than the one of its content, which takes its label where it has none. */
function hasOtherLabel({ label }: Key, contentHash: string, { byContent }: Memory, task: ProjectTask): boolean {
  const own = byContent.get(contentHash) ?? null;
  const read = label === null ? null : readLabel(label, task);
  // What names no class yet is its own name.
  const key = read && ('answer' in read ? read.answerKey : `new ${keyOfLabel(label)}`);
  if (own === null || key === null) byContent.set(contentHash, own ?? key);
  return own !== null && key !== null && own !== key;
}

const rowsOf = (db: Db, projectId: string, keys: readonly Key[]) => {
  const ids = keys.flatMap(({ externalId }) => externalId ?? []);
  const hashes = keys.flatMap(({ contentHash }) => contentHash ?? []);
  return db.$queryRaw<There[]>`
    SELECT external_id AS "externalId", content_hash AS "contentHash",
           coalesce((SELECT answer_key FROM oracle_answer WHERE record_id = id),
                    (SELECT answer_key FROM label WHERE record_id = id)) AS "answerKey"
    FROM record
    WHERE project_id = ${projectId} AND (external_id = ANY(${ids}) OR content_hash = ANY(${hashes}))`;
};
