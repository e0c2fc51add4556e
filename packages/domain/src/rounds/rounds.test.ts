import { JOBS, ProjectEvent } from '@querent/contracts';
import { classId, encodingIdOf, makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failRound, type RoundCompute, requeueUnfinished, runRound, runScorePart } from '../background/index.js';
import {
  claimCards,
  getProjectState,
  getQuery,
  getStatistics,
  retryRound,
  startRound,
  submitAnnotation,
} from '../index.js';
import { findsNothing, runThrough } from './test-run.js';

/** Stands in for the mathematics, which `core` and the journeys test; everything around it is real. */
const compute = (calls: string[], failOn?: string): RoundCompute => ({
  ...findsNothing,
  coldStart: () => Promise.reject(new Error('Rounds begin after the cold start.')),
  async train({ labels }, { onProgress }) {
    calls.push(`train ${labels.length}`);
    onProgress({ stage: 'training', share: 0.5, epoch: 1, epochs: 2, loss: 0.7, secondsLeft: 1 });
    if (failOn === 'train') throw new Error('killed');
    return { stateKey: 'ab'.repeat(32), bytes: 1, temperature: null, backend: 'test', seconds: 1 };
  },
  async draw() {
    calls.push('draw');
    return { graphKey: 'cd'.repeat(32), bytes: 1 };
  },
  async scorePart({ part }, { onProgress }) {
    calls.push(`score ${part[0]!.start}`);
    if (failOn === 'score') throw new Error('killed');
    onProgress({ done: 1 });
    return { objectKey: 'ef'.repeat(32) };
  },
  async select({ excluded, holdout, partKeys }) {
    calls.push(`select ${partKeys.length}`);
    if (failOn === 'select') throw new Error('killed');
    const ranking = Array.from({ length: 30 }, (_, index) => ({
      ...{ index, score: 1 / (index + 1) },
      prediction: { probabilities: [[index % 3, 1] as [number, number]], entropy: 0, expectedEntropy: 0 },
    })).filter(({ index }) => !excluded.includes(index));
    expect(holdout).toHaveLength(6);
    const figures = ['nll', 'accuracy'].map((id) => ({ id, value: 0.5, low: 0.4, high: 0.6 }));
    return { ranking, scored: ranking.length, figures, judgedKey: null, selectSeconds: 1, measureSeconds: 1 };
  },
});

describe('rounds', () => {
  const test = setUpContext();
  let projectId: string;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: 30, members: [test.eve] });
    // Features of far more than these, so that the pool has two parts.
    await test.db.project.update({ where: { id: projectId }, data: { nextIndex: 3_000 } });
    await test.db.featureShard.createMany({
      data: [0, 500, 2_500].map((start) => ({
        encodingId: encodingIdOf(projectId),
        start,
        count: start === 500 ? 2_000 : 500,
        objectKey: '0'.repeat(64),
      })),
    });
  });

  const label = async (count: number) => {
    const { cards } = await claimCards(test.eve, { projectId, count, keep: [] });
    await Promise.all(
      cards.map(({ recordId, roundId }) =>
        submitAnnotation(test.eve, {
          projectId,
          recordId,
          roundId,
          outcome: 'label',
          label: 0,
          seconds: 1,
          idempotencyKey: `round-${recordId}`,
        }),
      ),
    );
  };
  const rounds = () => test.db.round.findMany({ where: { projectId }, orderBy: { number: 'asc' } });
  /** Runs the latest round, and the parts that it waits for, as the queue would. */
  const run = async (calls: string[], failOn?: string) => {
    const roundId = (await rounds()).at(-1)!.id;
    await runThrough(test.system, compute(calls, failOn), roundId);
  };
  const ALL = ['train 10', 'draw', 'score 0', 'score 2500', 'select 2'];

  it('ten answers at the same moment make one round, which waits on the queue', async () => {
    await label(10);
    expect((await rounds()).map(({ state }) => state)).toEqual(['open', 'queued']);
    const { id } = (await rounds())[1]!;
    expect(await test.system.queue.has(`round-${id}`)).toBeTruthy();
  });

  it('a round trains, scores, opens and closes the one before; its query carries scores', async () => {
    await label(10);
    const calls: string[] = [];
    await run(calls);
    expect(calls).toEqual(ALL);
    expect((await rounds()).map(({ state }) => state)).toEqual(['closed', 'open']);
    const { rounds: seen, answers } = await getStatistics(test.eve, { projectId });
    expect(seen[1]).toMatchObject({
      labels: 10,
      figures: [
        { id: 'accuracy', records: 6 },
        { id: 'nll', value: 0.5 },
      ],
      modelVersion: 'r1-abababab',
    });
    expect(answers).toEqual([{ answer: { classId: classId(projectId, 0) }, text: 'a', count: 10 }]);
    const query = await getQuery(test.eve, { roundId: seen[1]!.id });
    expect(query.scoreName).toBe('BALD');
    expect(query.items).toHaveLength(10);
    expect(query.items[0]!.score).toBeGreaterThan(query.items[9]!.score!);
    const { cards } = await claimCards(test.eve, { projectId, count: 1, keep: [] });
    expect(cards[0]).toMatchObject({
      roundNumber: 1,
      scoreName: 'BALD',
      scoreUnit: 'nats',
      modelVersion: 'r1-abababab',
    });
  });

  it('a round cut short while scoring does not train again', async () => {
    await label(10);
    const calls: string[] = [];
    await expect(run(calls, 'score')).rejects.toThrow('killed');
    expect((await rounds())[1]).toMatchObject({ state: 'scoring', progress: { stage: 'scoring', share: 0 } });
    const event = ProjectEvent.parse(await getProjectState(test.eve, { projectId })); // as a page that follows it does
    expect(event.workingRound?.timings).toMatchObject({ trainSeconds: 1, scoreSeconds: null });
    await run(calls);
    expect(calls).toEqual([...ALL.slice(0, 3), ...ALL.slice(2)]);
    await run(calls); // the queue may hand a job out twice
    expect(calls).toHaveLength(6);
  });

  it('a round cut short while selecting does not score again, and asks what it would have asked', async () => {
    await label(10);
    const calls: string[] = [];
    await expect(run(calls, 'select')).rejects.toThrow('killed');
    await label(5); // given meanwhile: all parts leave out the same records
    await run(calls);
    expect(calls).toEqual([...ALL, 'select 2']);
    expect(await test.db.scorePart.count()).toBe(0);
    const where = { roundId: (await rounds())[1]!.id };
    const ranked = await test.db.rankingEntry.findMany({ where, include: { record: true } });
    expect(ranked).toHaveLength(30 - 6 - 10);
    for (const { record, prediction } of ranked)
      expect(prediction).toMatchObject({ probabilities: [[record.index % 3, 1]] });
  });

  it('a round is timed by the database, whatever the clock of its worker says', async () => {
    await label(10);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    try {
      await run([]);
    } finally {
      vi.useRealTimers();
    }
    const { scoringSince, openedAt, timings } = (await rounds())[1]!;
    const [{ now }] = await test.db.$queryRaw<[{ now: Date }]>`SELECT now()`;
    for (const time of [scoringSince, openedAt]) expect(now.getTime() - time!.getTime()).toBeLessThan(60_000);
    expect((timings as { scoreSeconds: number }).scoreSeconds).toBeLessThan(60);
    expect(now.getTime()).toBeGreaterThan(scoringSince!.getTime() - 1_000);
  });

  it('a round that asks at random has no part scored', async () => {
    const settings = { acquisition: { id: 'uniform', options: {} } };
    await test.db.project.update({ where: { id: projectId }, data: { settings } });
    await label(10);
    const calls: string[] = [];
    await run(calls);
    expect(calls).toEqual(['train 10', 'draw', 'select 0']);
  });

  it('parts of a round that has failed are not scored any more', async () => {
    await label(10);
    const { id: roundId } = (await rounds())[1]!;
    const calls: string[] = [];
    const context = { ...test.system, compute: compute(calls) };
    const parts = await runRound(context, { roundId }, signal);
    await failRound(test.system, { roundId }, 'Another part cannot be read.');
    for (const { payload } of parts) await runScorePart(context, JOBS['round.score'].payload.parse(payload), signal);
    expect(await runRound(context, { roundId }, signal)).toEqual([]);
    expect(calls).toEqual(['train 10', 'draw']);
  });

  it('labels given while a round computes count for the next one', async () => {
    await label(10);
    await label(12);
    expect(await rounds()).toHaveLength(2);
    await run([]);
    expect((await rounds()).map(({ state, number }) => [number, state])).toEqual([
      [0, 'closed'],
      [1, 'open'],
    ]);
  });

  it('a failed round keeps its reason, lets labelling go on, and can be tried again', async () => {
    await label(10);
    const { id: roundId } = (await rounds())[1]!;
    await failRound(test.system, { roundId }, 'Training broke down.');
    expect((await claimCards(test.eve, { projectId, count: 1, keep: [] })).cards[0]?.roundNumber).toBe(0);
    expect((await rounds())[1]).toMatchObject({ state: 'failed', error: 'Training broke down.' });
    expect((await retryRound(test.eve, { roundId })).state).toBe('queued');
    await expect(retryRound(test.eve, { roundId })).rejects.toMatchObject({ code: 'round_not_failed' });
  });

  it('a round that failed on its trained model is trained again when it is tried again', async () => {
    await label(10);
    const { id: roundId } = (await rounds())[1]!;
    const calls: string[] = [];
    await expect(run(calls, 'score')).rejects.toThrow('killed');
    await failRound(test.system, { roundId }, 'The saved model cannot be read.');
    await retryRound(test.eve, { roundId });
    await run(calls);
    expect(calls).toEqual([...ALL.slice(0, 3), ...ALL]);
    expect((await rounds())[1]!.state).toBe('open');
  });

  it('train now needs a new label, and no round under way', async () => {
    await expect(startRound(test.eve, { projectId })).rejects.toMatchObject({ code: 'no_new_labels' });
    await label(1);
    expect((await startRound(test.eve, { projectId })).number).toBe(1);
    await expect(startRound(test.eve, { projectId })).rejects.toMatchObject({ code: 'round_running' });
    const bob = await test.as('annotator');
    await expect(startRound(bob, { projectId })).rejects.toMatchObject({ code: 'project_not_found' });
    await test.db.member.create({ data: { projectId, userId: bob.actor.id, role: 'annotator' } });
    await expect(startRound(bob, { projectId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getQuery(bob, { roundId: (await rounds())[0]!.id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getQuery(bob, { roundId: 'none' })).rejects.toMatchObject({ code: 'round_not_found' });
  });

  it('a job that the queue has lost is put back', async () => {
    await label(10);
    const job = `round-${(await rounds())[1]!.id}`;
    await test.db.$executeRaw`DELETE FROM bullmq.job WHERE id = ${job}`;
    await requeueUnfinished(test.system);
    expect(await test.system.queue.has(job)).toBeTruthy();
  });
});
