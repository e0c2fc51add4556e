import type { Columns, NotAClass, RecordKind } from '@querent/contracts';
import type { TableRow } from '@querent/core/encoders';
import { FormatError, type Imported, type ImportedRecord, isNotice, isRecord, isRejected } from '@querent/formats';
import { DomainError } from '../errors.js';
import { placeWithLabel } from '../imports/differences.js';
import { withoutNoNumber } from '../imports/no-number.js';
import { leftOutFor, withoutLabel } from '../imports/not-classes.js';
import { type Notice, withNotices } from '../imports/notices.js';
import { PLACES_SHOWN } from '../imports/tally.js';
import { hashOf } from '../records/kinds/hash.js';
import { type Kept, recordKinds } from '../records/kinds/index.js';
import type { ProjectTask } from '../tasks/project-task.js';
import { type ColumnTallies, newColumnTallies, tallyColumns } from './column-tally.js';
import { isGiven, labelFor, NUMBER } from './label-for.js';
import { keyOfLabel, type LabelTally, newLabelTally, tallyLabel } from './label-tally.js';
import { type NamedClasses, type NotClasses, notClassCounter } from './said-classes.js';

export const REFUSED_SHOWN = 100;
/** The code of a reason: the label is none that the task takes. */
export const BAD_LABEL = 'bad_label';
/** The same: there is none, where one is needed. */
export const MISSING_LABEL = 'missing_label';
/** The same: its picture cannot be read. */
export const UNREAD_PICTURE = 'unread_picture';
/** The same: it is to be no class, and its records are not wanted. */
export const LEFT_OUT_LABEL = 'left_out_label';
/** Records of which the first are shown, and by which features are proposed. */
const SAMPLE = 100;
/** Rows by which columns are described as their encoder sees them. */
const ROWS = 2_000;
const CELLS = 40_000;

/** A record that comes in, as far as one knows before its picture is read. */
export interface Coming {
  record: ImportedRecord;
  /** Null of those with a picture: it is decoded where it is shown. */
  kept: Kept | null;
  /** By which contents are equal; null of a picture that was not looked at. */
  contentHash: string | null;
}

/** A record as a project would look for it. */
export interface Key {
  place: string;
  externalId: string | null;
  contentHash: string | null;
  /** Null where it has none. */
  label: unknown;
  /** It names no class, and is to make one. */
  isUnnamed: boolean;
  /** Its id stands twice in the file, for other contents: it is left out, whatever the project has. */
  isRefused: boolean;
}

export interface OtherLabels {
  count: number;
  /** The first of them, with what they say: `line 3 ("b")`. */
  places: string[];
}

/** Counts a copy whose label is another than its record's. */
export function addOther(others: OtherLabels, copy: { place: string; label?: unknown }): undefined {
  others.count++;
  if (others.places.length < PLACES_SHOWN) others.places.push(placeWithLabel(copy));
}

/** Records that are left out for the same. */
export interface Refusals {
  /** Of the first one. */
  place: string;
  reason: string;
  count: number;
  /** The first of them. */
  places: string[];
}

/** What a file was found to be, record by record. */
export interface FileTally {
  /** Of the first record that can be read. */
  kind: RecordKind | null;
  shape: unknown;
  /** Records with a picture, and those of them whose content was not looked at. */
  pictures: { all: number; unlooked: number };
  /** Records that come in, before those that were there before in the file are left out. */
  read: number;
  copies: { exact: number; near: number };
  /** Copies whose label is another than that of the record before, and the first of their places. */
  otherLabels: OtherLabels;
  refused: { place: string; reason: string }[];
  refusedCount: number;
  /** By the code of their reason. */
  reasons: Map<string, Refusals>;
  notices: Notice[];
  splits: { pool: number; holdout: number };
  /** Labels that say that there is no number, where one is asked. */
  noNumbers: OtherLabels;
  /** Labels that are no classes, by what makes names equal: those that were said, and others that are called so. */
  notClasses: NotClasses;
  ids: { twice: number };
  /** Those for which records are left out included. */
  labels: LabelTally;
  /** Records with a label that come in. */
  labelled: number;
  /** Of them, those that differ by more than case and space: a holdout is drawn among them. */
  distinct: number;
  columns: ColumnTallies;
  sample: Coming[];
  rows: TableRow[];
  /** Of every record that was taken, in their order; kept where a project is to be asked. */
  keys: Key[];
}

interface Memory {
  byId: Map<string, string | null>;
  /** With what the record's label is equal by; null where it has none. */
  hashes: Map<string, string | null>;
  nearHashes: Set<string>;
  /** Of records with a label. */
  labelledHashes: Set<string>;
}

export interface TallyOptions {
  columns: Columns;
  into: Into | null;
  /** Of a new project: those that somebody has said to be all. */
  classes?: NamedClasses | null;
  /** A new project is to ask for a number: it takes labels as one that is there does. */
  asksNumber?: boolean;
  /** Labels that are to be no classes; null where nobody has said, and their names do. */
  notClasses?: NotAClass[] | null;
}

/** What records are added to. */
interface Into {
  recordKind: RecordKind;
  /** What all its records have in common, if there is one already. */
  recordShape: unknown;
  task: ProjectTask;
  /** A label that names no class is to make one. */
  newClasses: boolean;
  /** Until then, of `performance.now()`, pictures are decoded, to be compared with those that are there. */
  looksUntilMs: number;
}

/** What is put is thrown away, and called as it would be: a survey stores nothing. */
const NOWHERE = { put: async (bytes: Uint8Array) => hashOf(bytes) };

export const newFileTally = (): FileTally => ({
  ...{ kind: null, shape: null, read: 0, refusedCount: 0, ids: { twice: 0 }, labelled: 0, distinct: 0 },
  pictures: { all: 0, unlooked: 0 },
  ...{
    copies: { exact: 0, near: 0 },
    otherLabels: { count: 0, places: [] },
    noNumbers: { count: 0, places: [] },
    refused: [],
    reasons: new Map(),
    notices: [],
    notClasses: new Map(),
  },
  ...{ splits: { pool: 0, holdout: 0 }, labels: newLabelTally(), columns: newColumnTallies() },
  ...{ sample: [], rows: [], keys: [] },
});

/**
 * Begins to count what a file holds.
 *
 * @returns the counts, which move, and what adds an item to them as an import would take it into an empty project
 */
export function tallyFile({ columns, into, classes = null, asksNumber = false, notClasses = [] }: TallyOptions) {
  const tally = newFileTally();
  const notClass = notClassCounter(tally.notClasses, into?.task.task.classes ?? classes?.classes ?? [], notClasses);
  const task = into?.task ?? (asksNumber ? NUMBER : null);
  const memory: Memory = { byId: new Map(), hashes: new Map(), nearHashes: new Set(), labelledHashes: new Set() };
  return {
    tally,
    async add(item: Imported): Promise<void> {
      if (isNotice(item)) {
        tally.notices = withNotices(tally.notices, [item]);
        return;
      }
      if (isRejected(item)) return refuse(tally, item.place, item.reason, item.code);
      if (!isRecord(item)) return;
      const told = isGiven(item.label) ? notClass(item.label) : null;
      if (told?.records === 'leave-out') {
        tally.kind ??= item.content.kind;
        return refuse(tally, item.place, leftOutFor(told.name), LEFT_OUT_LABEL);
      }
      const said = told ? withoutLabel(item) : item;
      const record = task ? withoutNoNumber(said, task) : said;
      if (record !== said) addOther(tally.noNumbers, said);
      const label = labelFor(record, { task, newClasses: into?.newClasses ?? false, named: classes });
      if ('reason' in label) {
        tally.kind ??= item.content.kind;
        // What the labels are is told all the same: by it one sees that the column is another.
        if (isGiven(record.label)) tallyLabel(tally.labels, record.label, record.place);
        return refuse(tally, record.place, label.reason, isGiven(record.label) ? BAD_LABEL : MISSING_LABEL);
      }
      const coming = await take(tally, record, into);
      if ('reason' in coming) return refuse(tally, record.place, coming.reason, coming.code);
      const isRefused = sortIn(tally, memory, coming, columns) === 'refused';
      if (into) tally.keys.push({ ...keyOf(coming), ...label, isRefused });
    },
  };
}

const keyOf = ({ record: { externalId, place, label = null }, contentHash }: Coming) => ({
  ...{ externalId, contentHash, place, label },
});

function refuse(tally: FileTally, place: string, reason: string, code: string) {
  tally.refusedCount++;
  if (tally.refused.length < REFUSED_SHOWN) tally.refused.push({ place, reason });
  const before = tally.reasons.get(code);
  if (!before) tally.reasons.set(code, { place, reason, count: 1, places: [place] });
  else if (before.count++ < PLACES_SHOWN) before.places.push(place);
}

/** As an import takes it, but for pictures, of which as many are looked at as there is time for. */
async function take(
  tally: FileTally,
  record: ImportedRecord,
  into: TallyOptions['into'],
): Promise<Coming | { reason: string; code: string }> {
  const { content } = record;
  tally.kind ??= content.kind;
  if (into?.recordKind === tally.kind) tally.shape ??= into.recordShape;
  const kind = recordKinds[tally.kind];
  const isPicture =
    content.kind === tally.kind &&
    (content.kind === 'image' || (content.kind === 'vector' && content.image !== undefined));
  if (isPicture) tally.pictures.all++;
  if (isPicture && (!into || performance.now() > into.looksUntilMs)) {
    tally.pictures.unlooked++;
    return { record, kept: null, contentHash: null };
  }
  const code = isPicture ? UNREAD_PICTURE : 'invalid_content';
  try {
    const { shape, ...kept } = await kind.take(content, tally.shape, NOWHERE);
    tally.shape ??= shape;
    return { record, kept: isPicture ? null : kept, contentHash: kept.contentHash };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid_input') return { reason: error.detail, code };
    if (error instanceof FormatError) return { reason: error.message, code };
    throw error;
  }
}

/** Counts a record, unless its content or its id came before: as an import would. */
function sortIn(tally: FileTally, memory: Memory, coming: Coming, columns: Columns): 'refused' | undefined {
  const { record, kept, contentHash } = coming;
  const { externalId, content, label, split, place } = record;
  // A picture that was not looked at is known by its name.
  const hash = contentHash ?? (content.kind === 'image' && content.name !== '' ? `picture ${content.name}` : null);
  if (externalId !== null && memory.byId.has(externalId)) {
    tally.ids.twice++;
    const own = memory.byId.get(externalId);
    if (own === null || own !== hash) {
      const reason = `The id ${JSON.stringify(externalId)} stands for another record before it. Give this one another id.`;
      refuse(tally, place, reason, 'clash');
      return 'refused';
    }
  }
  const labelKey = keyOfLabel(label);
  if (hash !== null && memory.hashes.has(hash)) {
    tally.copies.exact++;
    const own = memory.hashes.get(hash) ?? null;
    if (labelKey === null || labelKey === own) return;
    // A record without a label takes that of its copy, as an import does.
    if (own === null) memory.hashes.set(hash, labelKey);
    return own === null ? tallyOwnLabel(tally, memory, coming) : addOther(tally.otherLabels, record);
  }
  if (externalId !== null) memory.byId.set(externalId, hash);
  if (hash !== null) memory.hashes.set(hash, labelKey);
  if (kept?.nearHash !== undefined) {
    if (memory.nearHashes.has(kept.nearHash)) tally.copies.near++;
    memory.nearHashes.add(kept.nearHash);
  }
  tally.read++;
  if (split) tally.splits[split]++;
  if (isGiven(label)) tallyOwnLabel(tally, memory, coming);
  tallyColumns(tally.columns, record, columns);
  if (tally.sample.length < SAMPLE) tally.sample.push(coming);
  if (content.kind === 'row' && tally.rows.length < Math.max(SAMPLE, Math.min(ROWS, CELLS / content.values.length)))
    tally.rows.push({ kind: 'row', values: Object.fromEntries(content.values) as TableRow['values'] });
}

/** Counts the first label of a record. */
function tallyOwnLabel(
  tally: FileTally,
  { labelledHashes }: Memory,
  { record: { label, place }, kept }: Coming,
): undefined {
  tallyLabel(tally.labels, label, place);
  tally.labelled++;
  if (kept?.nearHash === undefined || !labelledHashes.has(kept.nearHash)) tally.distinct++;
  if (kept?.nearHash !== undefined) labelledHashes.add(kept.nearHash);
}
