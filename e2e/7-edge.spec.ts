import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ProjectEvent } from '@querent/contracts';
import { notifyPerson } from '@querent/db';
import { classId, makeReadyProject } from '@querent/testing';
import { until } from './harness.ts';
import { type Person, startWeb, type Web } from './web.ts';

const MOST_STREAMS = 12;

describe('the edge of the web app', () => {
  let web: Web;
  let admin: Person;
  let annotator: Person;
  let projectId: string;
  before(async () => {
    web = await startWeb();
    [admin, annotator] = [await web.join('admin', 'Ada'), await web.join('annotator', 'Bob')];
    projectId = await newProject();
  });
  after(() => web?.stop());

  const newProject = () =>
    makeReadyProject(web.test, {
      records: 20,
      members: [{ ...web.test.system, actor: { id: annotator.id, role: 'annotator' } }],
    });
  const eventsOf = (path = projectId) => `${web.address}/api/v1/projects/${path}/events`;

  /** Follows the project as a page does. */
  async function follow(person: Person, { method = 'GET' } = {}) {
    const leave = new AbortController();
    const headers = { cookie: person.cookie };
    const response = await fetch(eventsOf(), { method, headers, signal: leave.signal });
    const events: ProjectEvent[] = [];
    const hasEnded: { by: string | null } = { by: null };
    const read = async () => {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream()))
        for (const [, data = ''] of chunk.matchAll(/^data: (.*)$/gm)) events.push(ProjectEvent.parse(JSON.parse(data)));
      hasEnded.by = 'the server';
    };
    if (response.status === 200 && method === 'GET') read().catch(() => {});
    return { status: response.status, response, events, hasEnded, leave: () => leave.abort() };
  }
  /** All streams that a person may have, so that none is left over from before. */
  async function followWithAll(person: Person) {
    const streams: Awaited<ReturnType<typeof follow>>[] = [];
    await until(async () => {
      const stream = await follow(person);
      if (stream.status === 200) streams.push(stream);
      return streams.length === MOST_STREAMS || (await pause(100));
    }, 'all streams of a person');
    return streams;
  }

  it('HEAD on the event stream, and a GET that is gone at once, leave nobody who follows', async () => {
    const heads = await Promise.all(Array.from({ length: 50 }, () => follow(admin, { method: 'HEAD' })));
    for (const { status, response } of heads) {
      assert.equal(status, 200);
      assert.equal(response.headers.get('content-type'), 'text/event-stream');
    }
    const gone = Array.from({ length: 30 }, async (_, i) => {
      const signal = AbortSignal.timeout(1 + i * 2);
      await fetch(eventsOf(), { headers: { cookie: admin.cookie }, signal }).catch(() => {});
    });
    await Promise.all(gone);
    const streams = await followWithAll(admin);
    for (const { leave } of streams) leave();
  });

  it('a person has twelve streams; more are refused with a code, and one that is closed makes room', async () => {
    const streams = await followWithAll(annotator);
    const refused = await annotator.call('GET', `/projects/${projectId}/events`);
    assert.deepEqual([refused.status, refused.body.code], [429, 'too_many_streams']);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    assert.equal((await annotator.call('GET', `/projects/${projectId}/state`)).status, 200);
    streams.pop()!.leave();
    await until(async () => {
      const again = await follow(annotator);
      if (again.status === 200) streams.push(again);
      return again.status === 200;
    }, 'room for another stream');
    for (const { leave } of streams) leave();
  });

  it('streams end at sign-out and at removal from the project, and those of others go on', async () => {
    const eve = await web.join('annotator', 'Eve');
    const member = { projectId, userId: eve.id, role: 'annotator' as const };
    await web.db.member.create({ data: member });
    const [eves, adas] = [await follow(eve), await follow(admin)];
    await until(() => eves.events.length > 0 && adas.events.length > 0, 'the first events');
    await admin.call('DELETE', `/projects/${projectId}/members/${eve.id}`);
    await notifyPerson(web.db, eve.id);
    await until(() => eves.hasEnded.by === 'the server', 'the end of the stream', 5_000);
    assert.equal((await follow(eve)).status, 404);

    await web.db.member.create({ data: member });
    const signedIn = await follow(eve);
    assert.equal(signedIn.status, 200);
    await web.db.session.deleteMany({ where: { userId: eve.id } });
    await notifyPerson(web.db, eve.id);
    await until(() => signedIn.hasEnded.by === 'the server', 'the end of the stream', 5_000);
    assert.equal((await follow(eve)).status, 401);

    const before = adas.events.length;
    await annotator.call('POST', `/projects/${projectId}/annotations`, await answerOf());
    await until(() => adas.events.length > before, 'the next event of those who stay');
    assert.equal(adas.hasEnded.by, null);
    adas.leave();
  });

  async function answerOf() {
    const round = await web.db.round.findFirstOrThrow({ where: { projectId } });
    const record = await web.db.record.findFirstOrThrow({ where: { projectId, split: 'pool', hasLabel: false } });
    const key = `key-${record.id}`;
    const answer = { classId: classId(projectId, 0) };
    return { recordId: record.id, roundId: round.id, outcome: 'label', answer, seconds: 1, idempotencyKey: key };
  }

  it('the same removal sent eight times at once removes once, and nothing is a fault', async () => {
    const doomed = await newProject();
    const answers = await Promise.all(Array.from({ length: 8 }, () => admin.call('DELETE', `/projects/${doomed}`)));
    const codes = answers.map(({ status, body }) => body.code ?? status);
    assert.ok(codes.includes(200));
    for (const code of codes) assert.ok([200, 'project_not_found'].includes(code), `${code}`);
    assert.equal((await admin.call('GET', `/projects/${doomed}`)).body.code, 'project_not_found');
  });

  it('an answer that is not what the contract says does not leave the server where tests run', async () => {
    const paint = (colour: string | null) => web.db.class.updateMany({ where: { projectId }, data: { colour } });
    await paint('no colour');
    assert.equal((await admin.call('GET', `/projects/${projectId}`)).body.code, 'internal');
    assert.match(web.log(), /GET \/projects\/\{projectId\} does not answer what its contract says/);
    await paint(null);
    assert.equal((await admin.call('GET', `/projects/${projectId}`)).status, 200);
  });

  it('pages, scripts and pictures are served as before: compressed, with their policy, kept alive', async () => {
    const get = (path: string) => fetch(web.address + path, { headers: { cookie: admin.cookie } });
    const page = await get('/');
    assert.equal(page.status, 200);
    assert.equal(page.headers.get('content-encoding'), 'gzip');
    assert.equal(page.headers.get('connection'), 'keep-alive');
    assert.match(page.headers.get('content-security-policy') ?? '', /strict-dynamic/);
    const [script = ''] = /\/_next\/static\/[^"]+\.js/.exec(await page.text()) ?? [];
    assert.match((await get(script)).headers.get('cache-control') ?? '', /immutable/);
    assert.equal((await get('/icon.svg')).status, 200);
    assert.equal((await get('/nothing')).status, 404);
  });

  it('while the database is away every call is answered 503 at once, with one line in the log; streams go on after it', async () => {
    const stream = await follow(admin);
    await until(() => stream.events.length > 0, 'the first event');
    const logged = () => web.log().slice(from).trim().split('\n').filter(Boolean);
    const from = web.log().length;
    await web.cable.pull();
    const calls = ['/me', '/projects', `/projects/${projectId}/state`, '/health'];
    for (let i = 0; i < 15; i++) {
      for (const { status, body, headers } of await Promise.all(calls.map((path) => admin.call('GET', path)))) {
        assert.deepEqual([status, body.code], [503, 'unavailable']);
        assert.ok(Number(headers.get('retry-after')) > 0);
      }
    }
    assert.equal(logged().length, 1, web.log().slice(from));
    const page = await fetch(web.address, { headers: { cookie: admin.cookie } });
    assert.equal(page.status, 500);
    await page.text();
    assert.ok(logged().length <= 4, web.log().slice(from)); // Next.js writes down what a page throws: no stack
    await web.cable.plug();
    await until(async () => (await admin.call('GET', '/me')).status === 200, 'the database', 10_000);
    await until(() => /"outage":"unavailable","isOver":true/.test(web.log().slice(from)), 'the second line', 10_000);
    const before = stream.events.length;
    await annotator.call('POST', `/projects/${projectId}/annotations`, await answerOf());
    const next = stream.hasEnded.by ? await follow(admin) : stream;
    await until(() => next.events.length > (next === stream ? before : 0), 'the next event', 10_000);
    for (const { leave } of [stream, next]) leave();
  });

  it('told to end it answers what it has begun, and is gone within two seconds though somebody follows', async () => {
    await follow(admin);
    const last = admin.call('GET', '/projects');
    const begun = Date.now();
    await pause(20);
    web.child.kill('SIGTERM');
    assert.equal((await last).status, 200);
    assert.equal(await web.ended, 0);
    assert.ok(Date.now() - begun < 2_000);
  });
});

it('a web app whose supervisor has gone ends at its next line, and does not go round in circles', async () => {
  const web = await startWeb();
  try {
    const person = await web.join('annotator');
    web.child.stdout.destroy();
    web.child.stderr.destroy();
    await web.cable.pull();
    await person.call('GET', '/me').catch(() => {}); // an outage is a line in the log
    assert.equal(await Promise.race([web.ended, pause(5_000, 'still there', { ref: false })]), 1);
  } finally {
    await web.stop();
  }
});
