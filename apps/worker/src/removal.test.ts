import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, claimCards, deleteProject, submitAnnotation } from '@querent/domain';
import { createTestContext, encodingIdOf, makeReadyProject, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { testWorkers } from './test-worker.js';

const RECORDS = 2_500;
const TRANSACTION = { timeout: 60_000 };

describe('a worker that is killed while it removes a project', () => {
  let test: TestContext;
  let eve: Context;
  let workers: ReturnType<typeof testWorkers>;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    workers = testWorkers(test);
    eve = await test.as('engineer');
  });
  afterAll(async () => {
    workers.killAll();
    await test.close();
  });

  /** A project with answers, cards in hand and files of its own. @returns its id and the keys of its files */
  async function makeProject(name: string, records: number) {
    const { db, system } = test;
    const projectId = await makeReadyProject(test, { records, members: [eve] });
    const [picture, shard] = [
      await system.store.put(Buffer.from(`picture of ${name}`)),
      await system.store.put(Buffer.from(`shard of ${name}`)),
    ];
    await db.record.updateMany({ where: { projectId }, data: { objectKey: picture } });
    await db.featureShard.create({
      data: { encodingId: encodingIdOf(projectId), start: 0, count: records, objectKey: shard },
    });
    const { cards } = await claimCards(eve, { projectId, count: 3, keep: [] });
    for (const { recordId, roundId } of cards.slice(1))
      await submitAnnotation(eve, {
        projectId,
        recordId,
        roundId,
        outcome: 'label',
        label: 0,
        seconds: 1,
        idempotencyKey: `${name}-${recordId}`,
      });
    return { projectId, keys: [picture, shard] };
  }
  const recordsOf = (projectId: string) => test.db.record.count({ where: { projectId } });
  const filesIn = (folder: string) =>
    readdirSync(folder)
      .filter((prefix) => prefix.length === 2)
      .flatMap((prefix) => readdirSync(join(folder, prefix)));
  /** How many rows each table has. */
  async function countRows() {
    const tables = await test.db.$queryRaw<{ name: string }[]>`
      SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`;
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await test.db.$queryRawUnsafe<{ rows: number }[]>(`SELECT count(*)::int AS rows FROM "${name}"`);
      counts[name] = row!.rows;
    }
    return counts;
  }

  it('leaves the rest to the next one, and that leaves no row and no file', async () => {
    const { db, objectsDir } = test;
    const kept = await makeProject('kept', 20);
    const before = await countRows();
    const gone = await makeProject('gone', RECORDS);
    expect(filesIn(objectsDir).sort()).toEqual([...kept.keys, ...gone.keys].sort());
    for (const key of filesIn(objectsDir)) utimesSync(join(objectsDir, key.slice(0, 2), key), 0, 0);
    await deleteProject(eve, { projectId: gone.projectId });

    // Somebody holds a record of the second thousand: the removal comes to it, and no further.
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM record WHERE project_id = ${gone.projectId} AND index = 1500 FOR UPDATE`;
      workers.start();
      await expect.poll(() => recordsOf(gone.projectId), { timeout: 30_000 }).toBe(RECORDS - 1_000);
      await workers.end('SIGKILL');
      expect(await recordsOf(gone.projectId)).toBe(RECORDS - 1_000);
    }, TRANSACTION);
    expect(await db.project.count({ where: { id: gone.projectId } })).toBe(1);
    expect(filesIn(objectsDir)).toHaveLength(4);

    workers.start();
    await expect.poll(() => db.project.count({ where: { id: gone.projectId } }), { timeout: 30_000 }).toBe(0);
    await expect.poll(() => filesIn(objectsDir).sort(), { timeout: 10_000 }).toEqual([...kept.keys].sort());
    expect(await countRows()).toEqual(before);
    expect(await recordsOf(kept.projectId)).toBe(20);
  });
});
