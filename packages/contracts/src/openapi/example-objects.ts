import type { Annotation, Card } from '../annotations.js';
import type { Class } from '../classes.js';
import type { Encoding } from '../encodings.js';
import type { ProjectEvent } from '../events.js';
import type { Figure } from '../figures.js';
import type { Import } from '../imports.js';
import type { ApiKey } from '../keys.js';
import type { ModelExport } from '../model-exports.js';
import type { Model, Serving } from '../models.js';
import type { Awaited } from '../outside.js';
import type { Invitation, Member, Person } from '../people.js';
import type { PredictionSet } from '../predictions.js';
import type { Project } from '../projects.js';
import type { RecordContent } from '../records/index.js';
import type { Round } from '../rounds.js';
import type { Survey } from '../surveys.js';
import type { Training } from '../training.js';
import type { Trial } from '../trials.js';
import type { Upload } from '../uploads.js';

/** Things of one project, as the document shows them: texts of the news and their sections. */
const NOUNS = [
  ...['project', 'record', 'round', 'model', 'other', 'class', 'annotation', 'upload', 'invitation', 'person', 'key'],
  ...['import', 'encoding', 'request', 'secondClass', 'predictions', 'trial'],
];
/** The id of one in the examples. */
export const idOf = (noun: string): string =>
  `01a21c5f-a590-7108-af7a-${(NOUNS.indexOf(noun) + 1).toString(16).padStart(12, '0')}`;

const AT = '2026-03-02T09:30:00.000Z';
const LATER = '2026-03-03T09:30:00.000Z';

export const person: Person = {
  ...{ id: idOf('person'), name: 'Ada', email: 'ada@example.org', role: 'engineer', isActive: true, createdAt: AT },
};
export const member: Member = { person, role: 'engineer' };
export const invitation: Invitation = {
  ...{ id: idOf('invitation'), role: 'annotator', projectId: idOf('project'), projectName: 'News', creatorName: 'Ada' },
  ...{ createdAt: AT, expiresAt: LATER },
};
export const apiKey: ApiKey = {
  ...{ id: idOf('key'), name: 'nightly export', scope: 'read', projectId: null, projectName: null },
  ...{ start: 'querent_4f9a', personId: idOf('person'), personName: 'Ada', createdAt: AT },
  ...{ lastUsedAt: null, expiresAt: LATER, hasExpired: false },
};

const classOf = (noun: string, name: string, order: number): Class => ({
  ...{ id: idOf(noun), name, key: null, colour: null, description: '', order, mergedIntoId: null, isArchived: false },
});
export const classes: Class[] = [classOf('class', 'Business', 0), classOf('secondClass', 'Sports', 1)];

const method = (id: string) => ({ id, options: {} });
const settings: Project['settings'] = {
  ...{ labelsPerRound: 10, encoder: null, network: null, draws: 20, seed: 1 },
  ...{ posterior: method('mc-dropout'), acquisition: method('bald'), selection: method('power') },
  ...{ trainsByLabels: true, schedule: null, stopping: null, calibration: method('none'), outside: null },
  coldStart: method('uniform'),
};
export const awaited: Awaited = {
  ...{ since: AT, until: LATER, isReminded: false, says: 'samples', classIds: [idOf('class'), idOf('secondClass')] },
  ...{ wanted: 7500, pool: 7000, received: 2, samples: 2, model: 'forest', isComplete: false },
};

const counts: Project['counts'] = { records: 7600, pool: 7000, holdout: 500, labelled: 100, skipped: 2, changed: 4 };

export const imported: Import = {
  ...{ id: idOf('import'), projectId: idOf('project'), source: 'upload', name: 'news.csv', state: 'done' },
  ...{ total: 7600, done: 7600, added: 7600, known: 0, restored: 0, rejectedCount: 0, rejected: [], notes: [] },
  ...{ recordsPerSecond: null, secondsLeft: null, error: null, createdAt: AT, finishedAt: AT },
};
const encoding: Encoding = {
  ...{ id: idOf('encoding'), encoder: 'text-hash', title: 'Words and letters', reason: 'The records are texts.' },
  ...{ state: 'done', total: 7600, done: 7600, recordsPerSecond: null, secondsLeft: null, unread: 0 },
  ...{ advice: null, error: null },
};
export const project: Project = {
  ...{ id: idOf('project'), name: 'News', description: '', recordKind: 'text', task: { kind: 'single_choice' } },
  ...{ classes, settings, holdout: 500, counts, import: imported, encoding, createdAt: AT },
  ...{ canManage: true, canAnnotate: true },
};

export const figure: Figure = {
  ...{ id: 'accuracy', title: 'Accuracy', better: 'higher', unit: 'share' },
  ...{ value: 0.87, low: 0.84, high: 0.9, records: 500 },
};
export const round: Round = {
  ...{ id: idOf('round'), projectId: idOf('project'), number: 9, state: 'open', seed: 10 },
  config: { ...settings, encoder: method('text-hash'), network: method('mlp') },
  ...{ labels: 90, answers: 10, modelVersion: 'r9-4f9a1c', modelId: idOf('model'), progress: null, figures: [figure] },
  ...{ isStale: false, awaited: null, error: null, createdAt: AT, begunAt: AT, openedAt: AT },
  timings: {
    trainSeconds: 4.2,
    backend: 'tensorflow',
    drawSeconds: 0.1,
    scoreSeconds: 1.3,
    measureSeconds: 0.2,
    scored: 7000,
  },
};
export const training: Training = { pause: null, scheduledAt: null };
export const projectEvent: ProjectEvent = {
  training,
  ...{ counts, import: imported, encoding, classes, openRound: round, workingRound: null },
  untilModel: { given: 4, wanted: 10, isHeldUp: false },
};

export const content: RecordContent = { kind: 'text', text: 'Oil prices fall as stocks grow' };
export const answer = { classId: idOf('class') };
export const annotation: Annotation = {
  ...{ id: idOf('annotation'), projectId: idOf('project'), recordId: idOf('record'), roundId: idOf('round') },
  ...{ annotatorId: idOf('person'), sourceName: null, outcome: 'label', answer, seconds: 3.4 },
  ...{ modelVersion: 'r9-4f9a1c', createdAt: AT, undoneAt: null },
};
export const card: Card = {
  ...{ recordId: idOf('record'), roundId: idOf('round'), roundNumber: 9, name: 'n1', content, score: 0.41 },
  ...{ scoreName: 'BALD', scoreUnit: 'nats', rank: 0, modelVersion: 'r9-4f9a1c', leaseExpiresAt: AT },
  reason: 'Its label would tell much about the model.',
};

export const model: Model = {
  ...{ id: idOf('model'), projectId: idOf('project'), version: 'r9-4f9a1c', roundId: idOf('round'), roundNumber: 9 },
  ...{ createdAt: AT, labels: 90, dataVersion: 'd3b07384', likelihood: 'categorical', network: method('mlp') },
  ...{ posterior: method('mc-dropout'), encoder: 'text-hash', trainSeconds: 4.2, bytes: 2_400_000, hasFiles: true },
  ...{ temperature: null, isPinned: false, isServing: true, isStale: false, isOutside: false, figures: [figure] },
};
export const modelExport: ModelExport = {
  ...{ form: 'features', state: 'done', reason: null, file: 'news-r9-features.onnx', bytes: 410_000, error: null },
  isOutdated: false,
  input: {
    name: 'features',
    dtype: 'float32',
    shape: [512],
    before: 'Features as the encoder of the project gives them.',
  },
  examples: [{ title: 'Python', file: 'predict.py', needs: 'onnxruntime', code: 'import onnxruntime' }],
};
export const predictionSet: PredictionSet = {
  ...{ id: idOf('predictions'), projectId: idOf('project'), modelId: idOf('model'), modelVersion: model.version },
  ...{ state: 'done', total: 7_600, done: 7_600, error: null, createdAt: AT, finishedAt: LATER },
};
export const serving: Serving = { by: 'newest', figure: null, modelId: idOf('model'), kept: 10 };

export const trial: Trial = {
  ...{ id: idOf('trial'), projectId: idOf('project'), state: 'done', progress: 1, labels: 100, folds: 5, changes: [] },
  ...{ error: null, createdBy: 'Ada', createdAt: AT, endedAt: LATER, result: null },
};

export const upload: Upload = {
  ...{ id: idOf('upload'), name: 'news.csv', bytes: 1_200_000, receivedBytes: 1_200_000, isWhole: true, url: null },
  ...{ error: null, createdAt: AT, isImporting: false, expiresAt: LATER },
};
export const survey: Survey = {
  ...{ format: { id: 'csv', title: 'CSV' }, formats: [{ id: 'csv', title: 'CSV' }] },
  options: { columns: { id: 'id', text: 'text', section: 'label' } },
  columns: [{ name: 'section', role: 'label', examples: ['Business', 'Sports'], note: 'label: 2 classes' }],
  ...{ readAs: null, recordKind: 'text' },
  records: [{ place: 'row 2', externalId: 'n1', name: 'n1', content, label: 'Business', split: null }],
  counts: { isWhole: true, records: 7600, labelled: 7600, unlabelled: 0, pool: 0, holdout: 0, refused: 0 },
  ...{ refused: [], copies: { exact: 0, near: 0 } },
  task: { kind: 'single_choice', reason: 'Labels are words, one to a record: 2 classes.' },
  classes: [
    { name: 'Business', count: 3800 },
    { name: 'Sports', count: 3800 },
  ],
  ...{ notClasses: [], range: null },
  holdout: { records: 500, most: 3800, reason: '500 records: accuracy to ± 4 points.' },
  ...{ encoder: null, inProject: null, problems: [], notices: [] },
};
