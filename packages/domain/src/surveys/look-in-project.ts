import type { Db } from '@querent/db';
import { FULL, roomIn } from '../imports/add-batch.js';
import { ClassNamer } from '../imports/name-classes.js';
import { clash } from '../imports/sort-out.js';
import type { Refused } from '../imports/take-records.js';
import { PLACES_SHOWN } from '../imports/tally.js';
import type { ProjectTask } from '../tasks/project-task.js';
import { addOther, type Key, type OtherLabels, REFUSED_SHOWN } from './tally-file.js';

const AT_ONCE = 10_000;

interface There {
  externalId: string | null;
  contentHash: string;
  isRemoved: boolean;
  answerKey: string | null;
}

interface Found {
  fresh: number;
  known: number;
  refused: number;
  /** Of those refused, the ones that would come in if there were room. */
  beyond: number;
  /** Of those refused, the ones that the file alone would not refuse, and those of them with a label. */
  byProject: { records: number; labelled: number };
  /** Of those refused, the ones whose id stands for another record of the project, and the first of their places. */
  clashes: { count: number; places: string[] };
  /** The first of those refused, and why. */
  reasons: Refused[];
  /** Copies that say something else than their record, be it of the project or of the file. */
  otherLabels: OtherLabels;
}

/** Of the project, and of the records before in the file. */
interface Seen {
  byId: Map<string, { contentHash: string | null; isRemoved: boolean; isOfProject: boolean }>;
  /** With the key of the label; null where there is none. */
  byContent: Map<string, string | null>;
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
  const seen: Seen = { byId: new Map(), byContent: new Map(), classes: new ClassNamer(task) };
  const found: Found = {
    ...{
      fresh: 0,
      known: 0,
      refused: 0,
      beyond: 0,
      byProject: { records: 0, labelled: 0 },
      clashes: { count: 0, places: [] },
    },
    ...{ reasons: [], otherLabels: { count: 0, places: [] } },
  };
  const refuse = ({ place, label }: Key, reason: string, isByFile = false) => {
    found.refused++;
    if (!isByFile) found.byProject.records++;
    if (!isByFile && label !== null) found.byProject.labelled++;
    if (found.reasons.length < REFUSED_SHOWN) found.reasons.push({ place, reason });
  };
  const room = await roomIn(db, projectId);
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const part = keys.slice(start, start + AT_ONCE);
    for (const { externalId, contentHash, isRemoved, answerKey } of await rowsOf(db, projectId, part)) {
      if (externalId !== null) seen.byId.set(externalId, { contentHash, isRemoved, isOfProject: true });
      // Of an earlier part it may have taken a label.
      if (!seen.byContent.has(contentHash)) seen.byContent.set(contentHash, answerKey);
    }
    for (const key of part) {
      const { reason, isKnown, isClash, hasOtherLabel } = outcomeOf(key, seen);
      if (isClash && found.clashes.count++ < PLACES_SHOWN) found.clashes.places.push(key.place);
      if (reason !== undefined) refuse(key, reason, isClash === false);
      else if (isKnown) found.known++;
      else if (found.fresh < room) found.fresh++;
      else {
        found.beyond++;
        refuse(key, FULL);
      }
      if (hasOtherLabel) addOther(found.otherLabels, key);
    }
  }
  return found;
}

interface Outcome {
  /** Why it is refused. */
  reason?: string;
  isKnown?: boolean;
  /** Its id stands for another record, of the project; else of the file. */
  isClash?: boolean;
  /** It says something else than the record of its content, which takes its label where it has none. */
  hasOtherLabel?: boolean;
}

function outcomeOf(key: Key, { byId, byContent, classes }: Seen): Outcome {
  const { externalId, contentHash, label } = key;
  const own = externalId === null ? undefined : byId.get(externalId);
  // A picture's content is not known before it is decoded: one of the same id is taken to be the same.
  if (own && contentHash !== null && own.contentHash !== null && own.contentHash !== contentHash)
    return { reason: clash(externalId!, own.isRemoved), isClash: own.isOfProject };
  const isKnown = own !== undefined || (contentHash !== null && byContent.has(contentHash));
  const before = contentHash === null ? null : (byContent.get(contentHash) ?? null);
  // The label of a copy that nobody needs makes no class.
  const isNeeded = !isKnown || before === null;
  const read = label === null ? null : classes[key.isUnnamed && isNeeded ? 'read' : 'readAsIs'](label);
  if (read && 'problem' in read && isNeeded) return { reason: read.problem };
  const answerKey = read && 'answer' in read ? read.answerKey : null;
  if (externalId !== null && !own) byId.set(externalId, { contentHash, isRemoved: false, isOfProject: false });
  if (contentHash !== null) byContent.set(contentHash, before ?? answerKey);
  return { isKnown, hasOtherLabel: read !== null && before !== null && answerKey !== before };
}

const rowsOf = (db: Db, projectId: string, keys: readonly Key[]) => {
  const ids = keys.flatMap(({ externalId }) => externalId ?? []);
  const hashes = keys.flatMap(({ contentHash }) => contentHash ?? []);
  return db.$queryRaw<There[]>`
    SELECT external_id AS "externalId", content_hash AS "contentHash", removed_at IS NOT NULL AS "isRemoved",
           coalesce((SELECT answer_key FROM oracle_answer WHERE record_id = id),
                    (SELECT answer_key FROM label WHERE record_id = id)) AS "answerKey"
    FROM record
    WHERE project_id = ${projectId} AND (external_id = ANY(${ids}) OR content_hash = ANY(${hashes}))`;
};
