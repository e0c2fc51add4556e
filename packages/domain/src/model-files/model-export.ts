import { createHash } from 'node:crypto';
import { type ExportForm, ExportForm as Forms, type ModelExport, ModelInput, TaskSettings } from '@querent/contracts';
import type { Prisma, Transaction } from '@querent/db';
import type { Context } from '../context/context.js';
import { loadEncoders } from '../context/load-methods.js';
import { plainName } from '../exports/file-name.js';
import { classIdsOf } from '../models/judged.js';
import { getModelRow, isOutside } from '../models/model.js';
import type { CountedRow } from '../queue/attempt.js';
import { readTask } from '../tasks/project-task.js';
import { examplesOf } from './examples.js';

export type ExportRow = Prisma.ModelExportGetPayload<object>;

/** States of a file that waits for a worker, or has one. */
export const UNFINISHED_EXPORT: ExportRow['state'][] = ['queued', 'running'];

/** Where the attempts of a file are counted. */
export const exportAttempts = (db: Transaction, id: string): CountedRow => ({
  async add(attempts) {
    const where = { id, state: { in: UNFINISHED_EXPORT } };
    const [row] = await db.modelExport.updateManyAndReturn({ where, data: { attempts: { increment: attempts } } });
    return row?.attempts ?? null;
  },
  code: 'export_failed',
  wornOut:
    'The worker ended three times while it made this file, most likely for want of memory. Give the machine more memory, or train a model with fewer draws, then try again.',
});

/** A model with what its files say of it. */
export interface ToldModel {
  row: Awaited<ReturnType<typeof getModelRow>>;
  project: { name: string; description: string };
  encoding: Prisma.EncodingGetPayload<object> | null;
  /** Of its classes or labels, in the order of its outputs; of values none. */
  classes: string[];
  /** Behind a value, or nats. */
  unit: string;
  /** What its files say of themselves: plain JSON. */
  about: Record<string, unknown>;
  /** 16 hex digits of all that, and of the model itself. */
  says: string;
}

/** A model of a project that the actor manages. @throws model_not_found, forbidden */
export const getToldModel = async (context: Context, modelId: string): Promise<ToldModel> =>
  tell(context.db, await getModelRow(context, modelId));

/** What the files of a model say, by the names of today. */
export async function tell(db: Transaction, row: ToldModel['row']): Promise<ToldModel> {
  const { projectId } = row;
  const [project, { task, likelihood }, encoding] = await Promise.all([
    db.project.findUniqueOrThrow({ where: { id: projectId }, select: { name: true, description: true } }),
    readTask(db, projectId),
    row.encodingId === null ? null : db.encoding.findUnique({ where: { id: row.encodingId } }),
  ]);
  const nameOf = (id: string) => task.classes.find((one) => one.id === id)?.name ?? id;
  const classes = likelihood === 'gaussian' ? [] : classIdsOf(row).map(nameOf);
  const settings = TaskSettings.parse(task.settings);
  const unit = 'unit' in settings ? settings.unit : 'nats';
  const { version, dataVersion, createdAt, round } = row;
  const about = {
    ...{ model: version, project: project.name, question: project.description, unit },
    ...{ trainedAt: createdAt.toISOString(), labels: round.labels, dataVersion },
  };
  const says = createHash('sha256')
    .update(JSON.stringify([about, classes, row.stateKey]))
    .digest('hex')
    .slice(0, 16);
  return { row, project, encoding, classes, unit, about, says };
}

/** What a file of a model is called: by its project, its version and what it takes. */
export const exportNameOf = ({ project, row }: Pick<ToldModel, 'project' | 'row'>, form: ExportForm): string =>
  `${plainName(project.name)}-${row.version}-${form}.onnx`;

/** Why a form cannot be made of a model, in words; null where it can. */
export async function reasonAgainst({ row, encoding }: ToldModel, form: ExportForm): Promise<string | null> {
  if (isOutside(row))
    return `${row.version} is outside of Querent, which has its predictions only. Take the model from where it is.`;
  if (row.stateKey === null)
    return `The files of ${row.version} have been freed, since newer models came. Choose one whose files are there, or train again.`;
  if (encoding === null) return 'It is no longer known how its records became features. Train a new model.';
  if (form === 'features') return null;
  const encoder = (await loadEncoders()).find(encoding.encoder);
  if (encoder?.graph) return null;
  return `Its records become features by “${encoding.title}”, which is a program and no network: it reads words, dates and names by rules that ONNX cannot express. Take the model that takes features.`;
}

/** @param row null where nobody has asked for the file */
export async function toModelExport(model: ToldModel, form: ExportForm, row: ExportRow | null): Promise<ModelExport> {
  const file = exportNameOf(model, form);
  const input = row?.state === 'done' ? ModelInput.parse(row.input) : null;
  return {
    ...{ form, file, input },
    state: row?.state ?? 'none',
    reason: await reasonAgainst(model, form),
    bytes: input ? row!.bytes : null,
    isOutdated: input !== null && row!.says !== model.says,
    error: row?.error ?? null,
    examples: input ? examplesOf(file, input) : [],
  };
}

export const FORMS = Forms.options;
