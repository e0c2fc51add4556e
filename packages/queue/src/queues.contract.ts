import { createTestDatabase, startRedis } from '@querent/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject } from 'vitest';
import { createQueue } from './create-queue.js';
import { createRunner } from './create-runner.js';
import {
  addJob,
  type JobQueue,
  type JobRef,
  type JobRunner,
  type JobRunnerOptions,
  type QueueLocation,
  type RunJob,
} from './queue.js';

/** Longer than any test waits. */
export const LONG_MS = 60_000;

/** A place where jobs live: opens empty ones. */
interface Place {
  open(): Promise<{ location: QueueLocation; drop(): Promise<void> }>;
  close(): Promise<void>;
}
const PLACES: [id: string, start: () => Promise<Place>][] = [
  ['PostgreSQL', async () => ({ open: openDatabase, close: async () => {} })],
  ['Redis', startPlaceInRedis],
];

async function openDatabase() {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  return { location: { databaseUrl: url }, drop };
}

async function startPlaceInRedis(): Promise<Place> {
  const redis = await startRedis();
  let opened = 0;
  return {
    open: async () => ({ location: { databaseUrl: '', redisUrl: `${redis.url}/${opened++}` }, drop: async () => {} }),
    close: redis.stop,
  };
}

export const roundJob = (roundId: string): JobRef => ({
  name: 'round.run',
  payload: { roundId },
  key: `round-${roundId}`,
});
export const partJob = (start: number): JobRef => ({
  name: 'round.score',
  payload: { roundId: 'r1', start },
  key: `score-r1-${start}`,
});

/** What a test has: an empty queue of its own, and workers that end with it. */
export interface Opened {
  queue: JobQueue;
  add(job: JobRef): Promise<void>;
  run(job: RunJob, options?: Partial<JobRunnerOptions>): JobRunner;
  /** Waits until the queue has let a job go. */
  gone(key: string): Promise<void>;
  reopen(): Promise<void>;
}

/** The same tests wherever jobs live. */
export function describeQueues(what: string, tests: (at: Opened) => void) {
  describe.each(PLACES)(`${what} on %s`, (_, start) => {
    let place: Place;
    let location: QueueLocation;
    let drop: () => Promise<void>;
    let queue: JobQueue;
    let runners: JobRunner[];
    beforeAll(async () => {
      place = await start();
    });
    afterAll(() => place.close());
    beforeEach(async () => {
      ({ location, drop } = await place.open());
      queue = createQueue(location);
      runners = [];
    });
    afterEach(async () => {
      await Promise.all(runners.map((runner) => runner.abandon()));
      await queue.close();
      await drop();
    });
    tests({
      get queue() {
        return queue;
      },
      add: (job) => addJob(queue, job),
      run(job, options) {
        const all = { concurrency: { records: 1, rounds: 1 }, lockMs: LONG_MS, onError: () => {}, ...options };
        const runner = createRunner(location, job, all);
        runners.push(runner);
        return runner;
      },
      gone: (key) => expect.poll(() => queue.has(key), { timeout: 20_000 }).toBe(false),
      async reopen() {
        await queue.close();
        queue = createQueue(location);
      },
    });
  });
}
