import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  entriesOf,
  errorsOf,
  includesScope,
  pathOf,
  ROUTES,
  type RouteAccess,
  type RouteEntry,
  type RouteName,
  Scope,
} from '@querent/contracts';
import { makeReadyProject } from '@querent/testing';
import { until } from './harness.ts';
import { type Person, startWeb, type Web } from './web.ts';

const PASSWORD = 'correct horse battery';

/** Whether a key of a scope may call a route: none where access is by session. */
const mayCall = (scope: Scope, access: RouteAccess) =>
  access === 'public' || (access !== 'session' && includesScope(scope, access));

describe('keys at the edge of the web app', () => {
  let web: Web;
  let admin: Person;
  let annotator: Person;
  let projectId: string;
  before(async () => {
    web = await startWeb();
    [admin, annotator] = [await web.join('admin', 'Ada'), await web.join('annotator', 'Bob')];
    projectId = await makeReadyProject(web.test, {
      records: 20,
      members: [{ ...web.test.system, actor: { id: annotator.id, role: 'annotator' } }],
    });
  });
  after(() => web?.stop());

  const make = async (by: Person, wanted: Record<string, unknown> = {}) =>
    (await by.call('POST', '/me/keys', { name: 'A program', ...wanted })).body;
  /** Ids of nothing, and a body that is no JSON: whoever is let in changes nothing. */
  const nothing = Object.fromEntries(
    ['project', 'record', 'round', 'class', 'annotation', 'upload', 'invitation', 'person', 'key'].map((noun) => [
      `${noun}Id`,
      'none',
    ]),
  );

  for (const scope of Scope.options) {
    it(`one that may ${scope} is let in where the table of routes says so, and told which scope it needs elsewhere`, async () => {
      const { call } = { call: web.withKey((await make(admin, { scope })).key) };
      for (const [route, { access }] of entriesOf<RouteName, RouteEntry>(ROUTES)) {
        const [method = ''] = route.split(' ');
        const path = pathOf(route, nothing as never);
        const { status, body } = await call(method, path, method === 'GET' || method === 'OPTIONS' ? undefined : '{');
        const { code, detail = '' } = body as { code?: string; detail?: string };
        if (status >= 400) assert.ok(errorsOf(route).includes(code as never), `${route} does not tell of ${code}`);
        assert.ok(status !== 401 && status < 500, `${route}: ${status}`);
        assert.equal(code !== 'key_not_allowed', mayCall(scope, access), route);
        if (code === 'key_not_allowed')
          assert.ok(detail.includes(access === 'session' ? 'Sign in' : `“${access}”`), detail);
      }
      assert.equal((await admin.call('GET', '/me')).status, 200);
    });
  }

  it('no cookie is looked at or set where there is a key, and what a proxy puts in its place is no key', async () => {
    const { key } = await make(annotator, { scope: 'manage' });
    const [withKey, none] = [web.withKey(key), web.withKey('querent_none')];
    const { cookie } = admin;
    const me = await withKey('GET', '/me', undefined, { cookie });
    assert.equal(me.body.id, annotator.id);
    assert.deepEqual(me.headers.getSetCookie(), []);
    assert.deepEqual([(await none('GET', '/me', undefined, { cookie })).body.code], ['key_invalid']);
    for (const authorization of ['Bearer of-a-proxy', 'Basic YTpi', ''])
      assert.equal((await admin.call('GET', '/me', undefined, { authorization })).body.id, admin.id, authorization);
    const foreign = await web.withKey('of-a-proxy')('GET', '/me');
    assert.deepEqual([foreign.status, foreign.body.code], [401, 'key_invalid']);
    const page = await fetch(`${web.address}/account`, {
      headers: { authorization: `Bearer ${key}` },
      redirect: 'manual',
    });
    assert.equal(page.status, 307); // to sign in
  });

  it('what is sent with a key may come from anywhere, and what is sent with a cookie may not', async () => {
    const origin = 'https://elsewhere.example.org';
    const { key } = await make(annotator, { scope: 'label' });
    const hand = `/projects/${projectId}/hand`;
    assert.equal((await web.withKey(key)('POST', hand, { count: 1 }, { origin })).status, 200);
    assert.equal((await annotator.call('POST', hand, { count: 1 }, { origin })).body.code, 'wrong_origin');
  });

  it('opens no session, and signs nobody out', async () => {
    const sessions = () => web.db.session.count();
    const before = await sessions();
    const call = web.withKey((await make(annotator, { scope: 'manage' })).key);
    await call('GET', '/projects');
    assert.equal((await call('DELETE', '/session')).status, 200);
    const password = { password: PASSWORD, newPassword: 'another horse battery' };
    assert.equal((await call('PUT', '/me/password', password)).body.code, 'key_not_allowed');
    assert.equal(await sessions(), before);
    assert.equal((await call('GET', '/me')).status, 200);
  });

  it('brings a file in pieces, has it imported and takes the records out again, without a cookie', async () => {
    const { body: project } = await admin.call('POST', '/projects', {
      ...{ name: 'By key', recordKind: 'text', task: { kind: 'single_choice' }, classes: ['yes', 'no'] },
    });
    const call = web.withKey((await make(admin, { scope: 'manage', projectId: project.id })).key);
    const made = await call('POST', '/uploads', undefined, {
      ...{ 'upload-length': '12', 'upload-metadata': `filename ${btoa('a.txt')}` },
    });
    assert.equal(made.status, 201);
    const path = made.headers.get('location')!.replace('/api/v1', '');
    const piece = { 'content-type': 'application/offset+octet-stream' };
    for (const [offset, text] of [
      ['0', 'a te'],
      ['4', 'xt\nmore\n'],
    ] as const)
      assert.equal((await call('PATCH', path, Buffer.from(text), { ...piece, 'upload-offset': offset })).status, 204);
    const { body } = await call('GET', path);
    assert.equal((body as { isWhole?: boolean }).isWhole, true);
    const uploadId = path.split('/').at(-1)!;
    const survey = await call('POST', `/uploads/${uploadId}/survey`, {});
    assert.equal(survey.status, 200, JSON.stringify(survey.body));
    const records = `/projects/${project.id}/records`;
    const sent = await call('POST', records, '{"id":"n1","text":"one"}\n', { 'content-type': 'application/x-ndjson' });
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
    const taken = await call('GET', `/projects/${project.id}/export?format=csv`);
    assert.match(String(taken.body), /n1/);
    assert.equal((await admin.call('GET', path)).status, 200);
    const other = web.withKey((await make(admin, { scope: 'manage', projectId })).key);
    assert.equal((await other('GET', path)).body.code, 'upload_not_found');
  });

  it('follows a project, until it is revoked', async () => {
    const { key, id } = await make(annotator);
    const authorization = `Bearer ${key}`;
    const events = await fetch(`${web.address}/api/v1/projects/${projectId}/events`, { headers: { authorization } });
    assert.equal(events.status, 200);
    let text = '';
    const ended = (async () => {
      for await (const chunk of events.body!.pipeThrough(new TextDecoderStream())) text += chunk;
    })();
    await until(async () => text.includes('data: '), 'an event', 10_000);
    await admin.call('DELETE', `/keys/${id}`);
    await ended;
    const refused = await web.withKey(key)('GET', '/me');
    assert.deepEqual([refused.status, refused.body.code], [401, 'key_invalid']);
  });

  it('wrong ones stop after ten, while those that work, passwords and sessions go on from there', async () => {
    await web.db.signInLimit.deleteMany();
    const { key } = await make(annotator);
    const statuses: number[] = [];
    for (let n = 0; n < 13; n++) statuses.push((await web.withKey(`${key.slice(0, -6)}zzzzzz`)('GET', '/me')).status);
    assert.deepEqual(statuses, [...Array(10).fill(401), ...Array(3).fill(429)]);
    assert.equal((await web.withKey(key)('GET', '/me')).status, 200);
    assert.equal((await annotator.call('GET', '/me')).status, 200);
    assert.equal((await web.call('POST', '/session', { email: annotator.email, password: PASSWORD })).status, 200);
  });

  it('none is written to the log', async () => {
    const { key } = await make(admin);
    await web.withKey(key)('POST', '/projects', '{');
    await web.withKey(`${key}0`)('GET', '/me');
    assert.ok(!web.log().includes(key.slice(12, 40)), 'a key is in the log');
  });
});
