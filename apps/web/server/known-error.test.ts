import { writeFile } from 'node:fs/promises';
import type { RouteName } from '@querent/contracts';
import { createDb, type Db } from '@querent/db';
import { openFolderStore } from '@querent/storage';
import { createTestContext, makeReadyProject, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { knownError } from './known-error';

describe('what a failure of the database means to who asked', () => {
  let test: TestContext;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
  });
  afterAll(() => test.close());

  const codeOf = async (fail: (db: Db) => Promise<unknown>, route: RouteName = 'GET /projects/{projectId}') => {
    const error = await fail(test.db).then(
      () => expect.unreachable('it did not fail'),
      (cause: unknown) => cause,
    );
    return knownError(error, route)?.code ?? null;
  };
  const raise = (state: string) => (db: Db) =>
    db.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'so it is' USING ERRCODE = '${state}'; END $$`);

  it.each([
    ['57P01', 'is told to stop'],
    ['57P02', 'has crashed'],
    ['57P03', 'is starting'],
    ['53300', 'has no connection left'],
    ['08006', 'has lost the connection'],
    ['40P01', 'has broken a deadlock'],
    ['40001', 'asks to try again'],
  ])('%s, it %s: unavailable, within a transaction as well', async (state) => {
    expect(await codeOf(raise(state))).toBe('unavailable');
    expect(await codeOf((db) => db.$transaction((tx) => raise(state)(tx as Db)))).toBe('unavailable');
  });

  it('a connection that is ended at the other side, nobody at the address, a transaction that takes too long', async () => {
    expect(await codeOf((db) => db.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`)).toBe('unavailable');
    const nowhere = createDb('postgresql://querent@127.0.0.1:9/querent');
    expect(await codeOf(() => nowhere.user.count())).toBe('unavailable');
    expect(await codeOf(() => nowhere.$transaction((tx) => tx.user.count()))).toBe('unavailable');
    const slow = (db: Db) =>
      db.$transaction(async (tx) => [await tx.$queryRaw`SELECT pg_sleep(0.3)::text`, await tx.user.count()], {
        timeout: 100,
      });
    expect(await codeOf(slow)).toBe('unavailable');
  });

  it('a full disk, the database’s or a file’s, is said to be one', async () => {
    expect(await codeOf(raise('53100'))).toBe('disk_full');
    expect(await codeOf(() => writeFile('/dev/full', 'x'))).toBe('disk_full');
  });

  it('a file that is missing, and a store that does not answer, are said to be so', async () => {
    expect(await codeOf(() => test.system.store.get('0'.repeat(64)))).toBe('object_not_found');
    expect(await codeOf(() => openFolderStore('/dev/null/x').put(Buffer.from('a')))).toBe('storage_failed');
  });

  it('a row that is gone meanwhile is what the route has not found; what one there already means is not guessed', async () => {
    const gone = (db: Db) => db.project.delete({ where: { id: 'gone' } });
    expect(await codeOf(gone, 'DELETE /projects/{projectId}')).toBe('project_not_found');
    expect(await codeOf(gone, 'POST /rounds/{roundId}/cancel')).toBe('round_not_found');
    const orphan = (db: Db) => db.import.create({ data: { projectId: 'gone', source: 's', options: {} } });
    expect(await codeOf(orphan)).toBe('project_not_found');
    const projectId = await makeReadyProject(test, { records: 5, members: [] });
    const again = (db: Db) => db.round.create({ data: { projectId, number: 0, seed: 1, config: {} } });
    expect(await codeOf(again, 'POST /projects/{projectId}/rounds')).toBeNull();
  });

  it('what is a fault of ours stays one', async () => {
    expect(await codeOf((db) => db.$queryRawUnsafe('SELECT nonsense'))).toBeNull();
    expect(knownError(new TypeError('x is not a function'), 'GET /me')).toBeNull();
  });
});
