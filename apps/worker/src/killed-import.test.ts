import { CreateProject } from '@querent/contracts';
import { type Context, createProject, getProject } from '@querent/domain';
import { createTestContext, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { testWorkers } from './test-worker.js';

const ROWS = 40_000;
const UPLOAD = '0190a000-0000-7000-8000-000000000001';

describe('a worker that is killed while it imports', () => {
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

  it('is followed by one that goes on: no record is there twice or missing, and the file goes', async () => {
    async function* rows() {
      yield Buffer.from('id,text,label\n');
      const row = (n: number) => `row-${n},Made up text ${n},${'abc'[n % 3]}\n`;
      for (let start = 0; start < ROWS; start += 1_000)
        yield Buffer.from(Array.from({ length: 1_000 }, (_, n) => row(start + n)).join(''));
    }
    await test.system.inbox.create(UPLOAD);
    const bytes = BigInt(await test.system.inbox.append(UPLOAD, 0, rows()));
    const receivedAt = new Date();
    await test.db.upload.create({ data: { id: UPLOAD, personId: eve.actor.id, name: 'a.csv', bytes, receivedAt } });
    const given = {
      ...{ name: 'Killed', recordKind: 'text', task: { kind: 'single_choice' }, holdout: 100 },
      import: {
        ...{ uploadId: UPLOAD, labels: 'key', newClasses: true },
        options: { columns: { id: 'id', text: 'text', label: 'label' } },
      },
    };
    const { id: projectId } = await createProject(eve, CreateProject.parse(given));
    const importOf = async () => (await getProject(eve, { projectId })).import!;
    workers.start();
    await expect.poll(async () => (await importOf()).done, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
    await workers.end('SIGKILL');
    const half = await importOf();
    expect(half).toMatchObject({ state: 'running' });
    expect(half.done).toBeLessThan(ROWS);
    expect(await test.db.record.count({ where: { projectId } })).toBe(half.done);

    workers.start();
    await expect.poll(async () => (await importOf()).state, { timeout: 120_000 }).toBe('done');
    expect(await importOf()).toMatchObject({ done: ROWS, added: ROWS, known: 0, rejectedCount: 0 });
    const [told] = await test.db.$queryRaw<object[]>`
      SELECT count(*)::int AS records, count(DISTINCT external_id)::int AS ids, max(index) AS last,
             count(*) FILTER (WHERE split = 'holdout')::int AS holdout
      FROM record WHERE project_id = ${projectId}`;
    expect(told).toEqual({ records: ROWS, ids: ROWS, last: ROWS - 1, holdout: 100 });
    expect(await test.db.upload.count()).toBe(0);
    const size = () => test.system.inbox.size(UPLOAD).catch(({ code }) => code);
    await expect.poll(size).toBe('object_not_found');
  }, 240_000);
});
