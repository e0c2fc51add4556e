import { type Evaluation, RoundConfig, recordKindOf } from '@querent/contracts';
import type { Context } from '../context/context.js';
import { loadEncoders, loadPosteriors } from '../context/load-methods.js';
import { DomainError } from '../errors.js';
import type { ExportFile } from '../exports/export-records.js';
import { plainName } from '../exports/file-name.js';
import { evaluateModel } from '../models/evaluate-model.js';
import { classIdsOf } from '../models/judged.js';
import { toModel } from '../models/model.js';
import { readServing } from '../models/serving.js';
import { readTask } from '../tasks/project-task.js';
import { labelsOf } from './learned-labels.js';
import { listModelExports } from './list-model-exports.js';
import { cardOf } from './model-card.js';
import { getToldModel } from './model-export.js';

/**
 * The card of a model as a file in Markdown, with front matter as the Hugging Face hub reads it: what is known of the model and
 * its project at this moment.
 *
 * @throws model_not_found, forbidden
 */
export async function getModelCard(context: Context, { modelId }: { modelId: string }): Promise<ExportFile> {
  const { db } = context;
  const told = await getToldModel(context, modelId);
  const { row, project, encoding, unit } = told;
  const { projectId } = row;
  const task = await readTask(db, projectId);
  const classIds = classIdsOf(row);
  const [{ config }, { recordKind }, serving, evaluation, labels, { items: files }, encoders, posteriors] =
    await Promise.all([
      db.round.findUniqueOrThrow({ where: { id: row.roundId }, select: { config: true } }),
      db.project.findUniqueOrThrow({ where: { id: projectId }, select: { recordKind: true } }),
      readServing(db, projectId),
      evaluateModel(context, { modelId }).catch(reasonOf),
      labelsOf(db, projectId, task, classIds),
      listModelExports(context, { modelId }),
      loadEncoders(),
      loadPosteriors(),
    ]);
  const classOf = (id: string) => task.task.classes.find((one) => one.id === id);
  const { id, options } = RoundConfig.parse(config).posterior;
  const known = posteriors.find(id);
  const text = cardOf({
    ...{ project, unit, labels, files, evaluation },
    ...{ model: toModel(row, serving.modelId), likelihood: task.likelihood, question: task.kind.title },
    ...{ recordKind, records: recordKindOf(recordKind).plural, draws: RoundConfig.parse(config).draws },
    classes: told.classes.map((name, at) => ({ name, description: classOf(classIds[at]!)?.description ?? '' })),
    posterior: { title: known?.title ?? id, source: known?.source ?? null, options },
    encoder: encoding && {
      ...{
        title: encoding.title || (encoders.find(encoding.encoder)?.title ?? encoding.encoder),
        options: encoding.options,
        unread: encoding.unread,
        advice: encoding.advice,
      },
      ...{ version: encoding.version, about: encoders.find(encoding.encoder) },
    },
  });
  return {
    name: `${plainName(project.name)}-${row.version}-card.md`,
    mediaType: 'text/markdown; charset=utf-8',
    bytes: once(text),
  };
}

/** Why there are no figures, in words. @throws what is no such reason */
function reasonOf(error: unknown): Evaluation | string {
  if (error instanceof DomainError && error.code === 'not_evaluated') return error.detail;
  throw error;
}

async function* once(text: string) {
  yield new TextEncoder().encode(text);
}
