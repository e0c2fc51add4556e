import type { PredictionFileQuery } from '@querent/contracts';
import type { Prediction } from '@querent/core';
import { exporters, type Layout, type OutgoingRecord, type Told, type ToldName } from '@querent/formats';
import type { Store } from '@querent/storage';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import { columnsIn, type ExportFile } from '../exports/export-records.js';
import { fileNameOf } from '../exports/file-name.js';
import { toOutgoing } from '../exports/outgoing.js';
import { type ExportedRow, readRows, type Which } from '../exports/read-rows.js';
import { classIdsOf } from '../models/judged.js';
import { type ProjectTask, taskSelect, toProjectTask } from '../tasks/project-task.js';
import { getSetRow } from './prediction-set.js';
import { toPredicted } from './to-predicted.js';

const OF_ALL: ToldName[] = ['record_id', 'status', 'predicted', 'predicted_by'];
const OF_VALUES: ToldName[] = ['mean', 'deviation', 'noise'];
const OF_CLASSES: ToldName[] = ['probabilities', 'entropy', 'expected_entropy'];

/**
 * The records of a project with what a model said of them, as a file of any length, in the form of an export. Labels are as they
 * stand when a row is read; records that came since, or were removed, are not in it.
 *
 * @throws predictions_not_found, forbidden, predictions_unfinished. Reading throws object_not_found, storage_failed
 */
export async function exportPredictions(
  context: Context,
  { predictionsId, format, ...filter }: PredictionFileQuery & { predictionsId: string },
): Promise<ExportFile> {
  const { db, store } = context;
  const set = await getSetRow(context, predictionsId);
  if (set.state !== 'done')
    throw new DomainError('predictions_unfinished', 'These predictions are not finished. Wait until they are.');
  const { projectId, model } = set;
  const { name, recordKind, recordShape, ...taskRow } = await db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { name: true, recordKind: true, recordShape: true, ...taskSelect },
  });
  const task = toProjectTask(taskRow);
  const exporter = exporters[format];
  const told = [...OF_ALL, ...(task.likelihood === 'gaussian' ? OF_VALUES : OF_CLASSES)];
  const layout: Layout = {
    ...{ kind: recordKind, columns: recordKind === 'row' ? columnsIn(recordShape) : [], metadata: [], told },
    ...{ hasPictures: false, isByClass: false },
  };
  const which: Which = { ...filter, projectId, recordKind, rows: 'records' };
  const said = saidOf(store, await db.predictionPart.findMany({ where: { setId: set.id }, orderBy: { start: 'asc' } }));
  const classIds = classIdsOf(model);
  async function* outgoing(): AsyncGenerator<OutgoingRecord> {
    for await (const rows of readRows(db, which))
      for (const row of rows) {
        const prediction = await said(row.index);
        if (!prediction) continue;
        const known = { which, task, store, scores: new Map() };
        yield {
          ...toOutgoing(row, known),
          metadata: {},
          told: toldOf(row, prediction, { task, classIds, version: model.version }),
        };
      }
  }
  const { extension, mediaType } = exporter;
  const day = await databaseTime(db);
  return {
    name: fileNameOf(name, 'predictions', { extension, day }),
    mediaType,
    bytes: exporter.write(outgoing(), layout),
  };
}

interface Part {
  start: number;
  count: number;
  objectKey: string;
}

/** What was said of a record by its index, which only grow: one part lies in memory at a time. */
function saidOf(store: Store, parts: Part[]): (index: number) => Promise<Prediction | null> {
  let at = 0;
  let open: { part: Part; predictions: Prediction[] } | null = null;
  return async (index) => {
    while (at < parts.length && parts[at]!.start + parts[at]!.count <= index) at++;
    const part = parts[at];
    if (!part || index < part.start) return null;
    if (open?.part !== part)
      // The worker has written it.
      open = { part, predictions: JSON.parse(Buffer.from(await store.get(part.objectKey)).toString()) as Prediction[] };
    return open.predictions[index - part.start] ?? null;
  };
}

function toldOf(
  row: ExportedRow,
  prediction: Prediction,
  { task, classIds, version }: { task: ProjectTask; classIds: string[]; version: string },
): Told {
  const { text, probabilities } = toPredicted(prediction, task, classIds);
  const common: Told = { record_id: row.id, status: row.status, predicted: text, predicted_by: version };
  if ('mean' in prediction) return { ...common, ...prediction };
  return {
    ...common,
    probabilities: Object.fromEntries((probabilities ?? []).map(({ name, probability }) => [name, probability])),
    entropy: prediction.entropy,
    expected_entropy: prediction.expectedEntropy,
  };
}
