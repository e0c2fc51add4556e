import { type PredictedRecord, ProjectSettings } from '@querent/contracts';
import type { RecordContent } from '@querent/core/encoders';
import { DomainError } from '../errors.js';
import { classIdsOf } from '../models/judged.js';
import { servingSelect } from '../models/serving.js';
import type { ModelServer, ServingRefusal } from '../predictions/model-server.js';
import { takeInMemory } from '../predictions/read-given.js';
import { graphOf, modelToServe } from '../predictions/served-model.js';
import { toPredicted } from '../predictions/to-predicted.js';
import { findRefusal } from '../refusal-of.js';
import { taskSelect, toProjectTask } from '../tasks/project-task.js';
import { calledLink, type StudioCall } from './called-link.js';
import { matchedOf, type StudioSystemContext, studioOf } from './link.js';
import { scoreOf } from './score-of.js';
import { studioClient } from './studio-client.js';
import { contentOf, type TaskData } from './task-content.js';
import { toResult } from './to-result.js';

export interface StudioPrediction {
  result: object[];
  score: number;
  model_version: string;
}

/** Tasks whose contents lie in memory at a time. */
const BATCH = 250;
/** Pictures that are fetched at a time: Label Studio serves its people beside. */
const PARALLEL = 6;
/** Label Studio waits for 100 seconds, and what comes later is lost. */
const WAIT_MS = 92_000;
const PAUSE_MS = 500;
/** Of a task that nobody can read: asked last. */
const UNREAD_SCORE = 1;

/**
 * What the model that serves says of tasks, each in its place. A task that cannot be read, or is too late, has an empty result, so
 * that it does not take the others with it: Label Studio stores all of a batch or nothing.
 *
 * @returns none where there is no model yet, of which Label Studio then stores nothing
 * @throws model_not_ready, predictions_busy, …; what is wrong with the key
 */
export async function predictTasks(
  context: StudioSystemContext & { serving: ModelServer },
  call: StudioCall,
  tasks: TaskData[],
): Promise<StudioPrediction[]> {
  const { db, vault, rules } = context;
  const link = await calledLink(context, call);
  const signal = AbortSignal.timeout(WAIT_MS);
  const project = await db.project.findUniqueOrThrow({
    where: { id: link.projectId },
    select: { recordKind: true, recordShape: true, settings: true, ...servingSelect, ...taskSelect },
  });
  const served = await modelToServe(db, project).catch((error) => {
    if (error instanceof DomainError && error.code === 'no_model') return null;
    throw error;
  });
  if (!served) return [];
  const { row, encoding } = served;
  const model = { graphKey: await graphOf(context, row), encoding };
  const task = toProjectTask(project);
  const matched = matchedOf(link);
  const acquisition = ProjectSettings.parse(project.settings).acquisition.id;
  const classIds = classIdsOf(row);
  const studio = studioOf(link, vault);
  const reading = { question: matched.question, studio, client: studioClient(studio, signal, rules) };
  const read = async (one: TaskData): Promise<RecordContent | null> => {
    try {
      return await takeInMemory(project.recordKind, project.recordShape, contentOf(one, reading));
    } catch (error) {
      if (signal.aborted || findRefusal(error)) return null;
      throw error;
    }
  };
  const said = (predicted: Omit<PredictedRecord, 'id'> | null): StudioPrediction => ({
    result: predicted ? toResult(predicted.answer, matched) : [],
    score: predicted ? scoreOf(predicted, acquisition) : UNREAD_SCORE,
    model_version: row.version,
  });
  const all: StudioPrediction[] = [];
  for (let start = 0; start < tasks.length; start += BATCH) {
    const contents = await inParallel(tasks.slice(start, start + BATCH), read);
    const predictions = await ask(context.serving, model, contents, signal);
    all.push(...predictions.map((one) => said(one && toPredicted(one, task, classIds))));
  }
  return all;
}

async function inParallel<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const workOn = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, workOn));
  return results;
}

type Predicted = Extract<Awaited<ReturnType<ModelServer['predict']>>, { predictions: unknown }>['predictions'][number];

/** Asks for those that could be read, without whichever turns out to be at fault. */
async function ask(
  serving: ModelServer,
  model: Parameters<ModelServer['predict']>[0],
  contents: (RecordContent | null)[],
  signal: AbortSignal,
): Promise<(Predicted | null)[]> {
  const results: (Predicted | null)[] = contents.map(() => null);
  let places = contents.flatMap((one, at) => (one ? [at] : []));
  while (places.length > 0 && !signal.aborted) {
    const served = await serving.predict(
      model,
      places.map((at) => contents[at]!),
    );
    if ('predictions' in served) {
      places.forEach((at, nth) => {
        results[at] = served.predictions[nth]!;
      });
      return results;
    }
    const { record, code } = served.refused;
    if (record !== undefined) places = places.filter((_, nth) => nth !== record);
    else if (code === 'busy' || code === 'died') await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    else throw refusalOf(served.refused);
  }
  return results;
}

const refusalOf = ({ detail, stack }: ServingRefusal): Error =>
  Object.assign(new Error(detail), stack ? { stack } : {});
