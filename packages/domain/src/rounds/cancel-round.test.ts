import { makeReadyRound } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ComputeRun, RoundCompute } from '../background/index.js';
import { cancelRound, claimCards, retryRound } from '../index.js';
import { findsNothing, runThrough } from './test-run.js';

/** Computes at once, except for the stage `hangs`, which begins by calling `meanwhile` and ends when it is stopped. */
function compute(hangs: keyof RoundCompute, meanwhile: () => Promise<unknown>, calls: string[]): RoundCompute {
  let isFirst = true;
  const stage = async <Result>(name: keyof RoundCompute, run: ComputeRun<never>, result: Result) => {
    calls.push(name);
    if (name !== hangs || !isFirst) return result;
    isFirst = false;
    await meanwhile();
    if (name === 'draw') return new Promise<Result>((resolve) => setTimeout(() => resolve(result), 1_500)); // deaf
    return new Promise<Result>((_, reject) => {
      run.signal.addEventListener('abort', () => {
        calls.push('stopped');
        reject(new Error('The job was taken away.'));
      });
    });
  };
  return {
    ...findsNothing,
    coldStart: (_, run) => stage('coldStart', run, { indices: [] }),
    train: (_, run) =>
      stage('train', run, { stateKey: 'ab'.repeat(32), bytes: 1, temperature: null, backend: 'test', seconds: 1 }),
    draw: (_, run) => stage('draw', run, { graphKey: 'cd'.repeat(32), bytes: 1 }),
    scorePart: (_, run) => stage('scorePart', run, { objectKey: 'ef'.repeat(32) }),
    select: (_, run) =>
      stage('select', run, {
        ranking: [],
        scored: 0,
        figures: [],
        judgedKey: null,
        selectSeconds: 1,
        measureSeconds: 1,
      }),
  };
}

describe('a round that is stopped', () => {
  const test = setUpContext();
  let projectId: string;
  let roundId: string;
  beforeEach(async () => {
    ({ projectId, roundId } = await makeReadyRound(test, { records: 30, members: [test.eve] }));
  });

  const stop = () => cancelRound(test.eve, { roundId });
  const rowOf = () => test.db.round.findUniqueOrThrow({ where: { id: roundId }, include: { model: true } });
  /** Runs the round, and the parts that it waits for, as the queue would. */
  const run = async (hangs: keyof RoundCompute, meanwhile: () => Promise<unknown>) => {
    const calls: string[] = [];
    await runThrough(test.system, compute(hangs, meanwhile, calls), roundId);
    return calls;
  };

  it.each([
    ['train', ['train', 'stopped']],
    ['draw', ['train', 'draw']],
    ['scorePart', ['train', 'draw', 'scorePart', 'stopped']],
    ['select', ['train', 'draw', 'scorePart', 'select', 'stopped']],
  ] as const)('takes its computation with it (%s), and stays as it was left', async (stage, calls) => {
    expect(await run(stage, stop)).toEqual(calls);
    const row = await rowOf();
    expect(row.state).toBe('stopped');
    expect(row.error).toMatch(/^Stopped by engineer \d+\. Labelling goes on\. Try the round again/);
    expect(stage === 'draw' ? row.model!.graphKey : null).toBeNull();
    const { cards } = await claimCards(test.eve, { projectId, count: 1, keep: [] });
    expect(cards[0]?.roundNumber).toBe(0);
  });

  it('never begins where it still waited', async () => {
    expect((await stop()).state).toBe('stopped');
    expect(await run('train', stop)).toEqual([]);
  });

  it('begins anew in the job in hand where it is tried again before that has noticed', async () => {
    const calls = await run('train', async () => {
      await stop();
      await retryRound(test.eve, { roundId });
    });
    expect(calls).toEqual(['train', 'stopped', 'train', 'draw', 'scorePart', 'select']);
    expect(await rowOf()).toMatchObject({ state: 'open', error: null });
  });

  it('was one that waits or computes, and is stopped by those who manage the project', async () => {
    const bob = await test.as('annotator');
    await expect(cancelRound(bob, { roundId })).rejects.toMatchObject({ code: 'round_not_found' });
    await test.db.member.create({ data: { projectId, userId: bob.actor.id, role: 'annotator' } });
    await expect(cancelRound(bob, { roundId })).rejects.toMatchObject({ code: 'forbidden' });
    await stop();
    await expect(stop()).rejects.toMatchObject({ code: 'round_not_running' });
    const open = await test.db.round.findFirstOrThrow({ where: { projectId, state: 'open' } });
    await expect(cancelRound(test.eve, { roundId: open.id })).rejects.toMatchObject({ code: 'round_not_running' });
  });
});
