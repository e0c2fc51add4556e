import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createQueue, createRunner, type JobEnd } from '@querent/queue';
import { createTestDatabase, startRedis } from '@querent/testing';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { openJobsInHand } from './jobs-in-hand.js';

const LOCK_MS = 60_000;

describe.each(['PostgreSQL', 'Redis'])('a worker that is killed, with jobs in %s', (kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'querent-jobs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('leaves its job to the one after it, long before its lock ends', async () => {
    const database = await createTestDatabase(inject('postgresUrl'));
    const redis = kind === 'Redis' ? await startRedis() : null;
    const location = { databaseUrl: database.url, redisUrl: redis?.url };
    const file = join(folder, 'jobs.json');
    const queue = createQueue(location);
    const options = { concurrency: { records: 1, rounds: 1 }, lockMs: LOCK_MS, onError: () => {} };

    const first = openJobsInHand(file);
    const dead = await new Promise<{ close(): void }>((resolve) => {
      const runner = createRunner(
        location,
        (job) =>
          first.hold(job, () => {
            resolve({ close: () => void runner.abandon() });
            return new Promise<JobEnd>(() => {});
          }),
        options,
      );
      void queue.add('round.run', { roundId: 'r1' }, 'round-r1');
    });
    dead.close(); // which leaves lock and file as a kill does

    const since = performance.now();
    const second = openJobsInHand(file);
    const taken = new Promise<string>((resolve) => {
      const runner = createRunner(
        location,
        (job) =>
          second.hold(job, async (): Promise<JobEnd> => {
            resolve(job.key);
            void runner.close();
            return 'done';
          }),
        options,
      );
    });
    await second.giveBack(queue);
    expect(await taken).toBe('round-r1');
    expect(performance.now() - since).toBeLessThan(LOCK_MS / 6);
    await expect.poll(() => readFileSync(file, 'utf8')).toBe('[]');
    await queue.close();
    await redis?.stop();
    // The database goes with its server: the worker that plays dead still has sessions there.
  });
});

describe('the file of jobs in hand', () => {
  it('may be missing, cut short, or name a job that somebody else has: nothing is given back then', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'querent-jobs-'));
    const file = join(folder, 'jobs.json');
    const database = await createTestDatabase(inject('postgresUrl'));
    const queue = createQueue({ databaseUrl: database.url });
    await queue.add('round.run', { roundId: 'r1' }, 'round-r1');
    for (const text of [null, '[["round-r', '[["round-r1","the token of another"],["gone","x"]]']) {
      if (text !== null) writeFileSync(file, text);
      await openJobsInHand(file).giveBack(queue);
    }
    expect(await queue.countByState()).toMatchObject({ waiting: 1 });
    await openJobsInHand('/dev/null/jobs.json').hold({ key: 'a', token: 'b' }, async () => {});
    await queue.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });
});
