import type { Db } from '@querent/db';
import { FULL, roomIn } from '../imports/add-batch.js';
import { MAY_TAKE } from '../imports/label-known.js';
import { ClassNamer } from '../imports/name-classes.js';
import { clash } from '../imports/sort-out.js';
import type { Refused } from '../imports/take-records.js';
import { PLACES_SHOWN } from '../imports/tally.js';
import type { ProjectTask } from '../tasks/project-task.js';
import { type LabelTally, newLabelTally, tallyLabel } from './label-tally.js';
import { addOther, type Key, type OtherLabels, REFUSED_SHOWN } from './tally-file.js';

const AT_ONCE = 10_000;

interface Row {
  externalId: string | null;
  contentHash: string;
  isRemoved: boolean;
  answerKey: string | null;
  isOpen: boolean;
}

/** A record of the project, or one before in the file. */
interface There extends Omit<Row, 'externalId' | 'contentHash'> {
  /** Null of a picture that was not looked at. */
  contentHash: string | null;
  isOfProject: boolean;
  /** Whether the file has it, with a label. */
  isCounted: boolean;
  isLabelCounted: boolean;
}

export interface Found {
  fresh: number;
  known: number;
  refused: number;
  /** Of those refused, the ones that would come in if there were room. */
  beyond: number;
  /** Records that the file brings, be they new or known: each once. */
  records: number;
  /** The labels that they bring, one a record. */
  labels: LabelTally;
  /** Records of the project without a label that take that of a copy. */
  taking: number;
  /** Of those refused, the ones whose id stands for another record of the project, and the first of their places. */
  clashes: { count: number; places: string[] };
  /** The first of those refused, and why. */
  reasons: Refused[];
  /** Copies that say something else than their record, be it of the project or of the file. */
  otherLabels: OtherLabels;
}

/** Of the project, and of the records before in the file. */
interface Seen {
  byId: Map<string, There>;
  byContent: Map<string, There>;
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
    ...{ fresh: 0, known: 0, refused: 0, beyond: 0, records: 0, labels: newLabelTally(), taking: 0 },
    ...{ clashes: { count: 0, places: [] }, reasons: [], otherLabels: { count: 0, places: [] } },
  };
  const refuse = ({ place }: Key, reason: string) => {
    found.refused++;
    if (found.reasons.length < REFUSED_SHOWN) found.reasons.push({ place, reason });
  };
  const room = await roomIn(db, projectId);
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const part = keys.slice(start, start + AT_ONCE);
    for (const row of await rowsOf(db, projectId, part)) addRow(seen, row);
    for (const key of part) {
      const outcome = outcomeOf(key, seen);
      if ('reason' in outcome) {
        if (outcome.isClash && !key.isRefused && found.clashes.count++ < PLACES_SHOWN)
          found.clashes.places.push(key.place);
        refuse(key, outcome.reason);
        continue;
      }
      if (outcome.isKnown) found.known++;
      else if (found.fresh < room) found.fresh++;
      else {
        found.beyond++;
        refuse(key, FULL);
        continue;
      }
      if (outcome.isTaking) found.taking++;
      if (outcome.hasOtherLabel) addOther(found.otherLabels, key);
      count(found, key, outcome.there);
    }
  }
  return found;
}

/** Counts the record that a key stands for, and its first label, once each. */
function count(found: Found, { label, place }: Key, there: There) {
  if (!there.isCounted) found.records++;
  there.isCounted = true;
  if (label === null || there.isLabelCounted) return;
  there.isLabelCounted = true;
  tallyLabel(found.labels, label, place);
}

/** What came with an earlier part stays: it may have taken a label. */
function addRow({ byId, byContent }: Seen, { externalId, ...row }: Row) {
  const there = byContent.get(row.contentHash) ?? {
    ...row,
    isOfProject: true,
    isCounted: false,
    isLabelCounted: false,
  };
  byContent.set(row.contentHash, there);
  if (externalId !== null && !byId.has(externalId)) byId.set(externalId, there);
}

type Outcome =
  | {
      /** Why it is refused. */
      reason: string;
      /** Its id stands for another record of the project. */
      isClash: boolean;
    }
  | {
      /** The record that it is. */
      there: There;
      isKnown: boolean;
      /** A record of the project takes its label. */
      isTaking: boolean;
      /** It says something else than the record of its content. */
      hasOtherLabel: boolean;
    };

function outcomeOf(key: Key, { byId, byContent, classes }: Seen): Outcome {
  const { externalId, contentHash, label } = key;
  const own = externalId === null ? undefined : byId.get(externalId);
  // Of a picture that was not looked at, one of the same id is taken to be the same.
  if (own && contentHash !== null && own.contentHash !== null && own.contentHash !== contentHash)
    return { reason: clash(externalId!, own.isRemoved), isClash: own.isOfProject };
  const same = own ?? (contentHash === null ? undefined : byContent.get(contentHash));
  // The label of a copy that nobody needs makes no class.
  const isNeeded = !same || same.isOpen;
  const read = label === null ? null : classes[key.isUnnamed && isNeeded ? 'read' : 'readAsIs'](label);
  if (read && 'problem' in read && isNeeded) return { reason: read.problem, isClash: false };
  const answerKey = read && 'answer' in read ? read.answerKey : null;
  if (!same) {
    const there = {
      ...{ contentHash, answerKey, isRemoved: false, isOpen: answerKey === null },
      ...{ isOfProject: false, isCounted: false, isLabelCounted: false },
    };
    if (externalId !== null) byId.set(externalId, there);
    if (contentHash !== null) byContent.set(contentHash, there);
    return { there, isKnown: false, isTaking: false, hasOtherLabel: false };
  }
  const takes = same.isOpen && answerKey !== null;
  if (takes) Object.assign(same, { answerKey, isOpen: false });
  const hasOtherLabel = read !== null && (answerKey === null || answerKey !== same.answerKey);
  return { there: same, isKnown: true, isTaking: takes && same.isOfProject, hasOtherLabel };
}

const rowsOf = (db: Db, projectId: string, keys: readonly Key[]) => {
  const ids = keys.flatMap(({ externalId }) => externalId ?? []);
  const hashes = keys.flatMap(({ contentHash }) => contentHash ?? []);
  return db.$queryRaw<Row[]>`
    SELECT external_id AS "externalId", content_hash AS "contentHash", removed_at IS NOT NULL AS "isRemoved",
           coalesce((SELECT answer_key FROM oracle_answer WHERE record_id = id),
                    (SELECT answer_key FROM label WHERE record_id = id)) AS "answerKey",
           ${MAY_TAKE} AS "isOpen"
    FROM record
    WHERE project_id = ${projectId} AND (external_id = ANY(${ids}) OR content_hash = ANY(${hashes}))`;
};
