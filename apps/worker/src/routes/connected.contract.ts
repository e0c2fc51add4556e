import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectStudio, CreateProject } from '@querent/contracts';
import type { Prisma } from '@querent/db';
import { type Context, connectStudio, createKey, createProject, createVault, getStudioLink } from '@querent/domain';
import { syncStudio } from '@querent/domain/background';
import { setUpContext, setUpServing } from '@querent/testing/vitest';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createApp } from './app.js';
import { PERSONAL, startTestStudio, type TestStudio } from './test-studio.js';

const CONFIG = `<View><Text name="text" value="$text"/>
  <Choices name="mood" toName="text"><Choice value="good"/><Choice value="bad" alias="not good"/></Choices></View>`;
const SMALL = { posterior: { id: 'mc-dropout', options: { minUpdates: 40 } }, draws: 5, labelsPerRound: 1_000 };

/** A result there, beside one that is not asked for. */
export const chosen = (...choices: string[]) => [
  { from_name: 'mood', to_name: 'text', type: 'choices', value: { choices } },
  { from_name: 'other', to_name: 'text', type: 'choices', value: { choices: ['x'] } },
];
export const textOf = (at: number) => `${at % 2 === 0 ? 'splendid lovely' : 'awful dreadful'} thing number ${at}`;
/** A project of two classes. */
export const moods = (recordKind: 'text' | 'image', settings: object = {}) =>
  CreateProject.parse({
    ...{ name: 'Moods', recordKind, task: { kind: 'single_choice' }, settings },
    classes: [{ name: 'good' }, { name: 'bad' }],
  });

/** A project that can be connected with a small Label Studio of 40 tasks, and the worker's app that this calls. */
export function setUpConnected() {
  const test = setUpContext();
  const served = setUpServing(test);
  const vault = createVault('a secret of tests, and of nothing else');
  const { signal } = new AbortController();
  const scene = {} as { ada: Context; studio: TestStudio; workerUrl: string; projectId: string; key: string };
  let server: Server;
  const context = () => ({ ...test.system, vault, serving: served.serving });
  const linkRow = (): Promise<Prisma.StudioLinkGetPayload<object>> =>
    test.db.studioLink.findUniqueOrThrow({ where: { projectId: scene.projectId } });
  beforeAll(async () => {
    const ada = await test.as('admin');
    const studio = await startTestStudio(CONFIG);
    server = createApp(context(), pino({ level: 'silent' })).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const workerUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { id: projectId } = await createProject(ada, moods('text', SMALL));
    for (let id = 1; id <= 40; id++) studio.addTask(id, { text: textOf(id) });
    const { key } = await createKey(ada, { name: 'LS', scope: 'read', projectId, days: null });
    Object.assign(scene, { ada, studio, workerUrl, projectId, key });
  });
  afterAll(() => {
    scene.studio.close();
    server.closeAllConnections();
    server.close();
  });
  return {
    ...{ test, vault, scene, context, linkRow },
    sync: async () => syncStudio(context(), { linkId: (await linkRow()).id }, signal),
    look: () => getStudioLink(scene.ada, scene),
    connect(more: object = {}) {
      const asked = { url: scene.studio.url, studioProjectId: 7, token: PERSONAL, classes: { 'not good': 'bad' } };
      const { projectId, workerUrl } = scene;
      const given = { ...ConnectStudio.parse({ ...asked, ...more }), projectId, workerUrl };
      return connectStudio({ ...scene.ada, vault }, given);
    },
  };
}
