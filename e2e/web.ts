import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@querent/contracts';
import { createTestContext } from '@querent/testing';
import { migrate } from '../tools/migrate.ts';
import { freePort, newPassword, startPostgres } from '../tools/postgres.ts';
import { HEAP } from '../tools/service.ts';
import { ROOT } from '../tools/stages.mjs';
import type { Answer } from './api.ts';
import { openCable } from './cable.ts';
import { until } from './harness.ts';

export type Web = Awaited<ReturnType<typeof startWeb>>;
export type Person = Awaited<ReturnType<Web['join']>>;

/**
 * The built web app alone, on a database of its own: no worker, no browser. Answers are held against the contract.
 *
 * @param env more settings of its process
 */
export async function startWeb(env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'querent-web-'));
  chmodSync(folder, 0o755); // the database server runs as another user where this one is root
  const postgres = await startPostgres({ folder: join(folder, 'postgres'), password: newPassword() });
  await migrate(postgres.url('template1'));
  const test = await createTestContext(postgres.url('postgres'));
  const url = new URL(test.url);
  const cable = await openCable(Number(url.port));
  url.port = String(cable.port);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const settings = {
    ...process.env,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: url.href,
    QUERENT_OBJECTS_DIR: test.objectsDir,
    BETTER_AUTH_SECRET: randomBytes(32).toString('hex'),
    PUBLIC_URL: address,
    QUERENT_CHECK_ANSWERS: '1',
    ...env,
  };
  const log: string[] = [];
  const launch = () => {
    const child = spawn(process.execPath, [...HEAP, join(ROOT, 'apps/web/serve.mjs')], {
      cwd: ROOT,
      env: settings,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => log.push(String(chunk)));
    const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
      child.once('exit', (code, signal) => resolve(code ?? signal)),
    );
    return { child, ended };
  };
  /** Until it answers. @throws Error where it ends before */
  const ready = async () => {
    await until(
      async () => web.child.exitCode !== null || (await web.call('GET', '/health').catch(() => null)),
      'the web app',
    );
    if (web.child.exitCode !== null) throw new Error(`The web app ended:\n${web.log()}`);
  };
  const web = {
    address,
    ...launch(),
    /** From the app to its database. */
    cable,
    test,
    db: test.db,
    log: () => log.join(''),
    call: callerAt(address, { origin: address }),
    /** A person with an account and a session, made as people make them. */
    async join(role: Role, name: string = role) {
      const token = randomBytes(16).toString('hex');
      const tokenHash = createHash('sha256').update(token).digest('hex');
      await test.db.invitation.create({ data: { tokenHash, role, expiresAt: new Date(Date.now() + 60_000) } });
      const email = `${name.replaceAll(' ', '.')}.${token.slice(0, 6)}@example.org`;
      const accept = { token, name, email, password: 'correct horse battery' };
      const { status, body, headers } = await web.call('POST', '/invitations/accept', accept);
      if (status !== 200) throw new Error(`Nobody could join: ${JSON.stringify(body)}\n${web.log()}`);
      const cookie = headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      return { id: body.id, name, cookie, email, call: callerAt(address, { cookie, origin: address }) };
    },
    /** Calls the API with a key, as a program does: without a cookie, and from no page. */
    withKey: (key: string) => callerAt(address, { authorization: `Bearer ${key}` }),
    /** Ends its process as a crash does, and starts another at the same address. */
    async crash() {
      web.child.kill('SIGKILL');
      await web.ended;
      Object.assign(web, launch());
      await ready();
    },
    async stop() {
      if (web.child.exitCode === null) web.child.kill('SIGTERM');
      await web.ended;
      await cable.pull();
      await test.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await ready();
  return web;
}

/** Calls the API as who has a cookie or a key; what is no text or bytes goes as JSON. */
const callerAt =
  (address: string, who: Record<string, string>) =>
  async <Method extends string, Path extends string>(
    method: Method,
    path: Path,
    body?: string | Uint8Array<ArrayBuffer> | Record<string, unknown> | unknown[],
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      body: body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      headers: {
        ...who,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      redirect: 'manual',
    });
    const isStream = response.headers.get('content-type') === 'text/event-stream';
    if (isStream) await response.body?.cancel();
    const text = isStream ? '' : await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const answer: Answer<Method, Path> = isJson && text ? JSON.parse(text) : text;
    return { status: response.status, body: answer, headers: response.headers };
  };
