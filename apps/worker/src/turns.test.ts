import { randomUUID } from 'node:crypto';
import { CreateProject } from '@querent/contracts';
import { type Context, createProject, getProject } from '@querent/domain';
import { createTestContext, startRedis, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { testWorkers } from './test-worker.js';

const LONG = 150_000;
const SHORT = 60;

describe.each(['PostgreSQL', 'Redis'])('a worker with long imports in hand, with jobs in %s', (place) => {
  let test: TestContext;
  let eve: Context;
  let workers: ReturnType<typeof testWorkers>;
  let redis: Awaited<ReturnType<typeof startRedis>> | null = null;
  beforeAll(async () => {
    if (place === 'Redis') redis = await startRedis();
    test = await createTestContext(inject('postgresUrl'), redis?.url);
    workers = testWorkers(test, redis?.url);
    eve = await test.as('engineer');
  });
  afterAll(async () => {
    workers.killAll();
    await test.close();
    await redis?.stop();
  });

  async function bring(name: string, count: number): Promise<string> {
    async function* rows() {
      yield Buffer.from('id,text\n');
      const row = (n: number) => `row-${n},Made up text ${n} of ${name}\n`;
      for (let start = 0; start < count; start += 1_000)
        yield Buffer.from(Array.from({ length: Math.min(1_000, count - start) }, (_, n) => row(start + n)).join(''));
    }
    const id = randomUUID();
    await test.system.inbox.create(id);
    const bytes = BigInt(await test.system.inbox.append(id, 0, rows()));
    const receivedAt = new Date();
    await test.db.upload.create({ data: { id, personId: eve.actor.id, name: 'a.csv', bytes, receivedAt } });
    const given = {
      ...{ name, recordKind: 'text', task: { kind: 'single_choice' }, classes: ['a', 'b'] },
      import: { uploadId: id, options: { columns: { id: 'id', text: 'text' } } },
    };
    return (await createProject(eve, CreateProject.parse(given))).id;
  }
  const stateOf = async (projectId: string) => {
    const { import: brought, encoding } = await getProject(eve, { projectId });
    return { import: brought!.state, done: brought!.done, encoding: encoding?.state ?? null };
  };
  const untilAllRun = (ids: string[], more: number[] = ids.map(() => 0)) =>
    expect
      .poll(async () => (await Promise.all(ids.map(stateOf))).every(({ done }, at) => done > more[at]!), {
        timeout: 90_000,
      })
      .toBe(true);

  it('lets a short one of another project come in and be encoded long before they end, also after it was killed', async () => {
    const long = await Promise.all(['One', 'Two', 'Three'].map((name) => bring(name, LONG)));
    workers.start();
    await untilAllRun(long);
    const short = await bring('Short', SHORT);
    const isReady = (id: string) => async () => (await stateOf(id)).encoding;
    await expect.poll(isReady(short), { timeout: 60_000, interval: 50 }).toBe('done');
    const before = await Promise.all(long.map(stateOf));
    expect(before.map((one) => one.import)).toEqual(['running', 'running', 'running']);

    await workers.end('SIGKILL');
    const left = (await Promise.all(long.map(stateOf))).map(({ done }) => done);
    workers.start();
    const another = await bring('Another', SHORT);
    await expect.poll(isReady(another), { timeout: 60_000, interval: 50 }).toBe('done');
    await untilAllRun(long, left);
    for (const [at, projectId] of long.entries()) {
      const { done } = await stateOf(projectId);
      expect(await test.db.record.count({ where: { projectId } })).toBeGreaterThanOrEqual(done);
      const [told] = await test.db.$queryRaw<[{ records: number; ids: number; last: number }]>`
        SELECT count(*)::int AS records, count(DISTINCT external_id)::int AS ids, max(index)::int AS last
        FROM record WHERE project_id = ${projectId}`;
      expect([told.ids, told.last]).toEqual([told.records, told.records - 1]);
      expect(told.records).toBeGreaterThan(left[at]!);
    }
  }, 300_000);
});
