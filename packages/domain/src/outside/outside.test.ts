import { ProjectSettings } from '@querent/contracts';
import { jsonOf } from '@querent/db';
import { classId, makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { failRound, requeueUnfinished, runRound } from '../background/index.js';
import {
  addClass,
  type Context,
  cancelRound,
  claimCards,
  getModel,
  getProjectState,
  listModels,
  listWanted,
  postPredictions,
  retryRound,
  submitAnnotation,
  updateProject,
} from '../index.js';
import { findsNothing, runThrough } from '../rounds/test-run.js';

/** The mathematics is the worker's; everything around it is real. */
const compute = {
  ...findsNothing,
  train: () => Promise.reject(new Error('An outside model is not trained here.')),
  draw: () => Promise.reject(new Error('An outside model is not drawn here.')),
};
const { signal } = new AbortController();
const CLASSES = ['c', 'a', 'b'];

describe('a project whose model lives outside', () => {
  const test = setUpContext();
  let projectId: string;
  let eve: Context;
  beforeEach(async () => {
    eve = test.eve;
    projectId = await makeReadyProject(test, { records: 30, members: [eve] });
    await updateProject(eve, { projectId, settings: { outside: { says: 'samples', hours: 2 } } });
    await label(10);
  });

  async function label(count: number) {
    const { cards } = await claimCards(eve, { projectId, count, keep: [] });
    for (const { recordId, roundId } of cards)
      await submitAnnotation(eve, {
        ...{ projectId, recordId, roundId, outcome: 'label', label: 0, seconds: 1 },
        idempotencyKey: `outside-${recordId}`,
      });
  }
  const latest = () => test.db.round.findFirstOrThrow({ where: { projectId }, orderBy: { number: 'desc' } });
  const run = async () => runRound({ ...test.system, compute }, { roundId: (await latest()).id }, signal);
  /** A round that waits. */
  async function waiting() {
    expect(await run()).toEqual([]);
    return (await latest()).id;
  }
  /** Draws that are a little different, of places from … to − 1. */
  const piece = (from: number, to: number, samples = 2) => ({
    ...{ from, classes: CLASSES, model: 'forest', shape: [samples, to - from, 3] },
    values: Array.from({ length: samples * (to - from) }, (_, at) => [
      0.2,
      0.3 + (at % 5) / 50,
      0.5 - (at % 5) / 50,
    ]).flat(),
  });
  const working = async () => (await getProjectState(eve, { projectId })).workingRound;

  it('waits without a worker for what the model says of pool and holdout, and says so', async () => {
    const roundId = await waiting();
    expect(await working()).toMatchObject({
      state: 'waiting',
      labels: 10,
      awaited: {
        ...{ says: 'samples', wanted: 20, pool: 14, received: 0, samples: null, model: null, isComplete: false },
        ...{ isReminded: false, classIds: [0, 1, 2].map((place) => classId(projectId, place)) },
      },
    });
    const { since, until } = (await working())!.awaited!;
    expect(Date.parse(until) - Date.parse(since)).toBe(2 * 3_600_000);
    const first = await listWanted(eve, { roundId, limit: 12, which: 'all' });
    expect(first.items.map(({ place }) => place)).toEqual(Array.from({ length: 12 }, (_, place) => place));
    expect(first.items.filter(({ split }) => split === 'holdout').map(({ index }) => index % 5)).toEqual(
      first.items.filter(({ split }) => split === 'holdout').map(() => 4),
    );
    const second = await listWanted(eve, { roundId, limit: 12, which: 'all', cursor: first.next! });
    expect([second.items.length, second.next]).toEqual([8, null]);
    // Nothing is due until something comes.
    await requeueUnfinished(test.system);
    expect(await run()).toEqual([]);
    expect((await latest()).state).toBe('waiting');
  });

  it('goes on once all has come, in any order and at the same time, to a model without files', async () => {
    const roundId = await waiting();
    await postPredictions(eve, { roundId, ...piece(15, 20) });
    const { items } = await listWanted(eve, { roundId, limit: 100, which: 'missing' });
    expect(items).toHaveLength(15);
    const ids = items.slice(0, 4).map(({ recordId }) => recordId);
    const { from: _, ...byId } = piece(0, 4);
    await Promise.all([
      postPredictions(eve, { roundId, ...byId, records: ids.toReversed() }),
      postPredictions(eve, { roundId, ...piece(4, 15) }),
    ]);
    expect((await working())!.awaited).toMatchObject({ received: 20, isComplete: true, samples: 2, model: 'forest' });
    await runThrough(test.system, compute, roundId);
    const state = await getProjectState(eve, { projectId });
    expect([state.workingRound, state.openRound]).toMatchObject([null, { number: 1, modelVersion: 'r1-forest' }]);
    const { items: models, serving } = await listModels(eve, { projectId, limit: 10 });
    expect(models).toMatchObject([{ version: 'r1-forest', isOutside: true, hasFiles: false, bytes: 0, labels: 10 }]);
    expect(models[0]!.dataVersion).toMatch(/^[0-9a-f]{16}$/);
    expect(serving.modelId).toBeNull();
    expect(await getModel(eve, { modelId: models[0]!.id })).toMatchObject({ isStale: false });
    await expect(postPredictions(eve, { roundId, ...piece(0, 2) })).rejects.toThrow(
      'All predictions of round 1 have come',
    );
  });

  it('takes the same piece again, and no other of the same records', async () => {
    const roundId = await waiting();
    const once = await postPredictions(eve, { roundId, ...piece(0, 5) });
    expect(await postPredictions(eve, { roundId, ...piece(0, 5) })).toEqual(once);
    const other = { ...piece(3, 7), values: piece(0, 4).values.map((value, at) => (at < 3 ? 1 / 3 : value)) };
    await expect(postPredictions(eve, { roundId, ...other })).rejects.toMatchObject({
      code: 'predictions_twice',
      detail: expect.stringContaining('place 3 has been predicted already'),
    });
    expect((await working())!.awaited!.received).toBe(5);
    await postPredictions(eve, { roundId, ...piece(5, 20) });
    // Whoever has not heard the answer sends the last piece again.
    expect(await postPredictions(eve, { roundId, ...piece(5, 20) })).toMatchObject({ isComplete: true });
  });

  it.each([
    ['no classes', { classes: undefined }, 'Say in "classes" which class each value is of'],
    ['an unknown class', { classes: ['a', 'b', 'd'] }, 'There is no class "d". The classes are "a", "b", "c".'],
    ['a class twice', { classes: ['a', 'b', 'a'] }, 'The class "a" stands twice'],
    ['another width', { classes: ['a', 'b'] }, 'The array has the shape [2, 5, 3]; "classes" names 2'],
    ['one prediction', { shape: [10, 3] }, 'so that it has to be [samples, records, 3]'],
    ['one draw', { shape: [1, 10, 3] }, 'Post at least two'],
    ['nothing', { shape: [2, 0, 3], values: [] }, 'is empty. Post at least one record'],
    [
      'places beyond the last',
      { from: 17 },
      '5 rows from place 17 on end at 21, and the last record that is waited for has place 19',
    ],
    ['no places', { from: undefined }, 'Say which records the rows are of'],
    ['NaN', { values: Array(30).fill(Number.NaN) }, 'Row 0, draw 0: its value 0 is NaN, which is no number'],
    ['a sum that is not 1', { values: Array(30).fill(0.3) }, 'Row 0, draw 0: its probabilities sum up to 0.9'],
    ['too few numbers', { values: Array(29).fill(1 / 3) }, 'no number to compute with'],
    ['both places and ids', { records: ['x'] }, 'not both'],
  ])('refuses %s in words, and waits on', async (_, wrong, words) => {
    const roundId = await waiting();
    const given = { roundId, ...piece(0, 5), ...wrong } as Parameters<typeof postPredictions>[1];
    await expect(postPredictions(eve, given)).rejects.toMatchObject({
      code: 'predictions_refused',
      detail: expect.stringContaining(words),
    });
    expect(await working()).toMatchObject({ state: 'waiting', awaited: { received: 0 } });
  });

  it('refuses pieces of another model or with other draws, and records that nobody waits for', async () => {
    const roundId = await waiting();
    await postPredictions(eve, { roundId, ...piece(0, 5) });
    await expect(postPredictions(eve, { roundId, ...piece(5, 9, 3) })).rejects.toThrow(
      '3 draws of each record here, and 2',
    );
    await expect(postPredictions(eve, { roundId, ...piece(5, 9), model: 'tree' })).rejects.toThrow(
      'of "tree", and what came before is of "forest"',
    );
    const { from: _, ...byId } = piece(0, 1);
    const labelled = await test.db.record.findFirstOrThrow({ where: { projectId, split: 'pool', hasLabel: true } });
    await expect(postPredictions(eve, { roundId, ...byId, records: [labelled.id] })).rejects.toThrow(
      'Nobody waits for a prediction',
    );
    await expect(postPredictions(eve, { roundId, ...byId, records: ['nosuch'] })).rejects.toMatchObject({
      code: 'record_not_found',
    });
  });

  it('gives 0 to a class that the model does not know', async () => {
    const roundId = await waiting();
    const values = Array(2 * 20).fill(1);
    expect(await postPredictions(eve, { roundId, from: 0, classes: ['b'], shape: [2, 20, 1], values })).toMatchObject({
      isComplete: true,
    });
  });

  it('reminds after half of the time; after all of it the round fails, the ranking stays, and it can be tried again', async () => {
    const roundId = await waiting();
    await postPredictions(eve, { roundId, ...piece(0, 5) });
    const long = new Date(Date.now() - 1_000);
    await test.db.awaited.update({ where: { roundId }, data: { remindAt: long } });
    await requeueUnfinished(test.system);
    expect((await working())!.awaited!.isReminded).toBe(true);
    await test.db.awaited.update({ where: { roundId }, data: { until: long } });
    await expect(postPredictions(eve, { roundId, ...piece(5, 9) })).rejects.toThrow('The time of round 1 is over');
    await requeueUnfinished(test.system);
    expect(await test.system.queue.has(`round-${roundId}`)).toBeTruthy();
    const late = await run().catch((error) => error);
    expect(late).toMatchObject({ code: 'predictions_late' });
    await failRound(test.system, { roundId }, late.detail);
    const state = await getProjectState(eve, { projectId });
    expect(state.openRound!.number).toBe(0);
    expect(state.workingRound).toMatchObject({ state: 'failed', error: expect.stringContaining('5 of 20 records') });
    expect((await claimCards(eve, { projectId, count: 1, keep: [] })).cards).toHaveLength(1);
    for (const late of [piece(5, 9), piece(0, 5)])
      await expect(postPredictions(eve, { roundId, ...late })).rejects.toThrow('too late. Try it again');
    await retryRound(eve, { roundId });
    await expect(postPredictions(eve, { roundId, ...piece(5, 9) })).rejects.toThrow('has not begun to wait yet');
    await waiting();
    expect((await working())!.awaited).toMatchObject({ received: 0, isReminded: false });
  });

  it('can be stopped, after which nothing is taken', async () => {
    const roundId = await waiting();
    await cancelRound(eve, { roundId });
    await expect(postPredictions(eve, { roundId, ...piece(0, 2) })).rejects.toThrow('Round 1 was stopped');
  });

  it('marks a model whose classes have changed while it was waited for', async () => {
    const roundId = await waiting();
    await addClass(eve, { projectId, name: 'd', key: null, colour: null, description: '' });
    await postPredictions(eve, { roundId, ...piece(0, 20) });
    await runThrough(test.system, compute, roundId);
    expect((await getProjectState(eve, { projectId })).openRound).toMatchObject({ number: 1, isStale: true });
  });

  it('is not for others, nor for rounds of models that are trained here', async () => {
    const roundId = await waiting();
    const bob = await test.as('engineer');
    await expect(postPredictions(bob, { roundId, ...piece(0, 2) })).rejects.toMatchObject({ code: 'round_not_found' });
    const { id: own } = await test.db.round.findFirstOrThrow({ where: { projectId, number: 0 } });
    await expect(listWanted(eve, { roundId: own, limit: 1, which: 'all' })).rejects.toThrow('round 1 does');
  });

  it('is not set to methods that need what it does not say', async () => {
    const set = (settings: object) => updateProject(eve, { projectId, settings: jsonOf(settings) as never });
    await expect(set({ outside: { says: 'single', hours: 1 } })).rejects.toThrow(
      'BALD asks where draws of the model disagree',
    );
    await set({ outside: { says: 'single', hours: 1 }, acquisition: { id: 'margin', options: {} } });
    await expect(set({ selection: { id: 'core-set', options: {} } })).rejects.toThrow(
      'which an outside model does not say',
    );
    const { settings } = await test.db.project.findUniqueOrThrow({ where: { id: projectId } });
    expect(ProjectSettings.parse(settings).outside).toEqual({ says: 'single', hours: 1 });
    await set({ outside: null, selection: { id: 'core-set', options: {} } });
  });

  it('takes one prediction of each record where that is what the model gives', async () => {
    await updateProject(eve, {
      projectId,
      settings: { outside: { says: 'single', hours: 1 }, acquisition: { id: 'margin', options: {} } },
    });
    // As it was planned with the settings before.
    const { id } = await latest();
    await cancelRound(eve, { roundId: id });
    await retryRound(eve, { roundId: id });
    const roundId = await waiting();
    const { wanted } = (await working())!.awaited!;
    const flat = piece(0, wanted, 1);
    await expect(postPredictions(eve, { roundId, ...piece(0, wanted) })).rejects.toThrow(
      'gives one prediction of each record',
    );
    expect(await postPredictions(eve, { roundId, ...flat, shape: [wanted, 3] })).toMatchObject({ isComplete: true });
  });
});
