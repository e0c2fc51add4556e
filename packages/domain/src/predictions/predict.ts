import { type Predictions, type PredictQuery, TaskSettings } from '@querent/contracts';
import type { Imported } from '@querent/formats';
import { requireManager } from '../context/access.js';
import { DomainError } from '../errors.js';
import { classIdsOf } from '../models/judged.js';
import { servingSelect } from '../models/serving.js';
import { CORE_CODES } from '../refusal-of.js';
import { taskSelect, toProjectTask } from '../tasks/project-task.js';
import type { PredictingContext, ServingRefusal } from './model-server.js';
import { type GivenContent, readGiven } from './read-given.js';
import { graphOf, modelToServe, type ServedRow } from './served-model.js';
import { toPredicted } from './to-predicted.js';

/**
 * What a model says of records that somebody sends. Nothing is kept of them. For those who manage the project: whoever labels
 * is not to see what a model would say.
 *
 * @throws project_not_found, forbidden, no_model, model_not_found, model_freed, model_stale, model_not_ready; invalid_input,
 * too_large, record_corrupt for the records; predictions_busy, unavailable, object_corrupt, … where the model cannot answer
 */
export async function predict(
  context: PredictingContext,
  { projectId, modelId }: PredictQuery & { projectId: string },
  records: AsyncIterable<Imported>,
): Promise<Predictions> {
  const { db, actor } = context;
  await requireManager(db, actor, projectId);
  const project = await db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { recordKind: true, recordShape: true, ...servingSelect, ...taskSelect },
  });
  const { row, encoding } = await modelToServe(db, project, modelId);
  const graphKey = await graphOf(context, row);
  const { given, notes } = await readGiven(records, {
    recordKind: project.recordKind,
    shape: project.recordShape,
    encoding,
  });
  const served = await context.serving.predict(
    { graphKey, encoding },
    given.map(({ content }) => content),
  );
  if ('refused' in served) throw await refusalFor(context, row, served.refused, given);
  const task = toProjectTask(project);
  const classIds = classIdsOf(row);
  const settings = TaskSettings.parse(task.task.settings);
  return {
    modelId: row.id,
    modelVersion: row.version,
    unit: 'unit' in settings ? settings.unit : 'nats',
    items: served.predictions.map((prediction, at) => ({
      id: given[at]!.externalId,
      ...toPredicted(prediction, task, classIds),
    })),
    notes,
  };
}

/** In the product's words. A graph whose file is gone is asked for anew. */
async function refusalFor(
  context: PredictingContext,
  row: ServedRow,
  { code, detail, record, stack }: ServingRefusal,
  given: GivenContent[],
): Promise<Error> {
  const place = record === undefined ? '' : `${given[record]?.place ?? `record ${record + 1}`}: `;
  if (code === 'busy') return new DomainError('predictions_busy', detail, { retryAfterSeconds: 1 });
  if (code === 'died') return new DomainError('unavailable', detail, { retryAfterSeconds: 2 });
  if (code === 'object_not_found') {
    await context.db.model.updateMany({ where: { id: row.id, graphKey: row.graphKey }, data: { graphKey: null } });
    return graphOf(context, { ...row, graphKey: null }).then(
      () => new DomainError('model_not_ready', detail),
      (error) => error,
    );
  }
  if (code === 'storage_failed') return new DomainError(code, detail);
  const known = code !== null && Object.hasOwn(CORE_CODES, code) ? CORE_CODES[code as keyof typeof CORE_CODES] : null;
  if (known) return new DomainError(known, `${place}${detail}`);
  const error = new Error(`${place}${detail}`);
  if (stack) error.stack = stack;
  return error;
}
