import type {
  RouteBodyInput,
  RouteHeaders,
  RouteName,
  RouteParams,
  RouteQueryInput,
  RouteResponse,
} from '../routes/index.js';
import {
  annotation,
  answer,
  apiKey,
  card,
  classes,
  content,
  figure,
  idOf,
  imported,
  invitation,
  member,
  model,
  modelExport,
  person,
  predictionSet,
  project,
  projectEvent,
  round,
  serving,
  survey,
  training,
  trial,
  upload,
} from './example-objects.js';
import { outsideExamples } from './outside-examples.js';
import { studioExamples } from './studio-examples.js';

export { idOf };

/** What is sent to a route, and what it answers, once. */
export interface Example {
  params?: object;
  query?: object;
  headers?: object;
  body?: unknown;
  response?: unknown;
}
/** What a route takes, and gives as JSON, has an example: none that is missing compiles. */
type ExampleOf<Name extends RouteName> = ([RouteBodyInput<Name>] extends [undefined]
  ? object
  : { body: RouteBodyInput<Name> }) &
  ([RouteHeaders<Name>] extends [undefined] ? object : { headers: RouteHeaders<Name> }) & {
    params?: Partial<RouteParams<Name>>;
  } & ([RouteQueryInput<Name>] extends [undefined] ? object : { query: RouteQueryInput<Name> }) &
  ([RouteResponse<Name>] extends [undefined] ? object : { response: RouteResponse<Name> });

const done = { ok: true } as const;
const page = { limit: 50 };
const listOf = <Item>(item: Item) => ({ items: [item], next: null });
const password = 'correct horse battery';
const expiresAt = invitation.expiresAt;
const estimate = { value: 0.9, low: 0.86, high: 0.93 };
const judged = { recordId: card.recordId, name: 'n1', content, truth: 'Business' };
const tus = { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' };
const created = { ...invitation, link: '/welcome?token=Zm9v' };

export const EXAMPLES: { [Name in RouteName]: ExampleOf<Name> } = {
  'GET /health': { response: { status: 'ok', version: '0.1.0' } },
  'GET /openapi.json': { response: { openapi: '3.1.0' } },
  'POST /session': { body: { email: person.email, password }, response: person },
  'DELETE /session': { response: done },
  'GET /me': { response: person },
  'PATCH /me': { body: { name: 'Ada' }, response: person },
  'PUT /me/password': { body: { password, newPassword: 'another horse battery' }, response: done },
  'POST /password-resets': { body: { token: 'Zm9v', newPassword: 'another horse battery' }, response: person },
  'GET /services': { response: { worker: { state: 'running', failures: 0, nextTryAt: null }, isDiskFull: false } },

  'GET /projects': { query: page, response: listOf(project) },
  'POST /projects/sample': { body: { sample: 'digits' }, response: project },
  'GET /projects/{projectId}': { response: project },
  'PATCH /projects/{projectId}': { body: { settings: { labelsPerRound: 20 } }, response: project },
  'DELETE /projects/{projectId}': { response: done },
  'POST /projects/{projectId}/imports': {
    body: { uploadId: upload.id, labels: 'key', options: { columns: { id: 'id', text: 'text', section: 'label' } } },
    response: { ...imported, state: 'queued' },
  },
  'POST /projects/{projectId}/import/retry': { response: project },
  'GET /projects/{projectId}/events': {}, // a stream
  'GET /projects/{projectId}/state': { response: projectEvent },
  'POST /projects': {
    body: {
      ...{ name: 'News', recordKind: 'text', task: { kind: 'single_choice' }, holdout: 500 },
      classes: ['Business', { name: 'Sports', key: 's', colour: '#aa3300' }],
    },
    response: project,
  },
  'PATCH /projects/{projectId}/columns': { body: { columns: { postcode: 'category' } }, response: project },
  'POST /projects/{projectId}/encoding/retry': { response: project },

  'POST /projects/{projectId}/classes': { body: { name: 'Sports', key: 's' }, response: classes },
  'PATCH /classes/{classId}': { body: { name: 'Economy' }, response: classes },
  'POST /classes/{classId}/merge': { body: { intoId: idOf('secondClass') }, response: classes },
  'POST /classes/{classId}/archive': { body: { answers: 'ask-again' }, response: classes },
  'POST /classes/{classId}/restore': { response: classes },

  'GET /records/{recordId}/image': { query: { side: 128 } }, // a picture
  'GET /projects/{projectId}/records': {
    query: page,
    response: listOf({
      ...{ id: card.recordId, externalId: 'n1', name: 'n1', split: 'pool' as const, content, answer },
      isRemoved: false,
    }),
  },
  'GET /projects/{projectId}/export': { query: { format: 'csv', status: 'labelled' } }, // a file
  'POST /projects/{projectId}/records': {
    query: { labels: 'key' },
    body: [
      { id: 'n1', text: 'Oil prices fall as stocks grow', label: 'Business' },
      { id: 'n2', text: 'Late goal wins the cup', label: 'Sports', split: 'holdout' },
    ],
    response: { added: 2, known: 0, restored: 0, holdout: 1, rejectedCount: 0, rejected: [], notes: [] },
  },
  'DELETE /projects/{projectId}/records': { body: { ids: ['n1'] }, response: { removed: 1 } },

  'POST /projects/{projectId}/hand': { body: { count: 8 }, response: { cards: [card], answered: 12, empty: 'none' } },
  'DELETE /projects/{projectId}/hand': { response: done },
  'POST /projects/{projectId}/annotations': {
    body: {
      ...{ recordId: card.recordId, roundId: card.roundId, outcome: 'label', answer, seconds: 3.4 },
      idempotencyKey: '0b7e9d52-answer',
    },
    response: annotation,
  },
  'GET /projects/{projectId}/annotations/mine': { response: [{ ...annotation, name: 'n1', content }] },
  'POST /annotations/{annotationId}/undo': { response: { annotation: { ...annotation, undoneAt: expiresAt }, card } },

  'GET /projects/{projectId}/statistics': {
    response: {
      ...{ answers: [{ answer, text: 'Business', count: 52 }], rounds: [round] },
      advice: { verdict: 'more', reasons: ['The curve still rises.'], next: null },
    },
  },
  'POST /projects/{projectId}/rounds': { response: { ...round, state: 'queued', openedAt: null, figures: [] } },
  'GET /rounds/{roundId}': { response: round },
  'POST /rounds/{roundId}/cancel': { response: { ...round, state: 'stopped' } },
  'POST /rounds/{roundId}/retry': { response: { ...round, state: 'queued' } },
  'POST /projects/{projectId}/pause': {
    response: { ...training, pause: { at: round.createdAt, by: 'Ada', reason: null } },
  },
  'POST /projects/{projectId}/resume': { response: training },
  'GET /rounds/{roundId}/details': {
    response: {
      ...{
        round,
        stages: [{ id: 'training', state: 'done', seconds: 4.2 }],
        losses: [[1, 0.69]],
        parts: null,
        log: [],
      },
      answered: { labels: 10, skips: 1, byAnswer: [{ answer, text: 'Business', count: 6 }] },
      ...{ settings: [{ name: 'Posterior', now: 'MC dropout', before: null }], serving: null },
    },
  },
  ...outsideExamples,
  ...studioExamples,
  'GET /rounds/{roundId}/query': {
    response: {
      ...{ round, scoreName: 'BALD', scoreUnit: 'nats' },
      items: [{ recordId: card.recordId, rank: 0, score: 0.41, name: 'n1', content, answer: null }],
    },
  },

  'GET /projects/{projectId}/models': { query: page, response: { ...listOf(model), serving } },
  'PATCH /projects/{projectId}/serving': {
    body: { by: 'best', figure: 'accuracy' },
    response: { ...serving, by: 'best', figure: 'accuracy' },
  },
  'PATCH /models/{modelId}': { body: { isPinned: true }, response: { ...model, isPinned: true } },
  'GET /models/{modelId}/evaluation': {
    response: {
      ...{ model, records: 500, notes: [], unit: 'nats' },
      byClass: [
        {
          ...{ classId: idOf('class'), name: 'Business', records: 250, recall: estimate, precision: estimate },
          averagePrecision: 0.95,
        },
      ],
      reliability: [{ forecast: 0.9, share: estimate, count: 120 }],
      confusion: [{ truth: idOf('class'), said: idOf('secondClass'), count: 12 }],
      answered: [{ share: 0.5, error: 0.02 }],
      doubt: [{ low: 0, high: 0.1, right: 240, wrong: 4 }],
      values: null,
    },
  },
  'GET /models/{modelId}/holdout': {
    query: { ...page, which: 'wrong' },
    response: listOf({
      ...{ ...judged, said: 'Sports', isRight: false, error: 2.1, confidence: 0.88, uncertainty: 0.37 },
      epistemic: 0.12,
    }),
  },
  'GET /models/{modelId}/comparison/{otherId}': {
    response: {
      ...{
        first: model,
        second: { ...model, id: idOf('other'), version: 'r8-77aa01', isServing: false },
        records: 500,
      },
      figures: [
        {
          ...{ id: figure.id, title: figure.title, better: figure.better, unit: figure.unit, first: 0.87 },
          ...{ second: 0.85, difference: { value: -0.02, low: -0.04, high: 0 } },
        },
      ],
      changed: {
        ...{ count: 14, better: 2, worse: 12 },
        items: [{ ...judged, first: 'Business', second: 'Sports', isBetter: false }],
      },
    },
  },

  'GET /models/{modelId}/exports': { response: { items: [modelExport] } },
  'POST /models/{modelId}/exports': { body: { form: 'features' }, response: { ...modelExport, state: 'queued' } },
  'GET /models/{modelId}/exports/{form}/file': { params: { form: 'features' } }, // a file
  'GET /models/{modelId}/card': {}, // a text
  'GET /projects/{projectId}/trials': { response: { items: [trial] } },
  'POST /projects/{projectId}/trials': {
    body: { settings: { draws: 40 } },
    response: { ...trial, state: 'queued', progress: 0, endedAt: null },
  },
  'POST /trials/{trialId}/cancel': { response: { ...trial, state: 'stopped', error: 'Stopped by Ada.' } },
  'POST /projects/{projectId}/predictions': {
    body: { modelId: model.id },
    response: { ...predictionSet, state: 'queued', done: 0, finishedAt: null },
  },
  'GET /projects/{projectId}/predictions': { response: { items: [predictionSet] } },
  'GET /predictions/{predictionsId}/file': { query: { format: 'csv', status: 'all', split: 'all' } }, // a file
  'DELETE /predictions/{predictionsId}': { response: done },
  'POST /projects/{projectId}/predict': {
    query: {},
    body: [{ id: 'n9', text: 'Shares rise after results' }],
    response: {
      ...{ modelId: model.id, modelVersion: model.version, unit: 'nats' },
      items: [
        {
          ...{ id: 'n9', answer, text: 'Business' },
          probabilities: [
            { classId: idOf('class'), name: 'Business', probability: 0.93 },
            { classId: idOf('secondClass'), name: 'Sports', probability: 0.07 },
          ],
          uncertainty: { total: 0.25, epistemic: 0.08, aleatoric: 0.17 },
        },
      ],
      notes: [],
    },
  },
  'GET /projects/{projectId}/members': { query: page, response: listOf(member) },
  'POST /projects/{projectId}/members': { body: { email: person.email, role: 'engineer' }, response: member },
  'PUT /projects/{projectId}/members/{personId}': { body: { role: 'engineer' }, response: member },
  'DELETE /projects/{projectId}/members/{personId}': { response: done },
  'GET /people': { query: page, response: listOf(person) },
  'PATCH /people/{personId}': { body: { role: 'engineer' }, response: person },
  'POST /people/{personId}/reset-link': { response: { link: '/reset?token=Zm9v', expiresAt } },
  'GET /invitations': { query: page, response: listOf(invitation) },
  'POST /invitations': { body: { role: 'annotator', projectId: project.id }, response: created },
  'DELETE /invitations/{invitationId}': { response: done },
  'POST /invitations/accept': {
    body: { token: 'Zm9v', name: 'Ada', email: person.email, password },
    response: person,
  },

  'OPTIONS /uploads': {},
  'POST /uploads': { headers: { ...tus, 'upload-length': '1200000', 'upload-metadata': 'filename bmV3cy5jc3Y=' } },
  'POST /uploads/fetch': {
    body: { url: 'https://example.org/news.csv' },
    response: { ...upload, url: 'https://example.org/news.csv', bytes: null, receivedBytes: 0, isWhole: false },
  },
  'GET /uploads/{uploadId}': { response: upload },
  'PATCH /uploads/{uploadId}': { headers: { ...tus, 'upload-offset': '0' } },
  'DELETE /uploads/{uploadId}': {},
  'POST /uploads/{uploadId}/survey': { body: { labels: 'answers' }, response: survey },

  'GET /limits': { response: { uploadBytes: 10_000_000_000, projectRecords: 5_000_000, freeBytes: 1_000_000_000 } },
  'PATCH /limits': {
    body: { uploadBytes: 50_000_000_000 },
    response: { uploadBytes: 50_000_000_000, projectRecords: 5_000_000, freeBytes: 1_000_000_000 },
  },

  'GET /me/keys': { query: page, response: listOf(apiKey) },
  'POST /me/keys': {
    body: { name: apiKey.name, scope: 'read', days: 90 },
    response: { ...apiKey, key: 'querent_4f9a7c1e5b2d' },
  },
  'GET /keys': { query: page, response: listOf(apiKey) },
  'DELETE /keys/{keyId}': { response: done },
};
