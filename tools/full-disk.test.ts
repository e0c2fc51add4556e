import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeLock } from './lock.mjs';
import { createLogs } from './log.mjs';
import { newPassword, preparePostgres, stopPostgres } from './postgres.ts';
import { isUpWithin, startService } from './service.ts';
import { createStatus } from './status.ts';

const base = mkdtempSync(join(tmpdir(), 'querent-disk-'));
chmodSync(base, 0o755);
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('a log', () => {
  it('is put aside when it is full, and three such are kept', () => {
    const folder = join(base, 'logs');
    const log = createLogs(folder, { maxBytes: 100 }).open('web');
    for (let n = 0; n < 20; n++) log.write(`line ${n} ${'x'.repeat(40)}\n`);
    expect(readdirSync(folder).sort()).toEqual(['web.1.log', 'web.2.log', 'web.3.log', 'web.log']);
    expect(readFileSync(join(folder, 'web.log'), 'utf8')).toContain('line 19');
    expect(readFileSync(join(folder, 'web.1.log'), 'utf8')).toContain('line 17');
  });
});

/** A small file system of its own, where this user may make one. */
const disk = join(base, 'disk');
function mount(megabytes: number) {
  try {
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('No small file system can be mounted here: what happens on a full disk is not tried.');
    return false;
  }
}
const isMounted = mount(220);
const ballast = join(disk, 'ballast');
const fill = () => {
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k'], { stdio: 'ignore' });
  } catch {
    // no space left: that is what it is for
  }
};
const free = () => rmSync(ballast);

describe.runIf(isMounted)('on a full disk', () => {
  const told: string[] = [];
  const tell = (line: string) => told.push(line);
  const readServices = () => JSON.parse(readFileSync(join(disk, 'services.json'), 'utf8'));
  let status: ReturnType<typeof createStatus>;
  let service: ReturnType<typeof startService>;
  let url: string;

  beforeAll(async () => {
    const server = await preparePostgres({ folder: join(disk, 'postgres'), password: newPassword() });
    status = createStatus({
      dataDir: disk,
      folders: [disk],
      tell,
      onRoom: () => service.wake(),
      leastBytes: 30 * 2 ** 20,
      everyMs: 200,
    });
    service = startService({
      name: 'database',
      launch: server.launch,
      isUp: server.isUp,
      terminate: stopPostgres,
      log: createLogs(join(disk, 'logs'), { tell }).open('postgres'),
      onState: (state) => status.set('database', state),
      tell,
    });
    url = server.url('postgres');
    expect(await isUpWithin(service)).toBe(true);
  });
  afterAll(async () => {
    await service?.stop();
    await status?.stop();
    execFileSync('umount', ['-l', disk]);
  });
  const query = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  };

  it('PostgreSQL, which gives up when it cannot write ahead, is tried again until there is space, with all that it had confirmed', async () => {
    await query('CREATE TABLE kept (n int, text text)');
    let confirmed = 0;
    const write = () =>
      query(
        `INSERT INTO kept SELECT ${confirmed + 1}, string_agg(md5(random()::text), '') FROM generate_series(1, 20000)`,
      ).then(() => confirmed++);
    await write();
    fill();
    const outage = (async () => {
      for (;;) await write();
    })();
    await expect(outage).rejects.toThrow();
    await expect.poll(readServices, { timeout: 10_000 }).toMatchObject({ disk: { isFull: true } });
    // Whatever is only written ahead, until no further segment can be made of that.
    const aheadOnly = () => query("SELECT pg_logical_emit_message(true, 'x', repeat('x', 1000000))").catch(() => {});
    const hasEnded = () => told.some((line) => line.startsWith('The database ended'));
    for (let tries = 0; tries < 200 && !hasEnded(); tries++) await aheadOnly();
    await expect.poll(readServices, { timeout: 20_000 }).toMatchObject({ database: { state: 'resting' } });
    const inOutage = told.filter((line) => line.startsWith('The disk is full'));
    expect(inOutage).toHaveLength(1);

    free();
    await expect
      .poll(() => query('SELECT max(n) AS n FROM kept').catch(() => []), { timeout: 60_000 })
      .toEqual([{ n: confirmed }]);
    await write();
    await expect.poll(readServices).toMatchObject({ disk: { isFull: false }, database: { state: 'running' } });
    expect(told.filter((line) => line === 'There is space on the disk again.')).toHaveLength(1);
  });

  it('logs drop what they cannot write, say so once, and go on; how things are is still told', async () => {
    const said: string[] = [];
    const logs = createLogs(join(disk, 'more'), { tell: (line: string) => said.push(line) });
    const [web, worker] = [logs.open('web'), logs.open('worker')];
    web.write('before\n');
    fill();
    for (let n = 0; n < 100; n++) for (const log of [web, worker]) log.write(`${'x'.repeat(10_000)}\n`);
    status.set('worker', { state: 'resting', since: 'then', failures: 3, nextTryAt: null });
    expect(readServices().worker.state).toBe('resting');
    const lock = await takeLock(disk);
    lock.announce('http://127.0.0.1:1', { web: 1 });
    lock.release();
    free();
    for (const log of [web, worker]) log.write('after\n');
    expect(said).toEqual([
      expect.stringMatching(/cannot be written \(ENOSPC\).*Free some space/),
      'The logs are written again.',
    ]);
    const text = readFileSync(web.path, 'utf8');
    expect(text).toMatch(/^before\n/);
    expect(text).toMatch(/-- \d+ messages could not be written here\nafter\n$/);
  });
});

describe('how the services are', () => {
  it('is whole whenever it is read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'querent-status-'));
    const status = createStatus({ dataDir: folder, folders: [folder] });
    const file = join(folder, 'services.json');
    for (let n = 0; n < 200; n++) {
      status.set('web', { state: n % 2 ? 'running' : 'resting', failures: n });
      expect(JSON.parse(readFileSync(file, 'utf8')).web.failures).toBe(n);
    }
    expect(JSON.parse(readFileSync(file, 'utf8')).disk.freeBytes).toBeGreaterThan(0);
    writeFileSync(`${file}.former`, 'left by a start that was killed between two steps');
    rmSync(file);
    status.set('web', { state: 'running', failures: 1 });
    status.set('web', { state: 'running', failures: 2 });
    expect(JSON.parse(readFileSync(file, 'utf8')).web.failures).toBe(2);
    await status.stop();
    rmSync(folder, { recursive: true });
  });
});
