import { describe, expect, it } from 'vitest';
import { ApiError, createClient, ERRORS, openApi, ProjectSettings, pathOf, ROUTES, SubmitAnnotation } from './index.js';

describe('contracts', () => {
  it('the defaults of a project are Gal’s network, MC dropout and BALD with twenty draws', () => {
    expect(ProjectSettings.parse({})).toMatchObject({
      labelsPerRound: 10,
      draws: 20,
      network: { id: 'gal-cnn' },
      posterior: { id: 'mc-dropout' },
      acquisition: { id: 'bald' },
    });
  });

  it('a label needs a class and a skip has none', () => {
    const answer = { recordId: 'r', roundId: 'o', seconds: 1, idempotencyKey: 'k'.repeat(8) };
    expect(SubmitAnnotation.safeParse({ ...answer, outcome: 'label', label: 0 }).success).toBe(true);
    expect(SubmitAnnotation.safeParse({ ...answer, outcome: 'label', label: null }).success).toBe(false);
    expect(SubmitAnnotation.safeParse({ ...answer, outcome: 'skip', label: 1 }).success).toBe(false);
  });

  it('the OpenAPI document has every route with its answers', () => {
    const { paths } = openApi('1.2.3');
    for (const [name, { errors }] of Object.entries(ROUTES)) {
      const [method, path] = name.split(' ') as [string, string];
      const operation = paths[path]?.[method.toLowerCase()] as { responses: Record<string, unknown> };
      for (const code of errors) expect(operation.responses).toHaveProperty(String(ERRORS[code].status));
    }
    expect(JSON.parse(JSON.stringify(paths))).toEqual(paths);
  });

  it('paths are filled in and escaped', () => {
    expect(pathOf('GET /projects/{projectId}', { projectId: 'a/b c' })).toBe('/projects/a%2Fb%20c');
  });

  it('the client tells a refusal from a network that is down', async () => {
    const problem = { type: 'urn:x', title: 'No', status: 404, code: 'project_not_found', detail: 'Not yours.' };
    const refusing = createClient('/api/v1', async () => Response.json(problem, { status: 404 }));
    const refused = await refusing('GET /projects').catch((error: unknown) => error);
    expect(refused).toMatchObject({ problem: { code: 'project_not_found' }, message: 'Not yours.', isOffline: false });
    const offline = createClient('/api/v1', () => Promise.reject(new TypeError('failed to fetch')));
    const failed = await offline('GET /projects').catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ApiError);
    expect(failed).toMatchObject({ isOffline: true });
  });

  it('the client refuses an answer that is not what the contract says', async () => {
    const client = createClient('', async () => Response.json([{ id: 1 }]));
    await expect(client('GET /projects')).rejects.toThrow();
  });
});
