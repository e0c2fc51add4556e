import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectStudio } from '@querent/contracts';
import { connectStudio, createProject } from '@querent/domain';
import { syncStudio } from '@querent/domain/background';
import { beforeAll, describe, expect, it } from 'vitest';
import { train } from '../test-trained.js';
import { chosen, moods, setUpConnected } from './connected.contract.js';

interface Exchange {
  asks: 'Querent' | 'Label Studio';
  method: string;
  path: string;
  hasBasic: boolean;
  body: { action?: string } | null;
  status: number;
  answer: unknown;
}

/** What Label Studio 1.23.2 and Querent said to each other, in short; `npm run record:label-studio` writes it anew. */
const recorded: Exchange[] = JSON.parse(readFileSync(new URL('./recorded/label-studio.json', import.meta.url), 'utf8'));
const calls = recorded.filter(({ asks }) => asks === 'Label Studio');
const asked = recorded.filter(({ asks }) => asks === 'Querent');

/** What there is in JSON, whatever it says. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : [];
  if (value === null || typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]));
}
const titleOf = ({ method, path, body, hasBasic }: Exchange) =>
  `${method} ${path.replace(/\/label-studio\/\w+/, '')} ${body?.action ?? ''}${hasBasic ? '' : ' without credentials'}`;

describe('what Label Studio was recorded to say', () => {
  const { test, scene, vault, context, sync, connect } = setUpConnected();
  let base = '';

  beforeAll(async () => {
    const { ada, studio, projectId, key } = scene;
    for (let id = 1; id <= 20; id++) studio.annotate(studio.tasks.get(id)!, chosen(id % 2 === 0 ? 'good' : 'not good'));
    base = (await connect()).backendUrl;
    studio.connect(base, key);
    await sync();
    await train(test, ada, projectId);
  });

  it('holds each kind of call and of webhook', () => {
    const kinds = calls.map(({ path, body }) => body?.action ?? path.split('/').at(-1));
    expect(new Set(kinds)).toEqual(
      new Set([
        ...['health', 'setup', 'predict', 'versions', 'START_TRAINING', 'PROJECT_UPDATED'],
        ...['ANNOTATION_CREATED', 'ANNOTATIONS_DELETED'],
      ]),
    );
    // A backend that asked for them there would never hear of an annotation.
    for (const { body, hasBasic } of calls) expect(hasBasic).toBe(!/^(ANNOTATION|PROJECT)/.test(body?.action ?? ''));
  });

  it.each(calls.map((one) => [titleOf(one), one] as const))('is answered as it was: %s', async (_, call) => {
    const basic = Buffer.from(`querent:${scene.key}`).toString('base64');
    const response = await fetch(base + call.path.replace(/^\/label-studio\/\w+/, ''), {
      method: call.method,
      headers: { 'content-type': 'application/json', ...(call.hasBasic ? { authorization: `Basic ${basic}` } : {}) },
      ...(call.body ? { body: JSON.stringify(call.body) } : {}),
    });
    expect(response.status).toBe(call.status);
    expect(shapeOf(await response.json())).toEqual(shapeOf(call.answer));
  });

  it('is understood where Querent asks', async () => {
    const find = (test: (one: Exchange) => boolean) => asked.find(test)!;
    const whole = find(({ path }) => path.includes('fields=all'));
    const page = find(({ path }) => path.startsWith('/api/tasks?') && !path.includes('fields=all'));
    const { tasks } = whole.answer as { tasks: { id: number; annotations: { was_cancelled: boolean }[] }[] };
    const seen: string[] = [];
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://there');
      seen.push(`${request.method} ${pathname}`);
      const isPage = pathname === '/api/tasks' && !request.url?.includes('fields=all');
      const isWhole = pathname === '/api/tasks' && !isPage;
      const one = isPage
        ? page
        : isWhole
          ? whole
          : find((each) => each.method === request.method && each.path.split('?')[0] === pathname);
      // The tasks of one page and those that were fetched whole are of different moments.
      const answer = isPage
        ? { ...(page.answer as object), tasks: tasks.map(({ id }) => ({ id })) }
        : (one ?? whole).answer;
      response.writeHead(one?.status ?? 200).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { id: projectId } = await createProject(scene.ada, moods('text'));
      const { id: studioProjectId } = find(({ path }) => path.startsWith('/api/projects/')).answer as { id: number };
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const given = { url, studioProjectId, token: 'eyJh.eyJ0.signature', classes: { 'not good': 'bad' } };
      const where = { projectId, workerUrl: scene.workerUrl };
      await connectStudio({ ...scene.ada, vault }, { ...ConnectStudio.parse(given), ...where });
      const { id: linkId } = await test.db.studioLink.findUniqueOrThrow({ where: { projectId } });
      await syncStudio(context(), { linkId }, new AbortController().signal);
      const link = await test.db.studioLink.findUniqueOrThrow({ where: { projectId }, include: { tasks: true } });
      expect(link).toMatchObject({ error: null, title: 'Moods there' });
      expect(link.tasks.map(({ taskId, problem }) => [taskId, problem])).toEqual(tasks.map(({ id }) => [id, null]));
      const answers = tasks.flatMap(({ annotations }) => annotations.map(({ was_cancelled }) => !was_cancelled));
      const kept = await test.db.annotation.findMany({ where: { projectId, undoneAt: null } });
      expect(kept.map(({ outcome }) => outcome === 'label').sort()).toEqual(answers.sort());
      expect(answers.length).toBeGreaterThan(0);
      expect(kept[0]?.sourceName).toMatch(/^Label Studio, /);
      expect(seen).toContain('POST /api/token/refresh');
    } finally {
      server.close();
    }
  });
});
