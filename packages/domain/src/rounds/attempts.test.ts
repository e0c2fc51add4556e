import { JOBS } from '@querent/contracts';
import { makeReadyRound } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { type RoundCompute, runRound, runScorePart } from '../background/index.js';
import { DomainError, retryRound } from '../index.js';
import { findsNothing } from './test-run.js';

/** Computes at once, except where a stage is to end some other way. */
const compute = (stages: Partial<RoundCompute> = {}): RoundCompute => ({ ...findsNothing, ...stages });

describe('attempts at a round', () => {
  const test = setUpContext();
  let projectId: string;
  let roundId: string;
  beforeEach(async () => {
    ({ projectId, roundId } = await makeReadyRound(test, { records: 30, members: [test.eve] }));
  });

  const rowOf = () => test.db.round.findUniqueOrThrow({ where: { id: roundId }, include: { model: true } });
  const run = (stages: Partial<RoundCompute>, signal = new AbortController().signal) =>
    runRound({ ...test.system, compute: compute(stages) }, { roundId }, signal);
  /** Begins and never comes to an end, as a worker that is killed. */
  const die = async (stage: 'train' | 'draw' | 'select') => {
    await new Promise<void>((begun) => {
      const hang = () => {
        begun();
        return new Promise<never>(() => {});
      };
      void run({ [stage]: hang });
    });
  };

  it('are counted by stage: one that has come forward begins with none', async () => {
    await die('train');
    await die('train');
    expect((await rowOf()).attempts).toBe(2);
    await die('draw');
    await die('draw');
    await die('draw');
    expect(await rowOf()).toMatchObject({ attempts: 3, model: { version: 'r1-abababab' } });
    await expect(run({})).rejects.toMatchObject({
      code: 'training_failed',
      detail: expect.stringMatching(/^The worker ended three times while it trained this round, .* then try again\.$/),
    });
  });

  it('do not count the wait for the parts of the pool', async () => {
    for (let times = 0; times < 5; times++) expect(await run({})).toHaveLength(1);
    expect((await rowOf()).attempts).toBe(0);
  });

  it('end after the third failure with its own words, and where another could not help after the first', async () => {
    const full = () => Promise.reject(new Error('there is no more memory'));
    for (let times = 0; times < 2; times++) await expect(run({ train: full })).rejects.toThrow('no more memory');
    await expect(run({ train: full })).rejects.toMatchObject({
      code: 'training_failed',
      detail: expect.stringContaining('there is no more memory'),
    });
  });

  it.each([
    ['a full disk', new DomainError('disk_full', 'There is no space left.'), 'disk_full'],
    [
      'a database whose disk is full',
      Object.assign(new Error('could not extend file'), { code: '53100' }),
      'disk_full',
    ],
    ['a database that is away', Object.assign(new Error('Connection terminated'), { code: '57P01' }), 'unavailable'],
  ])('are not used up by %s, which is waited for', async (_, error, code) => {
    const train = () => Promise.reject(error);
    for (let times = 0; times < 5; times++) await expect(run({ train })).rejects.toMatchObject({ code });
    expect(await rowOf()).toMatchObject({ state: 'training', attempts: 0 });
  });

  it('of a part of the pool are counted by themselves', async () => {
    const [part] = await run({});
    const context = (stages: Partial<RoundCompute>) => ({ ...test.system, compute: compute(stages) });
    const payload = JOBS['round.score'].payload.parse(part!.payload);
    const { signal } = new AbortController();
    for (let times = 0; times < 3; times++)
      await new Promise<void>((begun) => {
        const scorePart = () => {
          begun();
          return new Promise<never>(() => {});
        };
        void runScorePart(context({ scorePart }), payload, signal);
      });
    await expect(runScorePart(context({}), payload, signal)).rejects.toMatchObject({
      detail: expect.stringContaining('while it scored the pool for this round'),
    });
  });

  it('are given back by a worker that is told to stop, even where its computation does not listen', async () => {
    const stopping = new AbortController();
    await new Promise<void>((begun) => {
      const train = () => {
        begun();
        return new Promise<never>(() => {});
      };
      void run({ train }, stopping.signal);
    });
    expect((await rowOf()).attempts).toBe(1);
    stopping.abort(new Error('The worker stops.'));
    await expect.poll(async () => (await rowOf()).attempts).toBe(0);
  });

  it('begin anew where a person tries again, with the settings that the project has by then', async () => {
    await test.db.round.update({ where: { id: roundId }, data: { state: 'failed', attempts: 4, error: 'Worn out.' } });
    await test.db.project.update({ where: { id: projectId }, data: { settings: { draws: 2 } } });
    const { config } = await retryRound(test.eve, { roundId });
    expect(config.draws).toBe(2);
    expect((await rowOf()).attempts).toBe(0);
  });
});
