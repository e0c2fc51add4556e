import { encodeShard } from '@querent/core/encoders';
import { random, splitChunk } from '@querent/core/tensors';
import { createVault, retryRound } from '@querent/domain';
import type { RoundCompute } from '@querent/domain/background';
import { createRunner } from '@querent/queue';
import { classAnswer, encodingIdOf, makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { tasksOn } from './compute/tasks.js';
import { runJob } from './run-job.js';

const RECORDS = 6_000;
const LABELLED = 20;
const log = pino({ level: 'silent' });
const stream = random(3);
const POOL = {
  dtype: 'uint8' as const,
  shape: [4, 4, 1],
  start: 0,
  count: RECORDS,
  data: Uint8Array.from({ length: RECORDS * 16 }, () => stream.uniform() * 256),
};
const SETTINGS = {
  network: { id: 'mlp', options: { units: [8] } },
  posterior: { id: 'mc-dropout', options: { minUpdates: 20 } },
  selection: { id: 'power', options: {} },
  draws: 5,
};

describe('a pool that is shared out', () => {
  const test = setUpContext();

  /** A project whose pool lies in shards of so many records, with a round that waits on the queue. */
  async function makeRound(rows: number): Promise<string> {
    const { db, system } = test;
    const projectId = await makeReadyProject(test, { records: RECORDS, members: [test.eve] });
    await db.project.update({ where: { id: projectId }, data: { settings: SETTINGS } });
    for (const chunk of splitChunk(POOL, rows)) {
      const { start, count } = chunk;
      const objectKey = await system.store.put(encodeShard(chunk));
      await db.featureShard.create({ data: { encodingId: encodingIdOf(projectId), start, count, objectKey } });
    }
    const records = await db.record.findMany({
      where: { projectId, split: 'pool' },
      orderBy: { index: 'asc' },
      take: LABELLED,
    });
    await db.label.createMany({
      data: records.map(({ id, index }) => ({ recordId: id, projectId, ...classAnswer(projectId, index % 3) })),
    });
    const round = await db.round.create({
      data: { projectId, number: 1, seed: 5, config: SETTINGS, encodingId: encodingIdOf(projectId), records: RECORDS },
    });
    await system.queue.add('round.run', { roundId: round.id }, `round-${round.id}`);
    return round.id;
  }

  const startWorker = (compute: RoundCompute) => {
    const stopping = new AbortController();
    const context = { ...test.system, compute, vault: createVault('a secret of tests') };
    const location = { databaseUrl: test.url };
    const runner = createRunner(location, (job) => runJob({ context, log, stopping: stopping.signal }, job), {
      concurrency: { records: 1, rounds: 1 },
      lockMs: 1_500,
      onError: () => {},
    });
    return { runner, stop: () => runner.close() };
  };
  const tasks = () => tasksOn(test.system.store, { objectsDir: '', backend: 'wasm' });

  /** Waits for a round and gives what it asks, with every digit of the scores. */
  async function rankingOf(roundId: string, state = 'open') {
    await expect
      .poll(async () => (await test.db.round.findUniqueOrThrow({ where: { id: roundId } })).state, { timeout: 60_000 })
      .toBe(state);
    const rows = await test.db.rankingEntry.findMany({
      where: { roundId },
      orderBy: { rank: 'asc' },
      include: { record: true },
    });
    return rows.map(({ record, score }) => [record.index, score]);
  }

  it('asks the same, to the last digit, however many workers and parts there are, and whatever fails on the way', async () => {
    const alone = startWorker(tasks());
    const whole = await rankingOf(await makeRound(RECORDS));
    await alone.stop();
    expect(whole).toHaveLength(500);

    const taken = [0, 0];
    const failed = new Set<number>();
    const workers = [0, 1].map((worker) => {
      const compute = tasks();
      return startWorker({
        ...compute,
        async scorePart(task, run) {
          taken[worker]!++;
          const { start } = task.part[0]!;
          if (start === 2_000 && !failed.has(start)) {
            failed.add(start);
            throw new Error('the disk was away for a moment');
          }
          await new Promise((resolve) => setTimeout(resolve, 300)); // so that the other one has its turn
          return compute.scorePart(task, run);
        },
      });
    });
    const inParts = await rankingOf(await makeRound(1_000));
    await Promise.all(workers.map(({ stop }) => stop()));
    expect(inParts).toEqual(whole);
    expect(Math.min(...taken)).toBeGreaterThan(0);
    expect(failed.size).toBe(1);
  });

  it('has the part of a worker that died scored by another', async () => {
    let isTaken = false;
    const dying = startWorker({
      ...tasks(),
      scorePart: () => {
        isTaken = true;
        return new Promise(() => {});
      },
    });
    const roundId = await makeRound(2_000);
    await expect.poll(() => isTaken, { timeout: 30_000 }).toBe(true);
    await dying.runner.abandon(); // its lock is not renewed any more, as after kill -9
    const other = startWorker(tasks());
    expect(await rankingOf(roundId)).toHaveLength(500);
    await other.stop();
  });

  it('fails with the reason where a part cannot be scored, and can be tried again', async () => {
    let isBroken = true;
    const compute = tasks();
    const worker = startWorker({
      ...compute,
      async scorePart(task, run) {
        if (isBroken && task.part[0]!.start > 0) throw new Error('the disk is broken');
        return compute.scorePart(task, run);
      },
    });
    const roundId = await makeRound(2_000);
    await rankingOf(roundId, 'failed');
    const { error } = await test.db.round.findUniqueOrThrow({ where: { id: roundId } });
    expect(error).toContain('the disk is broken');
    isBroken = false;
    await retryRound(test.eve, { roundId });
    expect(await rankingOf(roundId)).toHaveLength(500);
    await worker.stop();
  });
});
