import { ConnectStudio } from '@querent/contracts';
import { connectStudio, createKey, createProject, createVault, disconnectStudio, getStudioLink } from '@querent/domain';
import { syncStudio } from '@querent/domain/background';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { train } from '../test-trained.js';
import { chosen, moods, setUpConnected, textOf } from './connected.contract.js';
import { PERSONAL, startTestStudio } from './test-studio.js';

describe('the backend that Label Studio calls', () => {
  const { test, vault, scene, context, linkRow, sync, look, connect } = setUpConnected();
  let { ada, studio, workerUrl, projectId, key } = scene;
  const { signal } = new AbortController();
  let base = '';
  beforeAll(() => {
    ({ ada, studio, workerUrl, projectId, key } = scene);
  });
  const ownProject = async () => (await createProject(ada, moods('text'))).id;

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
    await expect(connect({ url: 'http://127.0.0.1:9', token: 'x' })).rejects.toMatchObject({
      code: 'studio_unsuitable',
    });
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

  it('a task that cannot be read has an empty result in its place, and thousands come in one body', async () => {
    studio.addTask(42, { other: 'nothing to read' });
    for (let id = 1; id <= 20; id++) studio.annotate(studio.tasks.get(id)!, chosen(id % 2 === 0 ? 'good' : 'not good'));
    await test.db.studioLink.updateMany({ data: { wantsAll: true } });
    await sync();
    await train(test, ada, projectId);
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
      const { id } = await createProject(ada, moods('image'));
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
