import type { ExportQuery } from '@querent/contracts';
import type { Prediction } from '@querent/core';
import type { LikelihoodId } from '@querent/core/likelihoods';
import type { OutgoingRecord, Told, ToldName } from '@querent/formats';
import type { Store } from '@querent/storage';
import { recordKinds } from '../records/kinds/index.js';
import { type ProjectTask, storedAnswer } from '../tasks/project-task.js';
import type { ExportedRow, Which } from './read-rows.js';
import type { ScoredBy } from './scores.js';

const OF_ANSWERS: ToldName[] = [
  ...(['annotator', 'annotator_id', 'annotation_id', 'source', 'created_at', 'seconds', 'round'] as const),
  'model_version',
];
const OF_SCORES: ToldName[] = ['score', 'score_name', 'scored_by'];
const OF_PREDICTIONS: Record<LikelihoodId, ToldName[]> = {
  categorical: ['probabilities', 'entropy', 'expected_entropy'],
  bernoulli: ['probabilities', 'entropy', 'expected_entropy'],
  gaussian: ['mean', 'deviation', 'noise'],
};

/** What an export tells beside the records. */
export const toldNames = (rows: ExportQuery['rows'], likelihood: LikelihoodId): ToldName[] => [
  ...(['record_id', 'status'] as const),
  ...(rows === 'answers' ? (['outcome'] as const) : []),
  ...OF_ANSWERS,
  ...(rows === 'records' ? (['label_origin', 'agreement', 'answers'] as const) : []),
  ...OF_SCORES,
  ...OF_PREDICTIONS[likelihood],
];

interface Known {
  which: Which;
  task: ProjectTask;
  store: Store;
  scores: ReadonlyMap<string, ScoredBy>;
}

/**
 * A row as it goes out: names in the place of ids, as an import takes them. What stands in the holdout without an answer is a copy of
 * another there but for case and space: nothing is measured on it, and an import puts it there again.
 */
export function toOutgoing(row: ExportedRow, { which, task, store, scores }: Known): OutgoingRecord {
  const label = labelOf(row.answer, task);
  const content = recordKinds[which.recordKind].write(row, store);
  return {
    externalId: row.externalId,
    ...(content.kind === 'image' ? {} : { name: row.name }),
    content,
    ...(label === undefined ? {} : { label }),
    split: row.answer === null ? 'pool' : row.split,
    metadata: row.metadata,
    told: toldOf(row, { which, task, scores }),
  };
}

/** As it counts today, after classes were merged; of one that was archived, what was answered. */
function labelOf(stored: unknown, project: ProjectTask): unknown {
  if (stored === null) return undefined;
  const { kind, task } = project;
  const answer = storedAnswer(project, stored);
  return kind.write(kind.currentOf(answer, task) ?? answer, task);
}

function toldOf(row: ExportedRow, { which, task, scores }: Omit<Known, 'store'>): Told {
  const scored = row.scoredIn === null ? undefined : scores.get(row.scoredIn);
  const all: Told = {
    record_id: row.id,
    status: row.status,
    outcome: row.outcome,
    annotator: row.annotator ?? row.sourceName,
    annotator_id: row.annotatorId,
    annotation_id: row.annotationId,
    source: row.source,
    created_at: row.createdAt === null ? null : new Date(row.createdAt).toISOString(),
    // An answer that was brought along took nobody's time here.
    seconds: row.source === 'import' ? null : row.seconds,
    round: row.round,
    model_version: row.modelVersion,
    label_origin: row.origin,
    agreement: row.agreement,
    answers: row.answers,
    score: row.score,
    score_name: scored?.name ?? null,
    scored_by: scored?.version ?? null,
    ...predictionIn(row.prediction, scored?.classIds ?? [], task),
  };
  return Object.fromEntries(toldNames(which.rows, task.likelihood).map((name) => [name, all[name] ?? null]));
}

/** What the model said, with names in the place of its outputs. The worker has written it. */
function predictionIn(stored: unknown, classIds: string[], { task }: ProjectTask): Told {
  if (stored === null) return {};
  const prediction = stored as Prediction;
  if ('mean' in prediction) return prediction;
  const { probabilities, entropy, expectedEntropy } = prediction;
  const nameAt = (place: number) => task.classes.find(({ id }) => id === classIds[place])?.name ?? `${place}`;
  return {
    probabilities: Object.fromEntries(probabilities.map(([place, value]) => [nameAt(place), value])),
    entropy,
    expected_entropy: expectedEntropy,
  };
}
