import { classAnswer, encodingIdOf, makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { failTrial, type RoundCompute, requeueUnfinished, runTrial } from '../background/index.js';
import { cancelTrial, listTrials, startTrial } from '../index.js';
import { findsNothing } from '../rounds/test-run.js';
import { sweepStore } from '../store/sweep-store.js';

describe('a trial of settings', () => {
  const test = setUpContext();
  let projectId: string;
  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: 50, members: [test.eve] });
    const shard = { encodingId: encodingIdOf(projectId), start: 0, count: 50, objectKey: '0'.repeat(64) };
    await test.db.featureShard.create({ data: shard });
  });

  /** Labels records of the pool, so many of each class. */
  const label = async (...counts: number[]) => {
    const pool = await test.db.record.findMany({ where: { projectId, split: 'pool', label: null } });
    for (const [place, count] of counts.entries())
      for (const { id: recordId } of pool.splice(0, count))
        await test.db.label.create({ data: { recordId, projectId, ...classAnswer(projectId, place) } });
  };
  const start = (settings: object = { draws: 30 }) => startTrial(test.eve, { projectId, settings });
  const latest = async () => (await listTrials(test.eve, { projectId })).items[0]!;
  const half = { value: 0.5, low: 0.4, high: 0.6 };
  const compute = (calls: string[], onFit?: () => Promise<unknown>): RoundCompute => ({
    ...findsNothing,
    async tryFold({ fold, labels, config }) {
      calls.push(`${config.draws} ${fold} of ${labels.length}`);
      if (calls.length === 3) await onFit?.();
      return { objectKey: await test.system.store.put(Buffer.from(`${config.draws} ${fold}`)), seconds: 2 };
    },
    async tryRanking({ config, excluded }) {
      calls.push(`${config.draws} asks beside ${excluded.length}`);
      return { objectKey: await test.system.store.put(Buffer.from(`${config.draws}`)), seconds: 1 };
    },
    async compareTrial({ present, other }) {
      calls.push(`compare ${present.judged.length} ${other.judged.length}`);
      return {
        figures: [{ id: 'accuracy', present: half, other: half, difference: { value: 0, low: -0.1, high: 0.1 } }],
        records: 12,
        ranking: {
          present: [
            { index: 0, score: 1 },
            { index: 1, score: 0.5 },
          ],
          other: [{ index: 1, score: 2 }],
          ...{ questions: 12, overlap: 0.5, correlation: 0.25, common: 2, looked: 38 },
        },
      };
    },
  });
  const run = async (trialId: string, calls: string[], onFit?: () => Promise<unknown>) =>
    runTrial({ ...test.system, compute: compute(calls, onFit) }, { trialId }, new AbortController().signal);

  it('fits both settings fold by fold, and says what came out of it', async () => {
    await label(6, 6);
    const { id, state, folds, labels, changes } = await start();
    expect({ state, folds, labels, changes }).toEqual({
      ...{ state: 'queued', folds: 5, labels: 12 },
      changes: [{ name: 'draws', now: '30', before: '20' }],
    });
    expect(await test.system.queue.has(`trial-${id}`)).toBeTruthy();
    const calls: string[] = [];
    await run(id, calls);
    const fits = (draws: number) => [
      ...[0, 1, 2, 3, 4].map((fold) => `${draws} ${fold} of 12`),
      `${draws} asks beside 22`, // the holdout too
    ];
    expect(calls).toEqual([...fits(20), ...fits(30), 'compare 5 5']);
    const { result, ...rest } = await latest();
    expect(rest).toMatchObject({ state: 'done', progress: 1, error: null });
    expect(result).toMatchObject({
      figures: [{ id: 'accuracy', title: 'Accuracy', better: 'higher', unit: 'share', present: half }],
      seconds: { present: 11, other: 11 },
      ranking: { overlap: 0.5, correlation: 0.25 },
    });
    const names = result!.ranking.present.map(({ name, isInBoth }) => [name, isInBoth]);
    expect(names).toEqual([
      ['record 0', false],
      ['record 1', true],
    ]);
    expect(await test.db.label.count({ where: { projectId, isNew: true } })).toBe(12); // no model has learned them
  });

  it('tries a calibration alone, and lists what is tried and not when models are trained', async () => {
    await label(6, 6);
    const { changes } = await start({ calibration: { id: 'temperature', options: {} }, schedule: { every: 'hour' } });
    expect(changes).toEqual([{ name: 'calibration', now: 'temperature', before: 'none' }]);
  });

  it('that is cut short goes on with the fit it was in, on the labels it began with', async () => {
    await label(6, 6);
    const { id } = await start();
    const calls: string[] = [];
    await expect(run(id, calls, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    await label(3, 3);
    await sweepStore(test.system, new Date(Date.now() + 1_000)); // its files are named
    await requeueUnfinished(test.system);
    expect(await test.system.queue.has(`trial-${id}`)).toBeTruthy();
    const after: string[] = [];
    await run(id, after);
    expect([calls.at(-1), after[0]]).toEqual(['20 2 of 12', '20 2 of 12']);
    expect((await latest()).state).toBe('done');
    for (const { objectKey } of await test.db.trialFile.findMany({ where: { trialId: id } }))
      expect((await test.system.store.get(objectKey)).length).toBeGreaterThan(0);
  });

  it('is stopped by those who manage the project, in the middle of a fit', async () => {
    await label(6, 6);
    const { id } = await start();
    const calls: string[] = [];
    await run(id, calls, () => cancelTrial(test.eve, { trialId: id }));
    expect(calls.length).toBe(3);
    expect(await latest()).toMatchObject({ state: 'stopped', error: expect.stringMatching(/^Stopped by engineer/) });
    await expect(cancelTrial(test.eve, { trialId: id })).rejects.toMatchObject({ code: 'trial_not_running' });
    const ann = await test.as('annotator');
    await expect(cancelTrial(ann, { trialId: id })).rejects.toMatchObject({ code: 'trial_not_found' });
    await test.db.member.create({ data: { projectId, userId: ann.actor.id, role: 'annotator' } });
    const refusals = [
      () => cancelTrial(ann, { trialId: id }),
      () => listTrials(ann, { projectId }),
      () => startTrial(ann, { projectId, settings: {} }),
    ];
    for (const refusal of refusals) await expect(refusal()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('keeps the reason where it fails, and the latest five are kept', async () => {
    await label(6, 6);
    for (let at = 0; at < 7; at++) {
      const { id } = await start();
      await failTrial(test.system, { trialId: id }, `Reason ${at}.`);
    }
    const { items } = await listTrials(test.eve, { projectId });
    expect(items.map(({ error }) => error)).toEqual([6, 5, 4, 3, 2].map((at) => `Reason ${at}.`));
  });

  describe('is refused', () => {
    const refused = (settings?: object) => expect(start(settings)).rejects;

    it('where there are too few labels, or classes, in words that say what to label', async () => {
      await label(5);
      await refused().toMatchObject({
        code: 'trial_impossible',
        detail: expect.stringMatching(/needs 10 labels .* are 5/),
      });
      await label(6);
      await refused().toThrow('All labels are of one class');
      await label(0, 1);
      await refused().toThrow('“b” has one label only');
      await label(0, 1);
      expect((await start()).folds).toBe(2);
    });

    it('where nothing would be learned or asked otherwise, or the features would be others', async () => {
      await label(6, 6);
      await refused({ draws: 20 }).toThrow('There is nothing to try');
      await refused({ schedule: { every: 'hour' } }).toThrow('There is nothing to try');
      await refused({ encoder: { id: 'pixels', options: {} } }).toThrow('Another encoder cannot be tried');
      await refused({ posterior: { id: 'nosuch', options: {} } }).toMatchObject({ code: 'invalid_input' });
    });

    it('while another one is under way, and before there are features', async () => {
      await label(6, 6);
      await start();
      await refused().toMatchObject({ code: 'trial_running' });
      await test.db.encoding.updateMany({ where: { projectId }, data: { state: 'running' } });
      await refused().toMatchObject({ code: 'encoding_running' });
    });
  });
});
