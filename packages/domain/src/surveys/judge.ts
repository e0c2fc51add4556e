import {
  classNamed,
  foldName,
  MOST_CLASSES,
  NewClass,
  type RecordKind,
  recordKindOf,
  TOO_MANY_CLASSES,
  taskKindOf,
} from '@querent/contracts';
import type { Noticed } from '@querent/formats';
import { noteOnLabels } from '../imports/notes.js';
import { NOTICES_SHOWN, noticeInWords, placesInWords, withNotices } from '../imports/notices.js';
import { isDoubtful } from '../imports/unlabelled-names.js';
import type { AskedTask } from './asked-task.js';
import { count, listed, many, percent, placesIn, quoted } from './in-words.js';
import { FEW, leftOutOf } from './left-out.js';
import { problemsOfTask } from './propose-task.js';
import type { ReadFile } from './read-within.js';
import { BAD_LABEL, LEFT_OUT_LABEL, MISSING_LABEL, type OtherLabels, type Refusals } from './tally-file.js';

export interface Judged {
  read: ReadFile;
  asked: AskedTask;
  /** That all labels stand in, if they do. */
  labelColumn: string | null;
  /** Of the project that the records are added to. */
  projectKind: RecordKind | null;
  /** Names of classes were given, by a person or by the project. */
  hasClasses: boolean;
  /** Of a table: its first row names the columns. */
  hasHeading: boolean;
  /** Labels of records that are added make new ones. */
  newClasses: boolean;
}

/** A class of so many of the labels is worth a word. */
const NEARLY_ALL = 0.95;

/** What has to be changed before records can be stored, each with what to do next. */
export function problemsOf({
  read,
  asked,
  labelColumn,
  projectKind,
  hasClasses,
  newClasses,
  hasHeading,
}: Judged): string[] {
  const { kind, reasons, labels, refusedCount } = read;
  const unequal = reasons.get('rows_differ');
  const noNumbers = reasons.get('not_a_number');
  const seen = read.read + refusedCount;
  const isOther = projectKind !== null && kind !== null && kind !== projectKind;
  return [
    ...(isOther ? [otherKind(kind, projectKind)] : read.read === 0 ? [noRecord(read, hasHeading)] : []),
    ...(unequal ? [`${unequal.place}: ${unequal.reason}`] : []),
    ...(noNumbers && noNumbers.count > FEW * seen && read.read > 0 ? [withoutNumber(noNumbers, seen)] : []),
    // What the task of a project does not take is left out of what is added, and told record by record.
    ...(labels.labelled > 0 && projectKind === null ? problemsOfTask(asked.kind, labels, labelColumn) : []),
    ...(asked.kind === 'numeric' ? [] : problemsOfClasses(asked, read, { hasClasses, newClasses, projectKind })),
  ];
}

const HEADING_ONLY =
  'The file holds a heading and no record under it. Bring one with records; if its first row is a record, say so where it is told how the file is read.';

const otherKind = (kind: RecordKind, wanted: RecordKind) =>
  `The file holds ${recordKindOf(kind).plural}, and the records of this project are ${recordKindOf(wanted).plural}. Give the columns other roles, or make a new project of this file.`;

function noRecord({ refused: [first], refusedCount, reasons }: ReadFile, hasHeading: boolean): string {
  if (!first) return hasHeading ? HEADING_ONLY : 'The file holds no records. Choose another one.';
  const ofLabels = [BAD_LABEL, LEFT_OUT_LABEL, MISSING_LABEL].reduce(
    (sum, code) => sum + (reasons.get(code)?.count ?? 0),
    0,
  );
  if (ofLabels === refusedCount)
    return `No record can be added, for its label. The first, ${first.place}: ${first.reason}`;
  if (reasons.get('missing_number')?.count === refusedCount)
    return `No record can be read: in each there is no number where one is to be. The first, ${first.place}: ${first.reason} ${FILL}`;
  if (refusedCount === 1) return `The one record there is cannot be read. ${first.place}: ${first.reason}`;
  return `None of the ${count(refusedCount)} records can be read. The first, ${first.place}: ${first.reason}`;
}

const FILL = 'Replace NaN and infinity in the file by numbers (in NumPy: nan_to_num), or take such records out of it.';

const missingNumber = ({ reason, count: found, places }: Refusals, seen: number) =>
  `${count(found)} of ${many(seen, 'record')} ${found === 1 ? 'has' : 'have'} NaN, infinity or nothing where a number is to be, and ${found === 1 ? 'is' : 'are'} left out: ${placesIn(places, found)}. The first: ${reason} ${FILL}`;

/** That some labels say that there is no number. */
const noNumbersIn = ({ count: found, places }: OtherLabels) =>
  `${many(found, 'label says', 'labels say')} that there is no number: ${placesInWords(places, found)}. ${found === 1 ? 'Its record comes' : 'Their records come'} in without one, to be asked about.`;

const badLabels = ({ count: found, places }: Refusals, refused: ReadFile['refused']) => {
  const reasons = places.map((place) => refused.find((one) => one.place === place)?.reason);
  const first = places.flatMap((place, at) =>
    reasons[at] === undefined || reasons.indexOf(reasons[at]) < at ? [] : `${place}: ${reasons[at]}`,
  );
  return `${many(found, 'record has a label', 'records have labels')} that this project does not take, and ${found === 1 ? 'is' : 'are'} left out. ${first.join(' ')}`;
};

const withoutNumber = ({ place, reason, count: found }: Refusals, seen: number) =>
  `${count(found)} of ${many(seen, 'record')} ${found === 1 ? 'has' : 'have'} words where a number is to be, the first at ${place}: ${reason} Give the column another role, such as category, or correct them.`;

/** Records that are added make classes, or are left out, each by itself: only of too many something is to be said before. */
function problemsOfClasses(
  { kind, classes }: AskedTask,
  { labels, isWhole }: ReadFile,
  { hasClasses, newClasses, projectKind }: Pick<Judged, 'hasClasses' | 'newClasses' | 'projectKind'>,
): string[] {
  const isAdded = projectKind !== null;
  if (isAdded ? !newClasses : labels.labelled === 0 && !hasClasses) return [];
  const names = hasClasses ? classes.map(({ name }) => name) : [...labels.names.values()].map(({ name }) => name);
  if (labels.hasMoreNames || names.length > MOST_CLASSES)
    return [
      `The labels name ${labels.hasMoreNames ? 'more than ' : ''}${count(names.length)} classes. ${TOO_MANY_CLASSES}: choose another column as the label, or ask for a number.`,
    ];
  if (isAdded) return [];
  const { leastClasses, title } = taskKindOf(kind);
  const unfit = names.flatMap((name) => {
    const { success, error } = NewClass.shape.name.safeParse(name);
    return success ? [] : [`The label ${quoted(name)} cannot be the name of a class: ${error.issues[0]!.message}.`];
  });
  const isTwice = hasClasses && new Set(names.map(foldName)).size < names.length;
  const few = names.length < leastClasses && (isWhole || hasClasses);
  return [
    ...unfit.slice(0, 3),
    ...(isTwice ? ['Two classes have one name. Give each a name of its own.'] : []),
    ...(few && names.length > 0
      ? [
          `There is one class only, ${quoted(names[0])}, and "${title}" needs at least ${leastClasses}. Add the others, or choose another column as the label.`,
        ]
      : []),
    ...(few && names.length === 0 && hasClasses
      ? [`"${title}" needs at least ${many(leastClasses, 'class', 'classes')}. Type their names.`]
      : []),
  ];
}

/** What is to be known, and hinders nothing. @param looked what the reader said when it looked at the file */
export function noticesOf(
  { read, asked, hasClasses, newClasses, projectKind }: Judged,
  looked: readonly Noticed[],
): string[] {
  const { copies, otherLabels, reasons, notices, refused, refusedCount } = read;
  const isRefused = (place: string) => refused.some((one) => one.place === place);
  const isSaid = ({ place, notice }: Noticed) => notices.some((one) => one.notice === notice) || isRefused(place);
  const leftOut = leftOutOf(read);
  const ofReader = withNotices(
    [],
    looked.filter((one) => !isSaid(one)),
  );
  const said = [...ofReader, ...notices.filter(({ places: [place] }) => leftOut.length === 0 || !isRefused(place!))];
  const noNumbers = reasons.get('not_a_number');
  const [missing, bad] = [reasons.get('missing_number'), reasons.get(BAD_LABEL)];
  const seen = read.read + refusedCount;
  return [
    ...leftOut,
    ...said.slice(0, NOTICES_SHOWN).map(noticeInWords),
    ...(copies.exact > 0
      ? [
          `${many(copies.exact, 'record has', 'records have')} the content of one before and ${copies.exact === 1 ? 'does' : 'do'} not come in: a content is asked about once.`,
        ]
      : []),
    ...(otherLabels.count > 0
      ? [`${noteOnLabels(otherLabels.count, otherLabels.places)} Correct the file first where the copies are right.`]
      : []),
    ...(copies.near > 0
      ? [
          `${many(copies.near, 'record differs', 'records differ')} from one before in case or space only, and ${copies.near === 1 ? 'comes' : 'come'} in.`,
        ]
      : []),
    ...unlookedOf(read, projectKind !== null),
    ...(noNumbers && noNumbers.count <= FEW * seen ? [withoutNumber(noNumbers, seen)] : []),
    ...(missing && read.read > 0 ? [missingNumber(missing, seen)] : []),
    ...(read.noNumbers.count > 0 ? [noNumbersIn(read.noNumbers)] : []),
    ...(bad && asked.kind === 'numeric' ? [badLabels(bad, refused)] : []),
    ...noticesOfUnlabelled(read),
    ...(asked.kind !== 'numeric'
      ? noticesOfClasses(asked, read, { hasClasses, newClasses, projectKind })
      : projectKind === null
        ? noticesOfNumbers(asked, read)
        : []),
  ];
}

/** Of pictures that were not compared, that copies among them are found later. */
function unlookedOf({ pictures: { all, unlooked }, read }: ReadFile, isAdded: boolean): string[] {
  if (unlooked === 0 || (read < 2 && !isAdded)) return [];
  const compared =
    isAdded &&
    `Of ${many(all, 'picture')} that were read, ${unlooked < all ? `the first ${count(all - unlooked)}` : 'none'}`;
  return [
    compared
      ? `${compared} could be compared with those of the project in the time there is. Among the others may be some that are there already: they do not come in.`
      : 'Copies among the pictures are found when they are imported, and do not come in.',
  ];
}

/** Labels that are taken for none, because of what they are called. */
const noticesOfUnlabelled = ({ notClasses }: ReadFile): string[] =>
  [...notClasses.values()]
    .filter(({ isProposed }) => isProposed)
    .map(
      ({ name, count: records }) =>
        `${quoted(name)} is taken for no class, since its name says that there is no label yet: ${many(records, 'record comes', 'records come')} in without one, to be asked about.`,
    );

/** Numbers that the task does not take. */
function noticesOfNumbers({ task }: AskedTask, { labels }: ReadFile): string[] {
  const ends = labels.numbers > 0 ? [labels.low, labels.high] : [];
  const outside = ends.flatMap((value) => taskKindOf('numeric').problemOf({ value }, task) ?? []);
  return outside.slice(0, 1).map((problem) => `Records with such a label are refused: ${problem}`);
}

const inOne = ({ name, otherwise }: { name: string; otherwise: string[] }) =>
  `${quoted(name)} (also written ${listed(otherwise.map(quoted))})`;

function noticesOfClasses(
  { kind, task, classes }: AskedTask,
  { labels }: ReadFile,
  { hasClasses, newClasses, projectKind }: Pick<Judged, 'hasClasses' | 'newClasses' | 'projectKind'>,
): string[] {
  const [common] = [...classes].sort((a, b) => b.count - a.count);
  const isNearlyAll =
    common && classes.length > 1 && common.count >= NEARLY_ALL * labels.labelled && labels.labelled > 0;
  const unknown = hasClasses
    ? [...labels.names.values()].filter(({ name }) => classNamed(name, task.classes) === null)
    : [];
  const records = unknown.reduce((sum, one) => sum + one.count, 0);
  const doubtful = hasClasses ? [] : classes.filter(({ name }) => isDoubtful(name));
  const otherwise = projectKind === null ? '' : ', unless labels may make new classes';
  const twofold = [...labels.names.values()].filter(({ otherwise }) => otherwise.length > 0);
  return [
    ...(twofold.length > 0
      ? [
          `Labels that differ only in case, or in the space around them, are one class: ${listed(twofold.map(inOne))}. Correct the file where they are not.`,
        ]
      : []),
    ...(isNearlyAll && kind === 'single_choice'
      ? [
          `${percent(common.count, labels.labelled)} of the labels are ${quoted(common.name)}. A model that always says so is right as often: look at figures by class.`,
        ]
      : []),
    ...(unknown.length > 0
      ? [
          `${many(records, 'label names', 'labels name')} what is no class here: ${listed(unknown.map(({ name }) => quoted(name)))}. ${newClasses ? 'They become classes.' : `Records with such a label are left out${otherwise}.`}`,
        ]
      : []),
    ...doubtful.map(
      ({ name }) =>
        `${quoted(name)} is taken for a class. Where it means that there is no answer yet, remove it from the classes: its records are asked about then.`,
    ),
  ];
}
