import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  ApiError,
  createClient,
  ERRORS,
  entriesOf,
  errorsOf,
  GivenRecord,
  includesScope,
  keysOf,
  ProjectSettings,
  pathOf,
  problemOf,
  ROUTES,
  type RouteEntry,
  type RouteName,
  Scope,
  SubmitAnnotation,
} from './index.js';
import { openApi } from './openapi/index.js';

describe('contracts', () => {
  it('the defaults of a project are MC dropout and BALD with twenty draws; encoder and network follow from the records', () => {
    expect(ProjectSettings.parse({})).toMatchObject({
      labelsPerRound: 10,
      draws: 20,
      network: null,
      encoder: null,
      posterior: { id: 'mc-dropout' },
      acquisition: { id: 'bald' },
    });
  });

  it('a label needs an answer and a skip has none', () => {
    const answer = { recordId: 'r', roundId: 'o', seconds: 1, idempotencyKey: 'k'.repeat(8) };
    expect(SubmitAnnotation.safeParse({ ...answer, outcome: 'label', answer: { classId: 'c' } }).success).toBe(true);
    expect(SubmitAnnotation.safeParse({ ...answer, outcome: 'label', label: 0 }).success).toBe(true); // of version 0.2
    expect(SubmitAnnotation.safeParse({ ...answer, outcome: 'label', answer: null }).success).toBe(false);
    expect(SubmitAnnotation.safeParse({ ...answer, outcome: 'label', label: null }).success).toBe(false);
    expect(SubmitAnnotation.safeParse({ ...answer, outcome: 'skip', answer: { classIds: [] } }).success).toBe(false);
    expect(SubmitAnnotation.safeParse({ ...answer, outcome: 'skip', label: 1 }).success).toBe(false);
    const both = { ...answer, outcome: 'label', answer: { classId: 'c' }, label: 0 };
    expect(SubmitAnnotation.safeParse(both).success).toBe(false);
  });

  it.each(
    (Object.entries(ROUTES) as [RouteName, RouteEntry][]).flatMap(([name, { query, body }]) => [
      ...(query ? [[name, 'query', query] as const] : []),
      // An answer is taken, whatever a page of another version sends beside it.
      ...(body && body !== SubmitAnnotation ? [[name, 'body', body] as const] : []),
    ]),
  )('%s refuses what its %s does not know, so that a slip of the pen is not passed over', (_, __, schema) => {
    const open: unknown[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('properties' in value && !('additionalProperties' in value)) open.push(value.properties);
      for (const part of Object.values(value)) walk(part);
    };
    walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
    expect(open).toEqual([]);
  });

  describe('the OpenAPI document', () => {
    const { openapi, paths, components } = openApi('1.2.3');
    const Answer = z.object({ content: z.object().loose().default({}) });
    const Operation = z.object({ responses: z.record(z.string(), Answer) });
    const responsesOf = (name: string) => {
      const [method = '', path = ''] = name.split(' ');
      return Operation.parse(paths[path]![method.toLowerCase()]).responses;
    };

    it('has every route with its answers, each refusal as a problem', () => {
      for (const [name, { status = 200 }] of entriesOf<RouteName, RouteEntry>(ROUTES)) {
        const { [status]: done, ...refusals } = responsesOf(name);
        expect(done).toBeDefined();
        const statuses = new Set(errorsOf(name).map((code) => String(ERRORS[code].status)));
        expect(new Set(Object.keys(refusals))).toEqual(statuses);
        for (const { content } of Object.values(refusals))
          expect(Object.keys(content)).toEqual(['application/problem+json']);
      }
      expect(JSON.parse(JSON.stringify(paths))).toEqual(paths);
    });

    it('says what a line of records is, as a document of its version can', () => {
      const item = { $ref: '#/components/schemas/GivenRecord' };
      const schema = { type: 'array', items: item };
      expect(openapi).toBe('3.1.0'); // from 3.2 on there is `itemSchema`
      expect(paths['/projects/{projectId}/records']!.post).toMatchObject({
        requestBody: {
          content: { 'application/json': { schema }, 'application/x-ndjson': { schema, 'x-oai-itemSchema': item } },
        },
      });
      expect(components.schemas.GivenRecord).toMatchObject({
        type: 'object',
        properties: { text: { type: 'string' }, vector: { type: 'array' } },
        additionalProperties: false,
      });
      expect(ROUTES['POST /projects/{projectId}/records'].body.element).toBe(GivenRecord);
    });

    it.each(entriesOf<RouteName, RouteEntry>(ROUTES))(
      'says of %s who is refused, what is not well formed, and what fails for now',
      (name, { params, query, headers, body, takes, access }) => {
        const says = (status: number) => String(status) in responsesOf(name);
        expect(says(401)).toBe(access !== 'public');
        expect(says(400)).toBe(Boolean(params || query || headers || body));
        expect(says(413)).toBe(Boolean(body || takes));
        expect(says(500) && says(503)).toBe(true);
      },
    );
  });

  describe('who may call a route', () => {
    const entries = entriesOf<RouteName, RouteEntry>(ROUTES);
    const { paths } = openApi('1');
    /** What is asked about stands in the body of a question to a model, of which nothing is kept. */
    const isReading = (name: string) => /^(GET|OPTIONS) |\/predict$/.test(name);
    /** What a key that was found by somebody else must not do: its end would not be the end of that. */
    const givesRights = (name: string) =>
      / .*keys/.test(name) || (!isReading(name) && /password|invitations|members|people/.test(name));

    it.each(entries)('is said of %s in the table, and in the OpenAPI document', (name, { access }) => {
      const [method = '', path = ''] = name.split(' ');
      expect(['public', 'session', ...Scope.options]).toContain(access);
      const { security } = z.object({ security: z.unknown() }).parse(paths[path]![method.toLowerCase()]);
      const key = Scope.safeParse(access).success ? [{ key: [access] }] : [];
      expect(security).toEqual(access === 'public' ? [] : [{ session: [] }, ...key]);
    });

    it('follows from what it does: reading needs no more than to read, changes do, and no key gives rights', () => {
      for (const [name, { access }] of entries) {
        if (access === 'public') continue;
        if (givesRights(name)) expect(access, name).toBe('session');
        else if (isReading(name)) expect(access, name).toBe('read');
        else expect(['label', 'manage', 'session'], name).toContain(access);
      }
    });
  });

  it('a scope includes the ones before it', () => {
    const included = (scope: Scope) => Scope.options.filter((needed) => includesScope(scope, needed));
    expect(Scope.options.map(included)).toEqual([['read'], ['read', 'label'], ['read', 'label', 'manage']]);
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

  describe('whether the client may try again is read from the table of errors', () => {
    const failureOf = (respond: () => Promise<Response>) =>
      createClient(
        '',
        respond,
      )('GET /me').then(
        () => expect.unreachable('it did not fail'),
        (error: ApiError) => error,
      );
    const reply = (body: string, status: number) => failureOf(async () => new Response(body, { status }));

    it.each(keysOf(ERRORS))('%s', async (code) => {
      const problem = problemOf(code, 'So it is.', 'request');
      const failed = await reply(JSON.stringify(problem), problem.status);
      expect(failed).toMatchObject({ problem: { code }, canRetry: ERRORS[code].retry, message: 'So it is.' });
    });

    it.each([
      [200, '<html>', 'a success that is no JSON'],
      [200, '[{"id":1}]', 'a success that is not what the contract says'],
      [200, '', 'a success without a body'],
      [404, '<html>', 'a refusal that is no problem'],
      [409, '{"code":"of_next_year"}', 'a refusal that this version does not know'],
      [500, 'Internal Server Error', 'a failure that is no problem'],
    ])('%i %s: %s is sent once', async (status, body) => {
      const failed = await reply(body, status);
      expect(failed).toBeInstanceOf(ApiError);
      expect(failed).toMatchObject({ problem: { code: 'unreadable', status }, canRetry: false, isOffline: false });
      expect(failed.message).toMatch(/Reload the page/);
    });

    it.each([502, 503, 504])('%i of a gateway in front of a server that is away is tried again', async (status) => {
      expect(await reply('<html>', status)).toMatchObject({ problem: { code: 'unavailable' }, canRetry: true });
    });

    it('no reply, and one that breaks off, are tried again', async () => {
      const broken = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) });
      const failures = [() => Promise.reject(new TypeError('failed to fetch')), async () => new Response(broken)];
      for (const fail of failures) expect(await failureOf(fail)).toMatchObject({ isOffline: true, canRetry: true });
    });
  });
});
