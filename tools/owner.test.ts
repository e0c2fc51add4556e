import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createQueue } from '@querent/queue';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { makeOwner, OWNER } from './owner.ts';
import { startPostgres } from './postgres.ts';
import { readSecrets } from './secrets.ts';

describe('the role that owns the embedded database', () => {
  let base: string;
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'querent-owner-'));
    chmodSync(base, 0o755);
    server = await startPostgres({ folder: join(base, 'postgres'), password: 'super' });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  });
  const query = async (url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const superusers = `SELECT rolsuper OR rolcreaterole OR rolcreatedb AS may FROM pg_roles WHERE rolname = current_user`;

  it('migrates and keeps the queue without the rights of a superuser', async () => {
    const url = await makeOwner(server.url, 'first password', 'fresh');
    await migrate(url);
    const queue = createQueue({ databaseUrl: url });
    await queue.add('round.run', { roundId: 'r1' }, 'round-r1');
    await queue.close();
    expect(await query(url, superusers)).toEqual([{ may: false }]);
    await expect(query(url, `COPY project FROM PROGRAM 'id'`)).rejects.toThrow(/permission denied/);
  });

  it('takes over what an earlier release made as superuser, with its rows and its jobs, and goes on with it', async () => {
    const asSuperuser = server.url('old');
    await query(server.url('postgres'), 'CREATE DATABASE old');
    await migrate(asSuperuser, '20261124131356_encodings');
    const before = createQueue({ databaseUrl: asSuperuser });
    await before.add('round.run', { roundId: 'r1' }, 'round-r1');
    await before.close();
    await query(
      asSuperuser,
      `INSERT INTO "user" (id, name, email, email_verified, created_at, updated_at) VALUES ('u1', 'Ada', 'ada@example.org', true, now(), now())`,
    );

    const url = await makeOwner(server.url, 'first password', 'old');
    expect((await migrate(url)).length).toBeGreaterThan(0);
    expect(await query(url, `SELECT name FROM "user"`)).toEqual([{ name: 'Ada' }]);
    const after = createQueue({ databaseUrl: url });
    await after.add('round.run', { roundId: 'r2' }, 'round-r2');
    expect(await after.countByState()).toMatchObject({ waiting: 2 });
    await after.close();
    const foreign = `
      SELECT relname AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('public', 'bullmq') AND relowner <> '${OWNER}'::regrole
      UNION ALL SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname IN ('public', 'bullmq') AND proowner <> '${OWNER}'::regrole
      UNION ALL SELECT typname FROM pg_type JOIN pg_namespace n ON n.oid = typnamespace WHERE nspname IN ('public', 'bullmq') AND typowner <> '${OWNER}'::regrole
      UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'bullmq' AND nspowner <> '${OWNER}'::regrole`;
    expect(await query(url, foreign)).toEqual([]);
  });

  it('may be made again at each start, and follows the password of secrets.json', async () => {
    const url = await makeOwner(server.url, 'another', 'old');
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(url).toContain(`${OWNER}:another@`);
  });

  it('has a password of its own, which an older secrets.json gains', () => {
    writeFileSync(join(base, 'secrets.json'), JSON.stringify({ postgresPassword: 'p', authSecret: 'a' }));
    const { ownerPassword, ...others } = readSecrets(base);
    expect(others).toEqual({ postgresPassword: 'p', authSecret: 'a' });
    expect(ownerPassword.length).toBeGreaterThan(30);
    expect(JSON.parse(readFileSync(join(base, 'secrets.json'), 'utf8')).ownerPassword).toBe(ownerPassword);
    expect(readSecrets(base).ownerPassword).toBe(ownerPassword);
    expect(statSync(join(base, 'secrets.json')).mode & 0o777).toBe(0o600);
  });
});
