import { JOBS } from '@querent/contracts';
import { expect, it } from 'vitest';
import { GivenUp, type RunJob } from './queue.js';
import { describeQueues, partJob, roundJob } from './queues.contract.js';

describeQueues('parts of a job', (at) => {
  const { add, run, gone } = at;
  /** Runs a job that is shared out, once, into three parts; notes what is run, by any of two workers. */
  const shareOut = async (runPart: (start: number) => Promise<void>) => {
    const events: string[] = [];
    const job: RunJob = async (given) => {
      if (given.name === 'round.score') {
        const { start } = JOBS['round.score'].payload.parse(given.unverifiedPayload);
        events.push(`part ${start}`);
        await runPart(start);
        events.push(`end ${start}`);
        return 'done';
      }
      events.push('round');
      if (events.filter((event) => event === 'round').length > 1) return 'done';
      expect(await at.queue.addParts(given, [0, 1, 2].map(partJob))).toBe(true);
      return 'waits';
    };
    run(job);
    run(job);
    await add(roundJob('r1'));
    await gone('round-r1');
    return events;
  };

  it('are done by any worker, and the job is run again after the last of them', async () => {
    const events = await shareOut(async () => {});
    expect([...events].sort()).toEqual(
      ['end 0', 'end 1', 'end 2', 'part 0', 'part 1', 'part 2', 'round', 'round'].sort(),
    );
    expect([events[0], events.at(-1)]).toEqual(['round', 'round']);
  });

  it('let the job go on where one of them has failed for good', async () => {
    const events = await shareOut(async (start) => {
      if (start === 1) throw new GivenUp('it cannot be scored');
    });
    expect(events.filter((event) => event === 'part 1')).toHaveLength(1);
    expect(events).not.toContain('end 1');
    expect([events[0], events.at(-1)]).toEqual(['round', 'round']);
  });

  it('are waited for as often as a job has some, and where none is left it goes on', async () => {
    const waited: boolean[] = [];
    run(async (job) => {
      if (job.name === 'round.score') return 'done';
      const parts = waited.length < 2 ? [partJob(waited.length)] : [];
      const isWaiting = await at.queue.addParts(job, parts);
      waited.push(isWaiting);
      return isWaiting ? 'waits' : 'done';
    });
    await add(roundJob('r1'));
    await gone('round-r1');
    expect(waited).toEqual([true, true, false]);
  });

  it('that are on the queue already are waited for and not added twice', async () => {
    const begun: string[] = [];
    run(async (job) => {
      begun.push(job.name);
      if (job.name === 'round.score' || begun.length > 1) return 'done';
      await add(partJob(0));
      await at.queue.addParts(job, [partJob(0), partJob(1)]);
      return 'waits';
    });
    await add(roundJob('r1'));
    await gone('round-r1');
    expect(begun).toEqual(['round.run', 'round.score', 'round.score', 'round.run']);
  });
});
