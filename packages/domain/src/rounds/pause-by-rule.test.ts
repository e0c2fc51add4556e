import type { Figure, Round } from '@querent/contracts';
import { jsonOf, transaction } from '@querent/db';
import { makeReadyProject, readyRound } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { getProjectState, resumeTraining, updateProject } from '../index.js';
import { pauseByRule, reasonToStop } from './pause-by-rule.js';

const plateau = (patience: number) => ({ id: 'plateau', options: { patience, gain: 0.01 } });

describe('a stopping rule', () => {
  const accuracy = (value: number): Figure => ({
    ...{ id: 'accuracy', title: 'Accuracy', better: 'higher', unit: 'share', records: 500 },
    ...{ value, low: value - 0.02, high: value + 0.02 },
  });
  const rounds = (values: (number | null)[]) =>
    values.map(
      (value, number) =>
        ({ number, labels: 10 * number, figures: value === null ? [] : [accuracy(value)] }) as unknown as Round,
    );
  const setting = { rule: plateau(2), rounds: 2 };

  it('has to hold for as many rounds as it is set to', () => {
    const flat = [null, 0.5, 0.8, 0.8, 0.8];
    expect(reasonToStop(setting, rounds(flat), 0)).toBeNull(); // held in the last one only
    expect(reasonToStop(setting, rounds([...flat, 0.8]), 0)).toBe(
      '“No more progress”: The error is 0.2; for 3 rounds it has not fallen below 0.2 by 0.01. It has held for 2 rounds in a row. Accuracy is 0.800 [0.780, 0.820] by now.',
    );
    expect(reasonToStop(setting, rounds([...flat, 0.9, 0.9, 0.9]), 0)).toBeNull();
  });

  it('has to hold anew after somebody went on', () => {
    const flat = [null, 0.8, 0.8, 0.8, 0.8, 0.8];
    expect(reasonToStop(setting, rounds(flat), 5)).toBeNull();
    expect(reasonToStop(setting, rounds([...flat, 0.8]), 5)).not.toBeNull();
  });

  it('without figures says nothing', () => {
    expect(reasonToStop(setting, rounds([null, null, null]), 0)).toBeNull();
  });
});

describe('a project with a stopping rule', () => {
  const test = setUpContext();
  let projectId: string;
  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: 10, members: [test.eve] });
  });
  const measured = async (number: number) => {
    const { id: roundId } = await test.db.round.create({
      data: { ...readyRound(projectId, number, 10), state: 'open', labels: 5 * number },
    });
    const of = { projectId, roundId, version: `r${number}`, likelihood: 'categorical' };
    const figures = { create: [{ id: 'accuracy', value: 0.8, low: 0.7, high: 0.9, records: 2 }] };
    await test.db.model.create({ data: { ...of, network: {}, posterior: {}, figures } });
    await transaction(test.db, (tx) => pauseByRule(tx, projectId));
  };
  const pause = async () => (await getProjectState(test.eve, { projectId })).training.pause;

  it('is paused with the figures, goes on when somebody says so, and is paused again', async () => {
    await updateProject(test.eve, { projectId, settings: { stopping: { rule: plateau(1), rounds: 2 } } });
    for (const number of [1, 2]) await measured(number);
    expect(await pause()).toBeNull();
    await measured(3);
    expect(await pause()).toMatchObject({
      by: null,
      reason: expect.stringMatching(/Accuracy is 0\.800 \[0\.700, 0\.900\]/),
    });
    expect((await resumeTraining(test.eve, { projectId })).pause).toBeNull();
    await measured(4);
    expect(await pause()).toBeNull();
    await measured(5);
    expect(await pause()).not.toBeNull();
  });

  it('without one is never paused', async () => {
    for (const number of [1, 2, 3, 4]) await measured(number);
    expect(await pause()).toBeNull();
  });

  it('takes rules that look at what is measured, with options of their own', async () => {
    const set = (rule: object) =>
      updateProject(test.eve, {
        projectId,
        settings: jsonOf({ stopping: { rule: { options: {}, ...rule }, rounds: 2 } }),
      });
    await expect(set({ id: 'stable-predictions' })).rejects.toThrow('Choose one of: plateau, expected-gain.');
    await expect(set({ id: 'plateau', options: { nosuch: 1 } })).rejects.toThrow('has no option nosuch');
  });
});
