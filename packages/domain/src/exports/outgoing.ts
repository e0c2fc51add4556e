import type { ExportQuery } from '@querent/contracts';
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

/** What an export tells beside the records. */
export const TOLD_OF: Record<ExportQuery['rows'], ToldName[]> = {
  records: ['record_id', 'status', ...OF_ANSWERS, 'label_origin', 'agreement', 'answers', ...OF_SCORES],
  answers: ['record_id', 'status', 'outcome', ...OF_ANSWERS, ...OF_SCORES],
};

interface Known {
  which: Which;
  task: ProjectTask;
  store: Store;
  scores: ReadonlyMap<string, ScoredBy>;
}

/** A row as it goes out: names in the place of ids, as an import takes them. */
export function toOutgoing(row: ExportedRow, { which, task, store, scores }: Known): OutgoingRecord {
  const label = labelOf(row.answer, task);
  const content = recordKinds[which.recordKind].write(row, store);
  return {
    externalId: row.externalId,
    ...(content.kind === 'image' ? {} : { name: row.name }),
    content,
    ...(label === undefined ? {} : { label }),
    split: row.split,
    metadata: row.metadata,
    told: toldOf(row, which.rows, scores),
  };
}

/** As it counts today, after classes were merged; of one that was archived, what was answered. */
function labelOf(stored: unknown, project: ProjectTask): unknown {
  if (stored === null) return undefined;
  const { kind, task } = project;
  const answer = storedAnswer(project, stored);
  return kind.write(kind.currentOf(answer, task) ?? answer, task);
}

function toldOf(row: ExportedRow, rows: ExportQuery['rows'], scores: Known['scores']): Told {
  const scored = row.scoredIn === null ? undefined : scores.get(row.scoredIn);
  const all: Record<ToldName, string | number | null | undefined> = {
    record_id: row.id,
    status: row.status,
    outcome: row.outcome,
    annotator: row.annotator ?? row.sourceName,
    annotator_id: row.annotatorId,
    annotation_id: row.annotationId,
    source: row.source,
    created_at: row.createdAt?.toISOString(),
    // An answer that was brought along took nobody's time here.
    seconds: row.source === 'import' ? null : row.seconds,
    round: row.round,
    model_version: row.modelVersion,
    label_origin: row.origin,
    agreement: row.agreement,
    answers: row.answers,
    score: row.score,
    score_name: scored?.name,
    scored_by: scored?.version,
  };
  return Object.fromEntries(TOLD_OF[rows].map((name) => [name, all[name] ?? null]));
}
