import { makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  claimCards,
  getProjectState,
  pauseTraining,
  resumeTraining,
  startRound,
  submitAnnotation,
  updateProject,
} from '../index.js';
import { labelsFor } from '../rounds/round-records.js';
import { readTask } from '../tasks/project-task.js';
import { startDueRounds } from './start-due-rounds.js';

describe('when a new model is trained', () => {
  const test = setUpContext();
  let projectId: string;
  let keys = 0;
  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: 40, members: [test.eve] });
  });

  const label = async (count: number) => {
    const { cards } = await claimCards(test.eve, { projectId, count, keep: [] });
    for (const { recordId, roundId } of cards)
      await submitAnnotation(test.eve, {
        ...{ projectId, recordId, roundId, outcome: 'label', label: 0, seconds: 1 },
        idempotencyKey: `training-key-${keys++}`,
      });
  };
  const states = async () =>
    (await test.db.round.findMany({ where: { projectId }, orderBy: { number: 'asc' } })).map(({ state }) => state);
  const learn = async () => {
    await labelsFor(test.db, { projectId, records: 40 }, await readTask(test.db, projectId));
    await test.db.round.updateMany({ where: { projectId, state: 'queued' }, data: { state: 'open' } });
  };
  const set = (settings: object) => updateProject(test.eve, { projectId, settings });
  const state = () => getProjectState(test.eve, { projectId });

  describe('and training is paused', () => {
    it('no round begins by itself, a button still begins one, and who paused is said', async () => {
      const { pause } = await pauseTraining(test.eve, { projectId });
      expect(pause).toEqual({ at: expect.any(String), by: expect.stringMatching(/^engineer/), reason: null });
      await label(12);
      await startDueRounds(test.system);
      expect(await states()).toEqual(['open']);
      expect(await state()).toMatchObject({ untilModel: null, training: { pause } });
      await startRound(test.eve, { projectId });
      expect(await states()).toEqual(['open', 'queued']);
    });

    it('goes on at once where a round is due by then', async () => {
      await pauseTraining(test.eve, { projectId });
      await label(10);
      expect((await resumeTraining(test.eve, { projectId })).pause).toBeNull();
      expect(await states()).toEqual(['open', 'queued']);
    });

    it('stays as it was said where it is paused again', async () => {
      const first = await pauseTraining(test.eve, { projectId });
      const bob = await test.as('admin');
      expect(await pauseTraining(bob, { projectId })).toEqual(first);
    });

    it('was done by somebody who manages the project', async () => {
      const ann = await test.as('annotator');
      for (const change of [pauseTraining, resumeTraining]) {
        await expect(change(ann, { projectId })).rejects.toMatchObject({ code: 'project_not_found' });
      }
      await test.db.member.create({ data: { projectId, userId: ann.actor.id, role: 'annotator' } });
      for (const change of [pauseTraining, resumeTraining])
        await expect(change(ann, { projectId })).rejects.toMatchObject({ code: 'forbidden' });
    });
  });

  it('by a button only, where nothing else is set', async () => {
    await set({ trainsByLabels: false });
    await label(12);
    await startDueRounds(test.system);
    expect(await states()).toEqual(['open']);
    expect((await state()).untilModel).toBeNull();
    await startRound(test.eve, { projectId });
    expect(await states()).toEqual(['open', 'queued']);
  });

  describe('by the clock', () => {
    const hours = (count: number) =>
      new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + count * 3_600_000 + 60_000);
    beforeEach(() => set({ trainsByLabels: false, schedule: { every: 'hour' } }));

    it('begins a round at its time where there are new labels, and once', async () => {
      await label(1);
      await startDueRounds(test.system, new Date());
      expect(await states()).toEqual(['open']);
      await startDueRounds(test.system, hours(0));
      expect(await states()).toEqual(['open', 'queued']);
      await learn();
      await startDueRounds(test.system, hours(1));
      expect(await states()).toEqual(['open', 'open']);
    });

    it('does not catch up on a time at which there was nothing new', async () => {
      await startDueRounds(test.system, hours(0));
      await label(1);
      await startDueRounds(test.system, new Date(hours(0).getTime() + 600_000));
      expect(await states()).toEqual(['open']);
      await startDueRounds(test.system, hours(1));
      expect(await states()).toEqual(['open', 'queued']);
    });

    it('waits for the round that computes at its time', async () => {
      await label(2);
      await startRound(test.eve, { projectId });
      await startDueRounds(test.system, hours(0));
      await learn();
      await label(1);
      await startDueRounds(test.system, hours(0));
      expect(await states()).toEqual(['open', 'open', 'queued']);
    });

    it('goes by while training is paused', async () => {
      await label(1);
      await pauseTraining(test.eve, { projectId });
      await startDueRounds(test.system, hours(0));
      await resumeTraining(test.eve, { projectId });
      await startDueRounds(test.system, hours(0));
      expect(await states()).toEqual(['open']);
    });

    it('is said to those who look', async () => {
      const { training } = await state();
      expect(new Date(training.scheduledAt!).getTime()).toBeGreaterThan(Date.now());
      expect(training.scheduledAt).toMatch(/:00:00\.000Z$/);
    });
  });
});
