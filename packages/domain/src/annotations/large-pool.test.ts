import { createDb, type Db } from '@querent/db';
import { createTestContext, makeReadyProject, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Context, claimCards, getProjectState, listProjects, submitAnnotation } from '../index.js';

const RECORDS = 100_000;

describe('in a large pool', () => {
  let test: TestContext;
  let db: Db;
  let ann: Context;
  let projectId: string;

  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    db = createDb(test.url, 1); // one connection, whose counters can be asked for at any moment
    ann = { ...(await test.as('annotator')), db };
    projectId = await makeReadyProject(test, { records: 10, members: [ann] });
    await addRecords(projectId, RECORDS, 1);
    await test.db.$executeRaw`VACUUM ANALYZE`;
  });
  afterAll(async () => {
    await db.$disconnect();
    await test.close();
  });

  /** Records beside the ten that are there; of so many one is not answered yet. */
  const addRecords = (to: string, count: number, unlabelledEvery: number) => test.db.$executeRaw`
    INSERT INTO record (id, project_id, index, name, split, content_hash, has_label)
    SELECT gen_random_uuid(), ${to}, n + 10, 'record ' || n, 'pool', '', n % ${unlabelledEvery}::int <> 0
    FROM generate_series(0, ${count - 1}::int) n`;

  /** Rows of all tables that PostgreSQL has looked at for this connection so far. */
  async function rowsRead(): Promise<number> {
    await db.$executeRaw`SELECT pg_stat_force_next_flush()`;
    await db.$executeRaw`SELECT 1`; // the flush comes with the end of a transaction
    const [{ rows }] = await test.db.$queryRaw<[{ rows: number }]>`
      SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS rows FROM pg_stat_user_tables`;
    return rows;
  }
  const costOf = async (work: () => Promise<unknown>) => {
    const before = await rowsRead();
    await work();
    return (await rowsRead()) - before;
  };
  const hand = (count: number) => claimCards(ann, { projectId, count, keep: [] });
  const answer = async () => {
    const [card] = (await hand(1)).cards;
    const { recordId, roundId } = card!;
    const idempotencyKey = `large-${recordId}`;
    return () =>
      submitAnnotation(ann, { projectId, recordId, roundId, outcome: 'label', label: 1, seconds: 1, idempotencyKey });
  };

  it('a look at all rows would be seen', async () => {
    expect(await costOf(() => db.record.count({ where: { name: 'x' } }))).toBeGreaterThanOrEqual(RECORDS);
  });

  it('an answer reads no more rows than in a small one', async () => {
    expect(await costOf(await answer())).toBeLessThan(200);
  });

  it('nor do a hand, what pages follow, and the list of projects', async () => {
    expect(await costOf(() => hand(5))).toBeLessThan(300);
    expect(await costOf(() => getProjectState(ann, { projectId }))).toBeLessThan(200);
    expect(await costOf(() => listProjects(ann, { limit: 200 }))).toBeLessThan(200);
  });

  it('and a ranking that is used up is lengthened without a look at the whole pool', async () => {
    expect(await costOf(() => hand(14))).toBeLessThan(RECORDS / 5);
    expect(await test.db.rankingEntry.count({ where: { round: { projectId } } })).toBe(8 + 500);
  });

  it('where nearly all of it is answered the rest is found', async () => {
    const nearlyDone = await makeReadyProject(test, { records: 10, members: [ann] });
    await addRecords(nearlyDone, 10_000, 500);
    const { cards } = await claimCards(ann, { projectId: nearlyDone, count: 50, keep: [] });
    expect(cards).toHaveLength(8 + 20);
  });
});
