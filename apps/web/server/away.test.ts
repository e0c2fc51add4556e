import { createDb } from '@querent/db';
import { startDebianPostgres } from '@querent/testing';
import { describe, expect, it } from 'vitest';
import { knownError } from './known-error.js';

const isUnreachable = (error: unknown) => knownError(error, 'page')?.code === 'unavailable';

const failure = async (work: () => Promise<unknown>) =>
  work().then(
    () => null,
    (error: unknown) => error,
  );

describe('a database that cannot be reached', () => {
  it('is known by what a query throws: nobody listens, sessions are ended, the server stops', async () => {
    const server = await startDebianPostgres();
    const db = createDb(server.url);
    const ask = [
      () => db.$queryRaw`SELECT 1`,
      () => db.project.findFirst(),
      () => db.$transaction((tx) => tx.$queryRaw`SELECT 1`),
    ];
    await db.$queryRaw`SELECT 1`;

    const other = createDb(server.url);
    const sleeping = failure(() => db.$queryRaw`SELECT pg_sleep(30)`);
    const endOthers = () =>
      other.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()`;
    await expect.poll(async () => ((await endOthers()) as unknown[]).length).toBeGreaterThan(0);
    expect(isUnreachable(await sleeping)).toBe(true);

    const stopping = failure(() => db.$queryRaw`SELECT pg_sleep(30)`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stopped = server.stop();
    expect(isUnreachable(await stopping)).toBe(true);
    await stopped;
    for (const query of ask) {
      const error = await failure(query);
      expect(isUnreachable(error), String(error)).toBe(true);
      // As the session is asked for: in the wrapping of another library.
      expect(isUnreachable(new Error('Failed to get session', { cause: error }))).toBe(true);
    }
    await Promise.all([db.$disconnect(), other.$disconnect()]);
  });

  it('is known in the middle of a transaction, and while it starts up', () => {
    expect(isUnreachable(new Error('Client has encountered a connection error and is not queryable'))).toBe(true);
    const text = 'Raw query failed. Code: `57P03`. Message: `the database system is starting up`';
    expect(isUnreachable(Object.assign(new Error(text), { code: 'P2010' }))).toBe(true);
    expect(isUnreachable(Object.assign(new Error('the database system is shutting down'), { code: '57P03' }))).toBe(
      true,
    );
  });

  it('is no other error', () => {
    for (const error of [
      new Error('x is not a function'),
      Object.assign(new Error('unique'), { code: 'P2002' }),
      null,
      'text',
    ])
      expect(isUnreachable(error)).toBe(false);
  });
});
