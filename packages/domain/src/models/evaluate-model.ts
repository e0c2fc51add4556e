import { type ClassFigures, type Evaluation, TaskSettings } from '@querent/contracts';
import {
  answeredOf,
  confusionOf,
  doubtOf,
  evaluateByClass,
  type JudgedRecords,
  predictedValues,
  reliabilityOf,
  saidOf,
} from '@querent/core/evaluation';
import type { Context } from '../context/context.js';
import { readTask } from '../tasks/project-task.js';
import { classIdsOf, readJudged, recordsAt } from './judged.js';
import { FINISHED, getModelRow, toModel } from './model.js';
import { notesOn } from './notes.js';
import { readServing } from './serving.js';

/** How a model does on the holdout, beyond single numbers. @throws model_not_found, forbidden, not_evaluated */
export async function evaluateModel(context: Context, { modelId }: { modelId: string }): Promise<Evaluation> {
  const { db, store } = context;
  const row = await getModelRow(context, modelId);
  const { projectId } = row;
  const records = await readJudged(store, row);
  const { task } = await readTask(db, projectId);
  const nameOf = (id: string) => task.classes.find((one) => one.id === id)?.name ?? id;
  const classIds = classIdsOf(row);
  const serving = await readServing(db, projectId);
  const model = toModel(row, serving.modelId);
  const byClass = figuresByClass(records, classIds, nameOf);
  const said = saidOf(records);
  const unseen = (byClass ?? []).filter((one) => one.records === 0).map(({ name }) => name);
  const models = await db.model.count({ where: { projectId, ...FINISHED } });
  return {
    model,
    records: records.indexN.length,
    notes: notesOn({ model, records: records.indexN.length, serving, models, unseen }),
    unit: unitOf(TaskSettings.parse(task.settings)),
    byClass,
    reliability: reliabilityOf(records),
    confusion:
      records.likelihood === 'categorical'
        ? confusionOf(records.judged).map(({ truth, said: other, rows }) => ({
            truth: classIds[truth]!,
            said: classIds[other]!,
            count: rows.length,
          }))
        : null,
    answered: answeredOf(said),
    doubt: doubtOf(said),
    values: await valuesOf(context, projectId, records),
  };
}

const unitOf = (settings: TaskSettings) => ('unit' in settings ? settings.unit : 'nats');

function figuresByClass(
  records: JudgedRecords,
  classIds: string[],
  nameOf: (id: string) => string,
): ClassFigures[] | null {
  if (records.likelihood === 'gaussian') return null;
  const all =
    records.likelihood === 'categorical'
      ? evaluateByClass('categorical', records.judged)
      : evaluateByClass('bernoulli', records.judged);
  return all.map(({ nll, ...own }, place) => ({
    ...{ classId: classIds[place]!, name: nameOf(classIds[place]!) },
    ...own,
  }));
}

async function valuesOf({ db }: Context, projectId: string, records: JudgedRecords): Promise<Evaluation['values']> {
  if (records.likelihood !== 'gaussian') return null;
  const points = predictedValues(records.judged);
  const found = await recordsAt(
    db,
    projectId,
    points.map(({ row }) => records.indexN[row]!),
  );
  return points.flatMap(({ row, ...point }) => {
    const record = found.get(records.indexN[row]!);
    return record ? [{ recordId: record.recordId, ...point }] : [];
  });
}
