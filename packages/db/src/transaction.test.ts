import { createTestContext, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { transaction } from './index.js';

/** Something to wait for. */
function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('a transaction', () => {
  let test: TestContext;
  let ids: string[];
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    ids = (await Promise.all([test.as('annotator'), test.as('annotator')])).map(({ actor }) => actor.id);
  });
  afterAll(() => test.close());

  /** Two that take the same two rows in opposite orders, each waiting until the other has its first. */
  async function deadlock(
    take: (id: string, tx: Parameters<Parameters<typeof transaction>[1]>[0]) => Promise<unknown>,
  ) {
    let runs = 0;
    const arrived = [signal(), signal()];
    const cross = (first: number) =>
      transaction(test.db, async (tx) => {
        runs++;
        await take(ids[first]!, tx);
        arrived[first]!.resolve();
        await arrived[1 - first]!.promise;
        await take(ids[1 - first]!, tx);
      });
    await Promise.all([cross(0), cross(1)]);
    return runs;
  }

  it('that lost a deadlock by a model’s update is run again', async () => {
    expect(await deadlock((id, tx) => tx.user.update({ where: { id }, data: { name: 'x' } }))).toBe(3);
  });

  it('that lost a deadlock by a raw statement is run again', async () => {
    expect(await deadlock((id, tx) => tx.$queryRaw`SELECT id FROM "user" WHERE id = ${id} FOR UPDATE`)).toBe(3);
  });

  it('that lost to a change it had not seen is run again', async () => {
    let runs = 0;
    await transaction(test.db, async (tx) => {
      runs++;
      await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`;
      await tx.$queryRaw`SELECT 1 FROM "user"`;
      if (runs === 1) await test.db.user.update({ where: { id: ids[0]! }, data: { name: 'other' } });
      await tx.user.update({ where: { id: ids[0]! }, data: { name: 'mine' } });
    });
    expect(runs).toBe(2);
  });

  it('that ran into a row which another has made meanwhile is run again, and finds it', async () => {
    const email = 'twins@example.org';
    const arrived = [signal(), signal()];
    const make = (one: number) =>
      transaction(test.db, async (tx) => {
        const found = await tx.user.findUnique({ where: { email } });
        arrived[one]!.resolve();
        await arrived[1 - one]!.promise;
        return found ? 'found' : tx.user.create({ data: { name: 'x', email } }).then(() => 'made');
      });
    expect((await Promise.all([make(0), make(1)])).sort()).toEqual(['found', 'made']);
  });

  it('that fails of its own is not', async () => {
    let runs = 0;
    const failing = transaction(test.db, async () => {
      runs++;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(runs).toBe(1);
  });
});
