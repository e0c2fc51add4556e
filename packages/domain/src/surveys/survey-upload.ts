import {
  type Columns,
  type RecordKind,
  roleIn,
  type Survey,
  type SurveyUpload,
  type TaskKind,
  taskKindOf,
} from '@querent/contracts';
import type { Db } from '@querent/db';
import { chooseImporters, type FileInput, FormatError, getImporter, type Importer, type Look } from '@querent/formats';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { loadTablePreview } from '../context/load-methods.js';
import { DomainError } from '../errors.js';
import { withNotices } from '../imports/notices.js';
import { PLACES_SHOWN } from '../imports/tally.js';
import { readLimits } from '../limits/read-limits.js';
import { countRecords } from '../records/counts.js';
import { likelihoodOf, type ProjectTask, taskSelect, toProjectTask } from '../tasks/project-task.js';
import { getWholeUpload, inboxInput } from '../uploads/whole-upload.js';
import { askedTask, namedClasses } from './asked-task.js';
import { settleRoles } from './choose-roles.js';
import { describeColumns } from './describe-columns.js';
import { findEarlierReading, isReadAs, startFromEarlier } from './earlier-reading.js';
import { inProject, joined, noticesOfAdding } from './in-project.js';
import { count, many, rounded } from './in-words.js';
import { type Judged, noticesOf, problemsOf } from './judge.js';
import { isGiven } from './label-for.js';
import { untallyLabel } from './label-tally.js';
import { lackingColumns } from './lacking-columns.js';
import { beyondLimit } from './left-out.js';
import { lookAndRead } from './look-and-read.js';
import { proposeFeatures } from './propose-features.js';
import { proposeHoldout } from './propose-holdout.js';
import { proposeTask } from './propose-task.js';
import type { ReadFile } from './read-within.js';
import { type Shown, showRecords } from './show-records.js';
import { surveyBudget } from './survey-budget.js';
import { BAD_LABEL, REFUSED_SHOWN, UNREAD_PICTURE } from './tally-file.js';

/** What the records are added to. */
interface IntoProject {
  id: string;
  recordKind: RecordKind;
  recordShape: unknown;
  taskKind: TaskKind;
  task: ProjectTask;
  newClasses: boolean;
  hasBegun: boolean;
  holdout: number;
}

type Wishes = Omit<SurveyUpload, 'projectId'>;

/**
 * What a file seems to be and what would become of it, by reading it as an import does, for two seconds at most. Nothing is
 * stored.
 *
 * @throws forbidden, upload_not_found, upload_unfinished, file_unreadable, encoding_unknown, invalid_input; project_not_found, forbidden
 */
export async function surveyUpload(
  context: Context,
  { uploadId, projectId, ...wishes }: SurveyUpload & { uploadId: string },
): Promise<Survey> {
  const file = await inboxInput(context.inbox, await getWholeUpload(context, uploadId));
  const project = projectId === undefined ? null : await intoProject(context, projectId, wishes.newClasses);
  try {
    return await surveyFile(context.db, file, { ...wishes, project });
  } catch (error) {
    throw error instanceof FormatError ? unreadable(error) : error;
  }
}

async function intoProject({ db, actor }: Context, id: string, newClasses: boolean): Promise<IntoProject> {
  await requireManager(db, actor, id);
  const select = { recordKind: true, recordShape: true, begunAt: true, holdout: true, ...taskSelect };
  const project = await db.project.findUniqueOrThrow({ where: { id }, select });
  const { recordKind, recordShape, taskKind, begunAt, holdout } = project;
  const task = toProjectTask(project);
  return { id, recordKind, recordShape, taskKind, task, newClasses, hasBegun: begunAt !== null, holdout };
}

/** What to do next, where the reader says only what is wrong. */
function unreadable(cause: FormatError): DomainError {
  const { code, message } = cause;
  if (code === 'bad_options') return new DomainError('invalid_input', message, { cause });
  // The form asks for it there, since no survey has a field for it.
  if (code === 'bad_encoding') return new DomainError('encoding_unknown', message, { cause });
  if (code === 'not_this_format') return new DomainError('file_unreadable', message, { cause });
  const next =
    code === 'empty_file' ? 'Choose another one.' : 'Correct the file and bring it again, or read it otherwise.';
  return new DomainError('file_unreadable', `${message} ${next}`, { cause });
}

async function surveyFile(
  db: Db,
  file: FileInput,
  { format, options: given, project, ...wishes }: Wishes & { project: IntoProject | null },
): Promise<Survey> {
  const { looksUntilMs, showsUntilMs, ...budget } = await surveyBudget(project?.recordKind ?? null);
  const importers = await chooseImporters(file);
  const importer = format === undefined ? importers[0] : getImporter(format);
  const start =
    project && given.columns === undefined ? await startFromEarlier(db, project, importer, file, given) : given;
  const roles = settleRoles(start);
  const lookWith = (classes: SurveyUpload['classes'], asksNumber: boolean) =>
    lookAndRead(importer, file, roles.options, {
      into: project && { ...project, looksUntilMs },
      ...budget,
      ...{ asksNumber, classes: namedClasses({ ...wishes, classes }), notClasses: wishes.notClasses ?? null },
    });
  const askOf = ({ labels, columns: seen }: ReadFile) =>
    askedTask(
      proposeTask(labels, { ...found.look.options, columns: found.columns }, project ? undefined : seen),
      labels,
      {
        ...wishes,
        project: project && { kind: project.taskKind, task: project.task.task },
      },
    );
  let found = await lookWith(project ? undefined : wishes.classes, !project && wishes.task === 'numeric');
  // Only the labels tell that a number is asked, which has no classes, and of which words are none.
  const { reasons, labels: seen } = found.read;
  const hasOthers = reasons.has(BAD_LABEL) || seen.words > 0;
  if (hasOthers && !project && wishes.task === undefined && askOf(found.read).kind === 'numeric')
    found = await lookWith(undefined, true);
  const { look, columns, read: tallied } = found;

  const shown = await showRecords(tallied.sample, labelIn(askOf(tallied)), showsUntilMs);
  const within = project && (await inProject(db, project, tallied, shown.refused));
  const read = { ...without(tallied, shown), ...(within && { otherLabels: within.otherLabels }) };
  const asked = askOf(read);
  const { encoder, problem } = await proposeFeatures(shown.contents, likelihoodOf(asked.kind));
  const labels = Object.keys(columns).filter((name) => columns[name] === 'label');
  const judged: Judged = {
    ...{ read, asked, projectKind: project?.recordKind ?? null },
    labelColumn: labels.length === 1 ? labels[0]! : null,
    hasClasses: project !== null || wishes.classes !== undefined,
    newClasses: wishes.newClasses,
    hasHeading: look.options.hasHeading === true,
  };
  const earlier = project && (await findEarlierReading(db, project.id, Object.keys(columns)));
  return {
    format: titled(importer),
    formats: [...new Set([...importers, importer])].map(titled),
    options: { ...look.options, ...(look.columns.length > 0 ? { columns: { ...columns, ...roles.doubled } } : {}) },
    columns: withDoubled(
      describeColumns(look.columns, {
        ...{ ...read, previews: await previewsOf(read, look) },
        ...{ asked, coming: within?.labels ?? null, clashes: within?.clashes.count ?? 0 },
      }),
      roles.doubled,
    ),
    readAs:
      earlier && isReadAs(earlier, columns) ? { name: earlier.name, createdAt: earlier.createdAt.toISOString() } : null,
    recordKind: read.kind,
    records: shown.records,
    counts: {
      ...countsOf(read, within ?? { records: read.read, labels: { labelled: read.labelled } }),
      ...(within ? { refused: within.refused } : {}),
    },
    refused: within ? joined(read.refused, within.reasons) : read.refused,
    copies: read.copies,
    task: { kind: asked.kind, reason: asked.reason },
    classes: asked.classes,
    notClasses: notClassesOf(read),
    range:
      read.labels.numbers > 0 && (read.labels.words === 0 || asked.kind === 'numeric')
        ? { low: read.labels.low, high: read.labels.high }
        : null,
    holdout: proposeHoldout({
      task: asked.kind,
      labelled: ofWhole(read.labelled, read),
      distinct: ofWhole(read.distinct, read),
      declared: ofWhole(read.splits.holdout, read),
      isWhole: read.isWhole,
      project,
    }),
    encoder,
    inProject: within && {
      ...{ fresh: within.fresh, known: within.known, refused: within.refused, taking: within.taking },
      isExact: read.pictures.unlooked === 0,
    },
    problems: [
      ...roles.problems,
      ...(found.problem === null ? problemsOf(judged) : [found.problem]),
      ...(problem === null ? [] : [problem]),
    ],
    notices: [
      ...beyondLimit({
        ...(await limitOf(db, project)),
        fresh: ofWhole(within ? within.fresh + within.beyond : read.read, read),
        isWhole: read.isWhole,
      }),
      ...noticesOf(judged, look.notices),
      ...(within ? noticesOfAdding(within) : []),
      ...(project ? lackingColumns({ columns, earlier, ofRows: columnsOf(project) }) : []),
    ],
  };
}

/** Those that all its records have; none where they are no rows, or there are none yet. */
const columnsOf = ({ recordKind, recordShape }: IntoProject): readonly string[] =>
  recordKind === 'row' ? ((recordShape as { columns: string[] } | null)?.columns ?? []) : [];

const titled = ({ id, title }: Importer) => ({ id, title });
const withDoubled = (columns: Survey['columns'], doubled: Columns) =>
  columns.map((column) => ({ ...column, role: roleIn(doubled, column.name) ?? column.role }));

/** A label as its task reads it; as it stands where it is none. */
const labelIn =
  ({ kind, task }: Pick<ReturnType<typeof askedTask>, 'kind' | 'task'>) =>
  (label: unknown): string => {
    const method = taskKindOf(kind);
    const read = method.read(label, task);
    if ('answer' in read) return method.textOf(read.answer, task);
    return typeof label === 'string' ? label : JSON.stringify(label);
  };

const ofWhole = (number: number, { share }: ReadFile) => Math.round(number / share);

/** The same without records whose picture cannot be read. */
function without(read: ReadFile, { refused, looked }: Pick<Shown, 'refused' | 'looked'>): ReadFile {
  const [first] = refused;
  if (!first) return read;
  const labels = structuredClone(read.labels);
  const splits = { ...read.splits };
  const labelled = refused.filter(({ record }) => isGiven(record.label));
  for (const { record } of labelled) untallyLabel(labels, record.label);
  for (const { record } of refused) if (record.split) splits[record.split]--;
  const named = refused.map(({ record: { place }, reason }) => ({ place, reason }));
  const some = `${count(refused.length)} of the first ${many(looked, 'picture')} cannot be read, such as ${first.record.place}.`;
  const told =
    looked < read.read
      ? {
          notices: withNotices(read.notices, [
            { place: 'file', notice: `${some} The others are looked at when they are imported.` },
          ]),
        }
      : {
          reasons: new Map(read.reasons).set(UNREAD_PICTURE, {
            ...named[0]!,
            count: refused.length,
            places: named.slice(0, PLACES_SHOWN).map(({ place }) => place),
          }),
        };
  return {
    ...{ ...read, labels, splits, ...told },
    read: read.read - refused.length,
    labelled: read.labelled - labelled.length,
    distinct: read.distinct - labelled.length,
    refused: [...read.refused, ...named].slice(0, REFUSED_SHOWN),
    refusedCount: read.refusedCount + refused.length,
  };
}

const notClassesOf = ({ notClasses }: ReadFile): Survey['notClasses'] =>
  [...notClasses.values()].map(({ isProposed, ...one }) => ({
    ...one,
    reason: isProposed ? 'Its name says that there is no label yet.' : '',
  }));

/** @param coming records of the file, each once, and those of them with a label */
const countsOf = (
  read: ReadFile,
  { records, labels: { labelled } }: { records: number; labels: { labelled: number } },
): Survey['counts'] => ({
  isWhole: read.isWhole,
  records: read.isWhole ? records : rounded(ofWhole(records, read)),
  labelled,
  // Among the others may be some whose picture cannot be read.
  unlabelled: Math.max(0, records - labelled),
  ...read.splits,
  refused: read.refusedCount,
});

/** As a project's encoder is asked to take them. */
async function previewsOf({ rows }: ReadFile, { columns, options }: Look) {
  if (rows.length === 0) return [];
  const previewTable = await loadTablePreview();
  const verbatim = columns.filter(({ role }) => role === 'category').map(({ name }) => name);
  const decimal = options.decimal === ',' ? ',' : '.';
  return (await previewTable(rows, { verbatim, decimal })).columns;
}

/** Records that a project may have, and those that it has. */
async function limitOf(db: Db, project: IntoProject | null): Promise<{ most: number; there: number }> {
  const { projectRecords: most } = await readLimits(db);
  return { most, there: project ? (await countRecords(db, [project.id]))(project.id).records : 0 };
}
