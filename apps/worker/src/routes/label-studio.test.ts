import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectStudio, CreateProject } from '@querent/contracts';
import {
  type Context,
  connectStudio,
  createKey,
  createProject,
  createVault,
  disconnectStudio,
  getStudioLink,
} from '@querent/domain';
import { requeueUnfinished, syncStudio } from '@querent/domain/background';
import { setUpContext, setUpServing } from '@querent/testing/vitest';
import { pino } from 'pino';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { train } from '../test-trained.js';
import { createApp } from './app.js';
import { PERSONAL, startTestStudio, type TestStudio } from './test-studio.js';

const CONFIG = `<View><Text name="text" value="$text"/>
  <Choices name="mood" toName="text"><Choice value="good"/><Choice value="bad" alias="not good"/></Choices></View>`;
const SMALL = { posterior: { id: 'mc-dropout', options: { minUpdates: 40 } }, draws: 5, labelsPerRound: 1_000 };
const chosen = (...choices: string[]) => [
  { from_name: 'mood', to_name: 'text', type: 'choices', value: { choices } },
  { from_name: 'other', to_name: 'text', type: 'choices', value: { choices: ['x'] } },
];
const textOf = (at: number) => `${at % 2 === 0 ? 'splendid lovely' : 'awful dreadful'} thing number ${at}`;

describe('the backend that Label Studio calls', () => {
  const test = setUpContext();
  const served = setUpServing(test);
  const vault = createVault('a secret of tests, and of nothing else');
  const { signal } = new AbortController();
  let ada: Context;
  let studio: TestStudio;
  let server: Server;
  let workerUrl: string;
  let projectId: string;
  let base: string;
  let key: string;

  const context = () => ({ ...test.system, vault, serving: served.serving });
  const linkRow = () => test.db.studioLink.findUniqueOrThrow({ where: { projectId } });
  const sync = async () => syncStudio(context(), { linkId: (await linkRow()).id }, signal);
  const look = () => getStudioLink(ada, { projectId, workerUrl });
  const connect = (more: object = {}) =>
    connectStudio(
      { ...ada, vault },
      {
        ...ConnectStudio.parse({
          url: studio.url,
          studioProjectId: 7,
          token: PERSONAL,
          classes: { 'not good': 'bad' },
          ...more,
        }),
        ...{ projectId, workerUrl },
      },
    );
  const standing = async (taskId: number) => {
    const { recordId } = await test.db.studioTask.findFirstOrThrow({ where: { taskId, link: { projectId } } });
    const where = { recordId: recordId ?? '', undoneAt: null };
    const [answers, label] = await Promise.all([
      test.db.annotation.findMany({ where, orderBy: { createdAt: 'asc' } }),
      test.db.label.findUnique({ where: { recordId: recordId ?? '' } }),
    ]);
    return { answers, label };
  };
  const className = async (label: { answer: unknown } | null) => {
    const { classId: id = '' } = (label?.answer ?? {}) as { classId?: string };
    return (await test.db.class.findUnique({ where: { id } }))?.name;
  };

  beforeAll(async () => {
    ada = await test.as('admin');
    studio = await startTestStudio(CONFIG);
    server = createApp(context(), pino({ level: 'silent' })).listen(0, '127.0.0.1');
    await once(server, 'listening');
    workerUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const made = {
      name: 'Moods',
      recordKind: 'text',
      task: { kind: 'single_choice' },
      classes: [{ name: 'good' }, { name: 'bad' }],
    };
    ({ id: projectId } = await createProject(ada, CreateProject.parse({ ...made, settings: SMALL })));
    for (let id = 1; id <= 40; id++) studio.addTask(id, { text: textOf(id) });
    ({ key } = await createKey(ada, { name: 'LS', scope: 'read', projectId, days: null }));
  });
  afterAll(() => {
    studio.close();
    server.closeAllConnections();
    server.close();
  });

  it('is connected once Label Studio has shown its configuration, and its token never comes back', async () => {
    const link = await connect();
    expect(link).toMatchObject({ title: 'There', tasks: 0, error: null, classes: { good: 'good', 'not good': 'bad' } });
    expect(JSON.stringify([link, await linkRow()])).not.toContain(PERSONAL);
    base = link.backendUrl;
    studio.connect(base, key);
    await expect(connect({ token: 'wrong' })).rejects.toMatchObject({
      code: 'studio_unsuitable',
      detail: /does not take the token/,
    });
    await expect(connect({ studioProjectId: 8 })).rejects.toMatchObject({
      detail: expect.stringContaining('no such project'),
    });
    await expect(connect({ url: 'http://127.0.0.1:9', token: undefined })).rejects.toMatchObject({
      code: 'studio_unsuitable',
    }); // its token does not go elsewhere
    await expect(connect({ url: 'http://127.0.0.1:9', token: 'x' })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(connect({ url: 'http://169.254.169.254', token: 'x' })).rejects.toMatchObject({ code: 'url_refused' });
    await expect(connect({ token: undefined })).resolves.toMatchObject({ backendUrl: base });
  });

  it('whoever manages a project only does not look around in the own network', async () => {
    await test.db.member.create({
      data: { projectId: await ownProject(), userId: test.eve.actor.id, role: 'engineer' },
    });
    const { projectId: own } = await test.db.member.findFirstOrThrow({ where: { userId: test.eve.actor.id } });
    const asked = {
      ...ConnectStudio.parse({ url: studio.url, studioProjectId: 7, token: PERSONAL }),
      projectId: own,
      workerUrl,
    };
    await expect(connectStudio({ ...test.eve, vault }, asked)).rejects.toMatchObject({ code: 'url_refused' });
    await expect(getStudioLink(test.eve, { projectId, workerUrl })).rejects.toMatchObject({
      code: 'project_not_found',
    });
  });
  const ownProject = async () => {
    const made = {
      name: 'Own',
      recordKind: 'text',
      task: { kind: 'single_choice' },
      classes: [{ name: 'good' }, { name: 'bad' }],
    };
    return (await createProject(ada, CreateProject.parse(made))).id;
  };

  it('makes records of its tasks, once', async () => {
    await sync();
    await test.db.studioLink.updateMany({ data: { wantsAll: true } });
    await sync();
    expect(await look()).toMatchObject({ tasks: 40, records: 40, waiting: 0, problems: 0, error: null });
    expect(await test.db.record.count({ where: { projectId } })).toBe(40);
    expect(await test.db.record.findFirst({ where: { projectId, externalId: 'ls-3' } })).toMatchObject({
      content: { text: textOf(3) },
    });
  });

  it('answers with JSON whatever comes, and without a key with what to do', async () => {
    expect(await studio.call('GET', '/health')).toMatchObject({ status: 200, body: { status: 'UP' } });
    expect(await studio.call('GET', '/health', undefined, false)).toMatchObject({
      status: 401,
      body: { detail: /password of Basic/ },
    });
    expect((await look()).error).toMatch(/without a key that works/);
    expect(await studio.setUp()).toEqual({ status: 200, body: {} }); // no model yet
    expect((await studio.predict([studio.tasks.get(1)!])).body).toEqual({ results: [] });
    expect((await studio.call('POST', '/predict', { nothing: 1 })).status).toBe(400);
    expect((await studio.call('GET', '/versions')).body).toEqual({ versions: [] });
    expect((await studio.call('POST', '/validate', {})).status).toBe(404);
    const broken = await fetch(`${base}/webhook`, { method: 'POST', body: '{"action": ' });
    expect([broken.status, await broken.json()]).toEqual([
      400,
      { code: 'invalid_input', detail: expect.stringContaining('cannot be read') },
    ]);
    const unknown = await fetch(`${workerUrl}/label-studio/nobody/health`);
    expect([unknown.status, (await unknown.json()).code]).toEqual([404, 'studio_not_linked']);
    const other = await createKey(ada, { name: 'other', scope: 'read', projectId: await ownProject(), days: null });
    studio.connect(base, other.key);
    expect(await studio.call('GET', '/health')).toMatchObject({ status: 404, body: { code: 'project_not_found' } });
    studio.connect(base, key);
  });

  it('a configuration that the project cannot answer is refused in words', async () => {
    const schema = '<View><Text name="t" value="$t"/><Labels name="l" toName="t"><Label value="a"/></Labels></View>';
    const { status, body } = await studio.call('POST', '/setup', { project: '7.1', schema });
    expect([status, body.code]).toEqual([422, 'studio_unsuitable']);
    expect(body.detail).toMatch(/needs a labelling configuration with Choices/);
  });

  it('a webhook only notes what to look at, and the truth is fetched', async () => {
    const task = studio.tasks.get(1)!;
    studio.annotate(task, chosen('not good'));
    const before = performance.now();
    const lie = { task: { id: 1 }, annotation: { id: 1, task: 1, result: chosen('good') } };
    expect(await studio.webhook('ANNOTATION_CREATED', lie)).toMatchObject({ status: 201 });
    expect(performance.now() - before).toBeLessThan(900);
    expect((await standing(1)).answers).toEqual([]);
    await sync();
    const { answers, label } = await standing(1);
    expect(answers).toMatchObject([
      { source: 'import', sourceName: 'Label Studio, person 3', seconds: 2.5, outcome: 'label' },
    ]);
    expect(await className(label)).toBe('bad');
    expect((await look()).labelledAt).not.toBeNull();
  });

  it('what changes, is skipped or goes there follows, and twice is once', async () => {
    const task = studio.tasks.get(2)!;
    const made = studio.annotate(task, chosen('good'));
    const hear = async (action: string, more: object) => {
      await studio.webhook(action, more);
      await sync();
      return standing(2);
    };
    const first = await hear('ANNOTATION_CREATED', { task: { id: 2 } });
    expect((await hear('ANNOTATION_UPDATED', { annotation: { task: 2 } })).answers).toEqual(first.answers);
    made.result = chosen('not good');
    const changed = await hear('ANNOTATION_UPDATED', { task: { id: 2 } });
    expect(changed.answers).toHaveLength(1);
    expect(await className(changed.label)).toBe('bad');
    made.was_cancelled = true;
    expect(await hear('ANNOTATION_CREATED', { task: { id: 2 } })).toMatchObject({
      answers: [{ outcome: 'skip' }],
      label: null,
    });
    task.annotations = [];
    // Of one that is gone nothing comes but its id.
    expect(await hear('ANNOTATIONS_DELETED', { annotations: [{ id: made.id }] })).toEqual({ answers: [], label: null });
  });

  it('many at once, as a list, and tasks that come and go', async () => {
    for (let id = 3; id <= 22; id++) studio.annotate(studio.tasks.get(id)!, chosen(id % 2 === 0 ? 'good' : 'not good'));
    const ids = Array.from({ length: 20 }, (_, at) => ({ id: at + 3 }));
    await studio.webhook('ANNOTATIONS_CREATED', {
      task: ids,
      annotation: ids.map(({ id }) => ({ id: id + 500, task: id })),
    });
    studio.annotate(studio.addTask(41, { text: 'a text that is new' }), chosen('good'));
    studio.addTask(42, { other: 'nothing to read' });
    studio.tasks.delete(40);
    await studio.webhook('TASKS_CREATED', { tasks: [{ id: 41 }, { id: 42 }] });
    await studio.webhook('TASKS_DELETED', { tasks: [{ id: 40 }] });
    expect(await studio.webhook('PROJECT_UPDATED', { project: { id: 7 } })).toEqual({
      status: 200,
      body: { status: 'Unknown event' },
    });
    await sync();
    expect(await look()).toMatchObject({
      tasks: 41,
      records: 40,
      problems: 1,
      problem: expect.stringContaining('no text at "text"'),
    });
    expect((await standing(41)).answers).toHaveLength(1);
    expect(await test.db.record.findFirst({ where: { projectId, externalId: 'ls-40' } })).toMatchObject({
      removedAt: expect.any(Date),
    });
    studio.annotate(studio.tasks.get(23)!, chosen('something else'));
    await studio.webhook('ANNOTATION_CREATED', { task: { id: 23 } });
    await sync();
    expect(await look()).toMatchObject({ problems: 2, problem: expect.stringContaining('which is no class here') });
    studio.tasks.get(23)!.annotations = [];
    await studio.webhook('ANNOTATION_UPDATED', { task: { id: 23 } });
    await sync();
    expect(await look()).toMatchObject({ problems: 1 });
  });

  it('trains when it is told to, and not where nothing is new', async () => {
    await train(test, ada, projectId);
    await sync();
    expect(await studio.webhook('START_TRAINING', { project: { id: 7 } })).toMatchObject({ status: 201 });
    await sync();
    expect(await test.db.round.count({ where: { projectId, state: 'queued' } })).toBe(0);
    expect((await linkRow()).trainAskedAt).toBeNull();
    studio.annotate(studio.tasks.get(24)!, chosen('good'));
    await studio.webhook('ANNOTATION_CREATED', { task: { id: 24 } });
    await studio.webhook('START_TRAINING', { project: { id: 7 } });
    await sync();
    expect(await test.db.round.count({ where: { projectId, state: 'queued' } })).toBe(1);
  });

  it('has the predictions of a new model retrieved, and then makes it the one that orders the tasks', async () => {
    const first = studio.project.model_version;
    expect(first).toMatch(/^r1-/);
    const { version } = await train(test, ada, projectId);
    studio.asked.length = 0;
    await sync();
    expect(studio.project.model_version).toBe(version);
    expect(version).not.toBe(first);
    const [retrieved, patched] = ['POST /api/dm/actions', 'PATCH /api/projects/7/'].map((one) =>
      studio.asked.indexOf(one),
    );
    expect(retrieved).toBeGreaterThanOrEqual(0);
    expect(patched).toBeGreaterThan(retrieved!);
    expect((await look()).version).toBe(version);
    expect((await studio.setUp()).body).toEqual({ model_version: version });
    expect((await studio.call('GET', '/versions')).body).toEqual({ versions: [version, first] });
    const open = [25, 26].map((id) => studio.tasks.get(id)!.predictions.at(-1)!);
    expect(open).toMatchObject([
      { result: [{ value: { choices: ['not good'] } }] },
      { result: [{ value: { choices: ['good'] } }] },
    ]);
    studio.asked.length = 0;
    await sync();
    expect(studio.asked).not.toContain('POST /api/dm/actions');
  });

  it('a task that cannot be read has an empty result in its place, and thousands come in one body', async () => {
    const some = [studio.tasks.get(1)!, studio.tasks.get(42)!, studio.tasks.get(2)!];
    const { body } = await studio.predict(some);
    expect(body.results.map(({ result }: { result: object[] }) => result.length)).toEqual([1, 0, 1]);
    for (const { score } of body.results) expect(Number.isFinite(score)).toBe(true);
    const many = Array.from({ length: 2_500 }, (_, at) => ({
      ...studio.tasks.get(1)!,
      id: at,
      data: { text: textOf(at) },
    }));
    expect((await studio.predict(many)).body.results).toHaveLength(2_500);
  });

  it('one that is away is tried again later, and the row says why', async () => {
    studio.setAway(true);
    studio.annotate(studio.tasks.get(27)!, chosen('good'));
    await studio.webhook('ANNOTATION_CREATED', { task: { id: 27 } });
    await sync();
    await sync();
    const row = await linkRow();
    expect(row).toMatchObject({ failures: 2, error: expect.stringContaining('answers 503') });
    expect(row.retryAt!.getTime() - Date.now()).toBeGreaterThan(7_000);
    await requeueUnfinished(test.system);
    studio.setAway(false);
    // What waits stands in the rows: whoever comes next, after whatever end of the one before, goes on with it.
    await sync();
    expect(await linkRow()).toMatchObject({ failures: 0, error: null, retryAt: null });
    expect((await standing(27)).answers).toHaveLength(1);
  });

  it('a token that was sealed with another secret is asked for again', async () => {
    await syncStudio({ ...context(), vault: createVault('another secret') }, { linkId: (await linkRow()).id }, signal);
    expect((await look()).error).toMatch(/Give it again/);
  });

  it('pictures are fetched with its token, and one that is not there takes no other with it', async () => {
    const config =
      '<View><Image name="i" value="$image"/><Choices name="c" toName="i"><Choice value="good"/><Choice value="bad"/></Choices></View>';
    const gallery = await startTestStudio(config);
    try {
      const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a04020' } })
        .png()
        .toBuffer();
      gallery.files.set('/data/upload/1.png', picture);
      gallery.addTask(1, { image: '/data/upload/1.png' });
      gallery.addTask(2, { image: '/data/upload/none.png' });
      gallery.addTask(3, { image: 'http://127.0.0.2:9/else.png' });
      gallery.addTask(4, {
        image: `data:image/png;base64,${(await sharp(picture).negate().png().toBuffer()).toString('base64')}`,
      });
      const made = {
        name: 'Pictures',
        recordKind: 'image',
        task: { kind: 'single_choice' },
        classes: [{ name: 'good' }, { name: 'bad' }],
      };
      const { id } = await createProject(ada, CreateProject.parse(made));
      const asked = ConnectStudio.parse({ url: gallery.url, studioProjectId: 7, token: 'old-style' });
      await connectStudio({ ...ada, vault }, { ...asked, projectId: id, workerUrl });
      const { id: linkId } = await test.db.studioLink.findUniqueOrThrow({ where: { projectId: id } });
      await syncStudio(context(), { linkId }, signal);
      const rows = await test.db.studioTask.findMany({ where: { linkId }, orderBy: { taskId: 'asc' } });
      expect(rows.map(({ recordId }) => recordId !== null)).toEqual([true, false, false, true]);
      expect(rows[1]!.problem).toMatch(/answers 404/);
      expect(rows[2]!.problem).toMatch(/not in the public internet/);
    } finally {
      gallery.close();
    }
  });

  it('is disconnected, and what was labelled stays', async () => {
    const labels = await test.db.label.count({ where: { projectId } });
    await disconnectStudio(ada, { projectId });
    await expect(look()).rejects.toMatchObject({ code: 'studio_not_linked' });
    expect((await studio.call('GET', '/health')).status).toBe(404);
    expect(await test.db.label.count({ where: { projectId } })).toBe(labels);
  });
});
