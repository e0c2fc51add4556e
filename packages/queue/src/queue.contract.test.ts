import { JOBS } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { GivenUp, type Job, type JobRunner } from './queue.js';
import { describeQueues, LONG_MS, partJob, roundJob } from './queues.contract.js';

const never = () => new Promise<never>(() => {});

describeQueues('a queue', (at) => {
  const { add, run, gone } = at;
  /** A worker that has a job in hand when it dies. @returns what it held */
  const killedWith = async (lockMs: number): Promise<Job> => {
    let dead: JobRunner | undefined;
    const job = await new Promise<Job>((resolve) => {
      dead = run(
        (given) => {
          resolve(given);
          return never();
        },
        { lockMs },
      );
    });
    await dead!.abandon();
    return job;
  };

  it('hands a job over as it was added', async () => {
    const seen: Job[] = [];
    run(async (job) => {
      seen.push(job);
      return 'done';
    });
    await add(partJob(2_000));
    await gone('score-r1-2000');
    expect(seen).toEqual([
      {
        key: 'score-r1-2000',
        name: 'round.score',
        unverifiedPayload: { roundId: 'r1', start: 2_000 },
        token: expect.any(String),
      },
    ]);
  });

  it('has a job under a key once, while it waits and while it runs; when it is done it may come again', async () => {
    let times = 0;
    let finish = () => {};
    for (let n = 0; n < 3; n++) await add(roundJob('r1'));
    expect(await at.queue.countByState()).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 });
    run(async () => {
      times++;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return 'done';
    });
    await expect.poll(() => times).toBe(1);
    await add(roundJob('r1'));
    expect(await at.queue.has('round-r1')).toBe(true);
    expect(await at.queue.countByState()).toEqual({ waiting: 0, active: 1, delayed: 0, failed: 0 });
    finish();
    await gone('round-r1');
    expect(times).toBe(1);
    await add(roundJob('r1'));
    await expect.poll(() => times).toBe(2);
    finish();
    await gone('round-r1');
  });

  it('keeps its jobs when it is closed and opened again', async () => {
    await add(roundJob('r1'));
    await at.reopen();
    expect(await at.queue.has('round-r1')).toBe(true);
    expect(await at.queue.has('round-r2')).toBe(false);
  });

  it('shares jobs out among workers, each to one of them', async () => {
    const taken: string[] = [];
    const workers = new Set<number>();
    for (let n = 0; n < 20; n++) await add(roundJob(`r${n}`));
    for (const worker of [1, 2])
      run(async ({ key }) => {
        taken.push(key);
        workers.add(worker);
        await new Promise((resolve) => setTimeout(resolve, 20));
        return 'done';
      });
    for (let n = 0; n < 20; n++) await gone(`round-r${n}`);
    expect(taken.sort()).toEqual(Array.from({ length: 20 }, (_, n) => `round-r${n}`).sort());
    expect(workers.size).toBe(2);
  });

  describe('a job that fails', () => {
    it('is tried again after a pause, as often as the table says, and then let go', async () => {
      const begun: number[] = [];
      run(async () => {
        begun.push(performance.now());
        throw new Error('the database is away');
      });
      await add(roundJob('r1'));
      await expect.poll(async () => (await at.queue.countByState()).delayed).toBe(1);
      expect(await at.queue.has('round-r1')).toBe(true);
      await gone('round-r1');
      expect(begun).toHaveLength(JOBS['round.run'].attempts);
      expect(begun[1]! - begun[0]!).toBeGreaterThan(900);
      expect(begun[2]! - begun[1]!).toBeGreaterThan(1_800);
      expect(await at.queue.countByState()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
    });

    it('is done when an attempt is', async () => {
      let attempts = 0;
      run(async () => {
        attempts++;
        if (attempts === 1) throw new Error('not yet');
        return 'done';
      });
      await add(roundJob('r1'));
      await gone('round-r1');
      expect(attempts).toBe(2);
    });

    it('for good is not tried again, and may be added anew', async () => {
      let attempts = 0;
      run(async () => {
        attempts++;
        throw new GivenUp('there is no such method');
      });
      await add(roundJob('r1'));
      await gone('round-r1');
      expect(attempts).toBe(1);
      await add(roundJob('r1'));
      await gone('round-r1');
      expect(attempts).toBe(2);
    });
  });

  describe('a worker that dies', () => {
    it('loses its job to another one when its lock ends', async () => {
      await add(roundJob('r1'));
      const held = await killedWith(1_000);
      const seen: Job[] = [];
      run(
        async (job) => {
          seen.push(job);
          return 'done';
        },
        { lockMs: 1_000 },
      );
      await gone('round-r1');
      expect(seen).toMatchObject([{ key: held.key, unverifiedPayload: { roundId: 'r1' } }]);
      expect(seen[0]!.token).not.toBe(held.token);
    });

    it('keeps it until then, unless it is given back in its name', async () => {
      await add(roundJob('r1'));
      const held = await killedWith(LONG_MS);
      await at.queue.giveBack({ key: held.key, token: 'of another' });
      await at.queue.giveBack({ key: 'none', token: held.token });
      expect(await at.queue.countByState()).toMatchObject({ waiting: 0, active: 1 });
      await at.queue.giveBack(held);
      expect(await at.queue.countByState()).toMatchObject({ waiting: 1, active: 0 });
      run(async () => 'done');
      await gone('round-r1');
    });
  });

  it('a worker that is closed finishes what it has in hand and takes nothing more', async () => {
    let finish = () => {};
    const ended: string[] = [];
    const runner = run(async ({ key }) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      ended.push(key);
      return 'done';
    });
    await add(roundJob('r1'));
    await add(roundJob('r2'));
    await expect.poll(async () => (await at.queue.countByState()).active).toBe(1);
    let isClosed = false;
    const closed = runner.close().then(() => {
      isClosed = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isClosed).toBe(false);
    finish();
    await closed;
    expect(ended).toEqual(['round-r1']);
    expect(await at.queue.countByState()).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 });
  });
});
