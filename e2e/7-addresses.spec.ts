import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { entriesOf, pathOf, ROUTES, type RouteEntry, type RouteName } from '@querent/contracts';
import { makeReadyProject } from '@querent/testing';
import { type Person, startWeb, type Web } from './web.ts';

/** One value for every part of a path. */
const ids = (value: string) => Object.fromEntries(PARTS.map((name) => [name, value]));
const PARTS = Object.keys(ROUTES).flatMap((name) => [...name.matchAll(/\{(\w+)\}/g)].map(([, part = '']) => part));
const routes = entriesOf<RouteName, RouteEntry>(ROUTES).map(([name, entry]) => ({
  ...entry,
  name,
  method: name.slice(0, name.indexOf(' ')),
}));

describe('what is sent to no good address, or is not well formed', () => {
  let web: Web;
  let admin: Person;
  let projectId: string;
  before(async () => {
    web = await startWeb();
    admin = await web.join('admin', 'Ada');
    projectId = await makeReadyProject(web.test, { records: 20, members: [] });
  });
  after(() => web?.stop());

  it('U+0000 and bytes that are no UTF-8 in an id are not well formed, on every route', async () => {
    for (const { name, method, params } of routes) {
      if (!params) continue;
      for (const id of ['\0', 'a\0b', '%']) {
        const path = id === '%' ? pathOf(name, ids('id')).replace('/id', '/%ff') : pathOf(name, ids(id));
        const { status, body } = await admin.call(method, path, method === 'GET' ? undefined : '{}');
        assert.deepEqual([name, status, body.code], [name, 400, 'invalid_input']);
      }
    }
  });

  it('and in a body too; so are half a character, a body that is cut off and one that nests without end', async () => {
    const wrong = [
      '{"name":"a\\u0000"}',
      '{"\\u0000":1}',
      '{"name":"\\ud800"}',
      '{"settings":{"posterior":{"id":"x","options":{"a":["\\udfff"]}}}}',
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
      '{"name":',
      `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      '['.repeat(400_000),
    ];
    // What may be 64 megabytes is read only where there is a round or a model for it: their own tests have such bodies.
    const later: RouteName[] = ['POST /rounds/{roundId}/predictions', 'POST /projects/{projectId}/predict'];
    for (const { name, method, body: schema } of routes) {
      if (!schema || later.includes(name)) continue;
      for (const sent of wrong) {
        const { status, body } = await admin.call(method, pathOf(name, ids(projectId)), sent);
        assert.deepEqual([name, String(sent).slice(0, 60), status, body.code].slice(2), [400, 'invalid_input'], name);
      }
    }
    assert.doesNotMatch(web.log(), /"level":"error"/);
  });

  it('a body beyond a megabyte is answered 413 while it is still being sent, in one piece or in chunks', async () => {
    const path = `/projects/${projectId}`;
    for (const megabytes of [2, 10, 30]) {
      const { status, body } = await admin.call('PATCH', path, 'x'.repeat(megabytes * 1_000_000));
      assert.deepEqual([status, body.code], [413, 'too_large']);
      const stream = new Blob([Buffer.alloc(megabytes * 1_000_000, ' ')]).stream();
      const chunked = await fetch(`${web.address}/api/v1${path}`, {
        ...{ method: 'PATCH', body: stream, duplex: 'half' },
        headers: { cookie: admin.cookie },
      });
      assert.equal(chunked.status, 413);
      // Who may not ask at all hears that, however much is sent.
      assert.equal((await web.call('PATCH', path, 'x'.repeat(megabytes * 1_000_000))).status, 401);
    }
    const name = 'n'.repeat(150);
    assert.equal((await admin.call('PATCH', path, { name, description: ' '.repeat(900_000) })).status, 200);
  });

  it('an address where nothing is, and a method that is not for it, are problems as well', async () => {
    for (const path of ['/nothing', '/projects/a/b/c', '/projects/', '']) {
      const { status, body, headers } = await admin.call('GET', path);
      assert.deepEqual([status, body.code], [404, 'route_not_found'], path);
      assert.equal(headers.get('content-type'), 'application/problem+json');
    }
    const { status, body, headers } = await admin.call('PUT', `/projects/${projectId}`, {});
    assert.deepEqual([status, body.code], [405, 'method_not_allowed']);
    assert.equal(headers.get('allow'), 'DELETE, GET, HEAD, PATCH');
  });

  /** Sends an address as it is written: `fetch` would tidy it up. */
  const ask = (method: string, target: string) =>
    new Promise<{ status: number | undefined; code: string; allow: string | undefined }>((resolve, reject) => {
      const { hostname, port } = new URL(web.address);
      const sent = request({ hostname, port, method, path: target, headers: { cookie: admin.cookie } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const type = response.headers['content-type'] ?? '';
          const isProblem = type === 'application/problem+json';
          const body = isProblem ? JSON.parse(String(Buffer.concat(chunks))) : null;
          resolve({ status: response.statusCode, code: body?.code ?? type, allow: response.headers.allow });
        });
      });
      sent.on('error', reject).end();
    });

  it('an address that would lead elsewhere than it says is not well formed, on every route', async () => {
    for (const { name, method, params } of routes) {
      if (!params) continue;
      for (const dots of ['..', '.', '%2e%2E', '.%2e', '%2e', '..%2fme', 'a\\..']) {
        const target = `/api/v1${pathOf(name, ids('DOTS')).replaceAll('DOTS', dots)}`;
        const { status, code } = await ask(method, target);
        assert.deepEqual([name, dots, status, code], [name, dots, 400, 'invalid_input']);
      }
    }
  });

  it('so are an address that is a whole one or none; below /api all that is not there is a problem', async () => {
    const bad = [400, 'invalid_input'];
    for (const target of ['*', `${web.address}/api/v1/me`, `${web.address}/`, '/..', '/a/../api/v1/me']) {
      for (const method of ['GET', 'OPTIONS']) {
        const { status, code } = await ask(method, target);
        assert.deepEqual([method, target, status, code], [method, target, ...bad]);
      }
    }
    for (const target of ['/api', '/api/', '/api/v2/me', '/api/v1x', '/api/auth/session', '/api/v1//me'])
      assert.deepEqual([target, (await ask('GET', target)).code], [target, 'route_not_found']);
    assert.equal((await ask('OPTIONS', '/api/v1/me')).status, 204);
  });

  it('a page is looked at, and nothing else is done with it', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PROPFIND', 'OPTIONS', 'TRACE']) {
      for (const target of ['/', '/people', `/projects/${projectId}`, '/nothing', '/icon.svg']) {
        const { status, code, allow } = await ask(method, target);
        assert.deepEqual([method, target, status, code], [method, target, 405, 'method_not_allowed']);
        assert.equal(allow, 'GET, HEAD');
      }
    }
    for (const method of ['GET', 'HEAD']) assert.equal((await ask(method, '/')).status, 200);
  });
});
