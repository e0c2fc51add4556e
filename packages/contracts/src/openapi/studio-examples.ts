import { idOf, project, round } from './example-objects.js';

const link = {
  ...{ projectId: project.id, url: 'https://labels.example.org', studioProjectId: 12, title: 'News' },
  backendUrl: `https://querent.example.org/label-studio/${idOf('link')}-Zm9v`,
  question: {
    ...{ control: 'choices' as const, fromName: 'topic', toName: 'text', kind: 'text' as const, dataKey: 'text' },
    ...{ isMultiple: false, choices: ['Business', 'Sports'] },
  },
  classes: { Business: 'Business', Sports: 'Sports' },
  ...{
    setsVersion: true,
    tasks: 2_000,
    records: 2_000,
    waiting: 0,
    problems: 0,
    problem: null,
    version: 'r3-1a2b3c4d',
  },
  ...{ calledAt: round.createdAt, labelledAt: round.createdAt, error: null, failedAt: null },
};

/** Of the routes that connect a project with Label Studio. */
export const studioExamples = {
  'GET /projects/{projectId}/label-studio': { response: link },
  'PUT /projects/{projectId}/label-studio': {
    body: { url: link.url, studioProjectId: link.studioProjectId, token: 'a-token-of-label-studio' },
    response: link,
  },
  'DELETE /projects/{projectId}/label-studio': { response: { ok: true as const } },
};
