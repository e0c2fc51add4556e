import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { checkDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { portOf } from './port-of.ts';
import { newPassword, startPostgres } from './postgres.ts';
import { checkFolder, checkNode, choosePort } from './preflight.mjs';
import { isStillThere, listDatabaseProcesses } from './processes.mjs';
import { checkRedis } from './redis.ts';

const START = join(dirname(fileURLToPath(import.meta.url)), 'start.mjs');

describe('what can be wrong with a machine is said in one line', () => {
  it('an old Node', () => {
    expect(() => checkNode('20.8.1')).toThrow(/needs Node.js 20.9 or newer; this is 20.8.1/);
    expect(() => checkNode('18.20.0')).toThrow(/Install a newer one/);
    for (const version of ['20.9.0', '22.1.0', '24.0.0']) expect(() => checkNode(version)).not.toThrow();
  });

  it('a data folder that cannot be written', () => {
    expect(() => checkFolder('/dev/null/data')).toThrow(
      /data folder \/dev\/null\/data cannot be written .* QUERENT_DATA_DIR/,
    );
  });

  it('a port that is asked for and in use; one that nobody asked for is passed over', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = portOf(server);
    process.env.TEST_PORT = String(port);
    const choose = (usual: number, last?: number, other?: number) =>
      choosePort('TEST_PORT', { usual, host: '127.0.0.1', last, other });
    await expect(choose(1)).rejects.toThrow(`Port ${port} (TEST_PORT) is in use`);
    process.env.TEST_PORT = '';
    expect(await choose(port)).toBeGreaterThan(port);
    expect(await choose(1, port)).not.toBe(port);
    await new Promise((resolve) => server.close(resolve));
    expect(await choose(1, port)).toBe(port); // that of the last start
    expect(await choose(port, port, port)).not.toBe(port); // unless another service gets it now
  });

  it('a database or Redis that is not there, refuses, or has no such address', async () => {
    await expect(checkDatabase('postgresql://u:secret@127.0.0.1:9/x')).rejects.toThrow(
      /127\.0\.0\.1:9\/x cannot be used: nothing answers there/,
    );
    await expect(checkDatabase('nonsense')).rejects.toThrow(/not an address/);
    const wrong = new URL(inject('postgresUrl'));
    wrong.password = 'wrong';
    await expect(checkDatabase(wrong.href)).rejects.toThrow(/the password is refused/);
    wrong.href = inject('postgresUrl');
    wrong.pathname = '/missing';
    await expect(checkDatabase(wrong.href)).rejects.toThrow(/does not exist/);
    expect(await checkDatabase(inject('postgresUrl'))).toMatch(/PostgreSQL 18/);
    await expect(checkRedis('redis://127.0.0.1:9')).rejects.toThrow(/ECONNREFUSED.*REDIS_URL/);
  });

  it('the start itself stops with that line and leaves nothing half made', () => {
    const env = { ...process.env, QUERENT_DATA_DIR: '/dev/null/data' };
    const { status, stderr } = spawnSync(process.execPath, [START], { env, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('the embedded database', () => {
  let base: string;
  let folder: string;
  const password = newPassword();
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'querent-pg-'));
    chmodSync(base, 0o755);
    folder = join(base, 'postgres');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const query = async (url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  };

  it('gets its folder only once that is whole, and listens on this machine only', async () => {
    mkdirSync(`${folder}.partial`);
    writeFileSync(join(`${folder}.partial`, 'rubbish'), 'left by a start that was cut off');
    const server = await startPostgres({ folder, password });
    expect(existsSync(`${folder}.partial`)).toBe(false);
    expect(await query(server.url('postgres'), 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await server.stop();
  });

  it('starts again after kill -9, with what was written', async () => {
    const server = await startPostgres({ folder, password });
    await query(server.url('postgres'), 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const again = await startPostgres({ folder, password });
    expect(await query(again.url('postgres'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await again.stop();
  });

  it('starts again after its server alone was killed, also beside a session that is still busy', async () => {
    const server = await startPostgres({ folder, password });
    const busy = new pg.Client({ connectionString: server.url('postgres') });
    busy.on('error', () => {});
    await busy.connect();
    const lost = expect(busy.query('SELECT count(*) FROM generate_series(1, 100000000000)')).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 300));
    process.kill(Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
    const left = listDatabaseProcesses(folder);
    const again = await startPostgres({ folder, password });
    expect(await query(again.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(left.filter(isStillThere)).toEqual([]);
    await lost;
    await again.stop();
  });

  it('takes over from a server whose start was killed', async () => {
    const first = await startPostgres({ folder, password });
    const second = await startPostgres({ folder, password });
    expect(await query(second.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await second.stop();
    await first.stop();
  });

  it('does not take another program for its server', async () => {
    const server = await startPostgres({ folder, password });
    await server.stop();
    const other = spawn('sleep', ['60']);
    writeFileSync(join(folder, 'postmaster.pid'), `${other.pid}\n`);
    const again = await startPostgres({ folder, password });
    expect(other.exitCode).toBeNull();
    other.kill();
    await again.stop();
  });

  it('the migrations lead to the schema of today: npm run migration keeps a copy of what it has written', () => {
    const [today, migrated] = ['schema', 'migrated'].map((name) =>
      readFileSync(join(dirname(START), '../prisma', `${name}.prisma`), 'utf8'),
    );
    expect(migrated).toBe(today);
  });

  it('migrations applied twice, or by two starts at once, are applied once', async () => {
    const server = await startPostgres({ folder, password });
    const applied = await Promise.all([migrate(server.url('postgres')), migrate(server.url('postgres'))]);
    expect(applied.flat()).toHaveLength(new Set(applied.flat()).size);
    expect(await migrate(server.url('postgres'))).toEqual([]);
    const rows = await query(server.url('postgres'), 'SELECT count(*)::int AS n FROM _prisma_migrations');
    expect(rows).toEqual([{ n: applied.flat().length }]);
    await server.stop();
  });
});
