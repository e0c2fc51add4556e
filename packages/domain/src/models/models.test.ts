import type { JudgedRecords } from '@querent/core/evaluation';
import { evaluate, figuresOf, loadJudged, saveJudged } from '@querent/core/evaluation';
import { classAnswer, encodingIdOf, makeReadyProject, readyRound } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  failDrawing,
  failEvaluation,
  freeGraphs,
  freeModels,
  type RoundCompute,
  requeueUnfinished,
  runDrawing,
  runEvaluation,
  sweepStore,
} from '../background/index.js';
import {
  changeServing,
  compareModels,
  evaluateModel,
  getStatistics,
  listModels,
  listSaid,
  pinModel,
} from '../index.js';
import { drawingJob, evaluationJob } from '../queue/jobs.js';
import { findsNothing, runThrough } from '../rounds/test-run.js';
import { askForGraph } from './serving-graph.js';

const { signal } = new AbortController();
const RECORDS = 30;

describe('models', () => {
  const test = setUpContext();
  let projectId: string;

  /** A model that gives the right class with `sure`, but for the records that it takes for class a. */
  const judging = (wrong: number[], sure: number): RoundCompute => ({
    ...findsNothing,
    train: async () => ({
      stateKey: await test.system.store.put(Buffer.from(`state ${wrong} ${sure}`)),
      ...{ bytes: 10, backend: 'test', seconds: 2 },
    }),
    draw: async () => ({ graphKey: await test.system.store.put(Buffer.from(`graph ${wrong} ${sure}`)), bytes: 5 }),
    async select({ holdout, likelihood }) {
      const rest = (1 - sure) / 2;
      const said = ({ index, target }: { index: number; target: number[] }) => (wrong.includes(index) ? 0 : target[0]);
      const records: JudgedRecords = {
        likelihood: 'categorical',
        indexN: Int32Array.from(holdout, ({ index }) => index),
        judged: {
          probsNC: Float32Array.from(holdout.flatMap((one) => [0, 1, 2].map((c) => (c === said(one) ? sure : rest)))),
          labelsN: Int32Array.from(holdout, ({ target }) => target[0]!),
          classes: 3,
        },
      };
      const figures = Object.entries(evaluate(likelihood, records.judged)).map(([id, own]) => ({ id, ...own }));
      const judgedKey = await test.system.store.put(saveJudged(records));
      return { ranking: [], scored: 0, figures, judgedKey, selectSeconds: 1, measureSeconds: 1 };
    },
    async evaluate({ judgedKey }) {
      const { likelihood, judged, indexN } = loadJudged(await test.system.store.get(judgedKey));
      const ids = figuresOf(likelihood).map(({ id }) => id);
      const figures = Object.entries(evaluate(likelihood, judged, ids)).map(([id, own]) => ({ id, ...own }));
      return { figures: figures.filter(({ value }) => Number.isFinite(value)), records: indexN.length };
    },
  });

  /** Holdout records of a ready project: 4, 9, 14, … with the classes 1, 0, 2, 1, 0, 2. */
  async function makeModel(number: number, wrong: number[], sure = 0.8): Promise<string> {
    const round = await test.db.round.create({ data: readyRound(projectId, number, RECORDS) });
    await runThrough(test.system, judging(wrong, sure), round.id);
    return (await test.db.model.findUniqueOrThrow({ where: { roundId: round.id } })).id;
  }
  const evaluateNow = (modelId: string) =>
    runEvaluation({ ...test.system, compute: judging([], 1) }, { modelId }, signal);

  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: RECORDS, members: [test.eve] });
    const { id: recordId } = await test.db.record.findFirstOrThrow({ where: { projectId, split: 'pool' } });
    await test.db.label.create({ data: { recordId, projectId, ...classAnswer(projectId, 0) } });
  });

  it('are listed, the newest first, with what made them; the newest serves', async () => {
    const first = await makeModel(1, [4]);
    const second = await makeModel(2, []);
    const { items, serving } = await listModels(test.eve, { projectId, limit: 50 });
    expect(items.map(({ id }) => id)).toEqual([second, first]);
    expect(items[0]).toMatchObject({
      ...{ roundNumber: 2, labels: 1, trainSeconds: 2, bytes: 15, hasFiles: true, isServing: true, isPinned: false },
      posterior: { id: expect.any(String) },
    });
    expect(items[0]!.dataVersion).toMatch(/^[0-9a-f]{16}$/);
    expect(items[0]!.dataVersion).toBe(items[1]!.dataVersion); // of the same labels
    expect(serving).toEqual({ by: 'newest', figure: null, modelId: second, kept: 20 });
    const page = await listModels(test.eve, { projectId, limit: 1 });
    expect(page.items.map(({ id }) => id)).toEqual([second]);
    const rest = await listModels(test.eve, { projectId, limit: 1, cursor: page.next! });
    expect([rest.items.map(({ id }) => id), rest.next]).toEqual([[first], null]);
  });

  it('have all figures after their evaluation, which a killed worker makes up for; rounds show the main ones', async () => {
    const modelId = await makeModel(1, [4]);
    const job = evaluationJob(modelId);
    expect(await test.system.queue.has(job.key)).toBeTruthy();
    const [before] = (await listModels(test.eve, { projectId, limit: 1 })).items;
    expect(before!.figures.map(({ id }) => id)).toEqual(['accuracy', 'nll', 'ece']);
    await requeueUnfinished(test.system);
    await evaluateNow(modelId);
    await evaluateNow(modelId); // the queue may hand a job out twice
    const [after] = (await listModels(test.eve, { projectId, limit: 1 })).items;
    expect(after!.figures.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['accuracy', 'balanced-accuracy', 'macro-f1', 'brier', 'aurc']),
    );
    expect(after!.figures[0]).toMatchObject({ id: 'accuracy', value: 5 / 6, records: 6 });
    const { rounds } = await getStatistics(test.eve, { projectId });
    expect(rounds.at(-1)!.figures.map(({ id }) => id)).toEqual(['accuracy', 'nll', 'ece']);
  });

  describe('that serve', () => {
    const graphOf = async (id: string) => (await test.db.model.findUniqueOrThrow({ where: { id } })).graphKey;
    const draw = (modelId: string) => runDrawing({ ...test.system, compute: judging([4], 0.7) }, { modelId }, signal);
    beforeEach(() =>
      test.db.featureShard.create({
        data: { encodingId: encodingIdOf(projectId), start: 0, count: RECORDS, objectKey: '0'.repeat(64) },
      }),
    );
    const hasJob = (modelId: string) => test.system.queue.has(drawingJob(modelId).key);

    it('keep their graphs when their rounds are over, and pinned ones do; those of others go', async () => {
      const [first, second, third, newest] = [
        await makeModel(1, [4], 0.7),
        await makeModel(2, [9], 0.7),
        await makeModel(3, [14], 0.7),
        await makeModel(4, [], 0.7),
      ];
      await pinModel(test.eve, { modelId: first, isPinned: true });
      await changeServing(test.eve, { projectId, modelId: third });
      await freeGraphs(test.db);
      const kept = await Promise.all([first, second, third, newest].map(graphOf));
      expect(kept.map((key) => key !== null)).toEqual([true, false, true, true]);
    });

    it('have it drawn anew where it was freed: the same file', async () => {
      const first = await makeModel(1, [4], 0.7);
      const before = await graphOf(first);
      await makeModel(2, [], 0.7);
      await freeGraphs(test.db);
      expect(await graphOf(first)).toBeNull();
      await changeServing(test.eve, { projectId, modelId: first });
      expect(await hasJob(first)).toBeTruthy();
      await draw(first);
      await draw(first); // the queue may hand a job out twice
      expect(await graphOf(first)).toBe(before);
    });

    it('have it when an evaluation makes another one the best', async () => {
      const first = await makeModel(1, [], 0.7);
      const second = await makeModel(2, [4, 9], 0.7);
      await changeServing(test.eve, { projectId, by: 'best' });
      await test.db.model.update({ where: { id: first }, data: { graphKey: null } });
      await evaluateNow(second);
      expect(await hasJob(first)).toBeTruthy();
    });

    it('are found by the sweep where the job was lost, and asked for no more once it failed', async () => {
      const first = await makeModel(1, [4], 0.7);
      await makeModel(2, [], 0.7);
      await freeGraphs(test.db);
      await test.db.model.update({ where: { id: first }, data: { graphAskedAt: new Date() } });
      await requeueUnfinished(test.system);
      expect(await hasJob(first)).toBeTruthy();
      for (
        let life = 0;
        life < 3;
        life++ // of workers that are killed
      )
        await test.db.model.update({ where: { id: first }, data: { drawAttempts: { increment: 1 } } });
      const refused = await draw(first).catch((error) => error);
      expect(refused).toMatchObject({ code: 'training_failed', detail: expect.stringContaining('three times') });
      await failDrawing(test.system, { modelId: first }, refused.detail);
      expect(await askForGraph(test.db, first)).toBeNull();
      await changeServing(test.eve, { projectId, modelId: first }); // somebody tries again
      await draw(first);
      expect(await graphOf(first)).not.toBeNull();
    });
  });

  it('whose file is gone keep their main figures, and are asked for no more', async () => {
    const modelId = await makeModel(1, []);
    await failEvaluation(test.system, { modelId });
    expect((await listModels(test.eve, { projectId, limit: 1 })).items[0]!.figures).toHaveLength(3);
    await expect(evaluateModel(test.eve, { modelId })).rejects.toMatchObject({ code: 'not_evaluated' });
  });

  it('are looked at on the holdout: by class, confusion, calibration, and record by record', async () => {
    const modelId = await makeModel(1, [4, 14], 0.9); // of the classes 1 and 2, taken for 0
    const [a, b, c] = [0, 1, 2].map((place) => classAnswer(projectId, place).answerKey);
    const seen = await evaluateModel(test.eve, { modelId });
    expect(seen).toMatchObject({ records: 6, unit: 'nats', values: null });
    expect(seen.confusion).toEqual([
      { truth: a, said: a, count: 2 },
      { truth: b, said: a, count: 1 },
      { truth: b, said: b, count: 1 },
      { truth: c, said: a, count: 1 },
      { truth: c, said: c, count: 1 },
    ]);
    expect(
      seen.byClass!.map(({ name, records, recall, precision }) => [name, records, recall?.value, precision?.value]),
    ).toEqual([
      ['a', 2, 1, 0.5],
      ['b', 2, 0.5, 1],
      ['c', 2, 0.5, 1],
    ]);
    expect(seen.reliability).toEqual([
      { forecast: expect.closeTo(0.9, 6), share: expect.objectContaining({ value: 4 / 6 }), count: 6 },
    ]);
    expect(seen.notes[0]).toMatch(/^The holdout has 6 records: its accuracy is known to ± \d+ points/);
    const wrong = await listSaid(test.eve, { modelId, which: 'wrong', limit: 50 });
    expect(wrong.items.map(({ name, truth, said, isRight }) => [name, truth, said, isRight])).toEqual([
      ['record 4', 'b', 'a', false],
      ['record 14', 'c', 'a', false],
    ]);
    expect(wrong.items[0]!.content).toMatchObject({ kind: 'image' });
    const cell = await listSaid(test.eve, { modelId, truth: c!, said: a!, which: 'all', limit: 50 });
    expect(cell.items.map(({ name }) => name)).toEqual(['record 14']);
    const page = await listSaid(test.eve, { modelId, which: 'all', limit: 4 });
    const rest = await listSaid(test.eve, { modelId, which: 'all', limit: 4, cursor: page.next! });
    expect([page.items.length, rest.items.length, rest.next]).toEqual([4, 2, null]);
  });

  it('are compared on the records of both, pair by pair, with what changed', async () => {
    const first = await makeModel(1, [4, 9, 14]); // 9 is of class a, which it is right about
    const second = await makeModel(2, [14, 19], 0.7);
    const seen = await compareModels(test.eve, { modelId: first, otherId: second });
    expect([seen.first.id, seen.second.id, seen.records]).toEqual([first, second, 6]);
    const accuracy = seen.figures.find(({ id }) => id === 'accuracy')!;
    expect([accuracy.first, accuracy.second, accuracy.difference.value]).toEqual([4 / 6, 4 / 6, 0]);
    expect(accuracy.difference.low).toBeLessThan(0);
    expect(seen.changed).toMatchObject({ count: 2, better: 1, worse: 1 });
    expect(
      seen.changed.items.map(({ name, truth, first: one, second: other, isBetter }) => [
        name,
        truth,
        one,
        other,
        isBetter,
      ]),
    ).toEqual([
      ['record 4', 'b', 'a', 'b', true],
      ['record 19', 'b', 'b', 'a', false],
    ]);
  });

  it('of other classes, or of no record in common, are not compared, and it is said why', async () => {
    const first = await makeModel(1, []);
    const second = await makeModel(2, []);
    await expect(compareModels(test.eve, { modelId: first, otherId: first })).rejects.toThrow(/from itself/);
    await test.db.model.update({ where: { id: first }, data: { classIds: ['x', 'y', 'z'] } });
    await expect(compareModels(test.eve, { modelId: first, otherId: second })).rejects.toMatchObject({
      code: 'not_comparable',
      detail: expect.stringMatching(/classes were changed/),
    });
  });

  it('serve by choice or by a figure; a choice without files is refused in words', async () => {
    const [worse, best, newest] = [await makeModel(1, [4, 9, 14]), await makeModel(2, []), await makeModel(3, [4])];
    await changeServing(test.eve, { projectId, by: 'best' });
    const serving = async () => (await listModels(test.eve, { projectId, limit: 50 })).serving;
    expect(await serving()).toMatchObject({ by: 'best', modelId: best });
    expect((await evaluateModel(test.eve, { modelId: best })).notes.join(' ')).toMatch(/best of 3 models/);
    expect(await changeServing(test.eve, { projectId, modelId: worse })).toMatchObject({
      by: 'chosen',
      modelId: worse,
    });
    await expect(changeServing(test.eve, { projectId, figure: 'rmse' })).rejects.toThrow(/not told apart by "rmse"/);
    await expect(changeServing(test.eve, { projectId, figure: 'brier-uncertainty' })).rejects.toThrow(/Choose one of/);
    await expect(changeServing(test.eve, { projectId, by: 'chosen' })).rejects.toThrow(/which model/);
    await test.db.model.update({ where: { id: worse }, data: { stateKey: null } });
    expect(await serving()).toMatchObject({ by: 'chosen', modelId: newest }); // until another one is chosen
    await expect(changeServing(test.eve, { projectId, modelId: worse })).rejects.toMatchObject({ code: 'model_freed' });
    await expect(pinModel(test.eve, { modelId: worse, isPinned: true })).rejects.toMatchObject({ code: 'model_freed' });
  });

  it('that nobody has measured are not told apart by a figure', async () => {
    await expect(changeServing(test.eve, { projectId, by: 'best' })).rejects.toMatchObject({ code: 'not_evaluated' });
  });

  it('of earlier days let go of their files, but for those that serve or are pinned; figures and rows stay', async () => {
    const [served, pinned, old, newest] = [
      await makeModel(1, [4]),
      await makeModel(2, [9]),
      await makeModel(3, [14]),
      await makeModel(4, [19]),
    ];
    await changeServing(test.eve, { projectId, modelId: served, kept: 1 });
    await pinModel(test.eve, { modelId: pinned, isPinned: true });
    const { stateKey } = await test.db.model.findUniqueOrThrow({ where: { id: old } });
    await freeModels(test.db);
    await sweepStore(test.system, new Date(Date.now() + 1_000));
    const { items } = await listModels(test.eve, { projectId, limit: 50 });
    expect(items.map(({ id, hasFiles }) => [id, hasFiles])).toEqual([
      [newest, true],
      [old, false],
      [pinned, true],
      [served, true],
    ]);
    await expect(test.system.store.get(stateKey!)).rejects.toMatchObject({ code: 'object_not_found' });
    expect(items[1]!.figures).toHaveLength(3);
    expect((await evaluateModel(test.eve, { modelId: old })).records).toBe(6); // what it said is small, and stays
    await pinModel(test.eve, { modelId: pinned, isPinned: false });
    await freeModels(test.db);
    expect((await listModels(test.eve, { projectId, limit: 50 })).items[2]).toMatchObject({ hasFiles: false });
  });

  it('are for those who manage the project', async () => {
    const modelId = await makeModel(1, []);
    const ann = await test.as('annotator');
    for (const ask of [
      () => listModels(ann, { projectId, limit: 1 }),
      () => evaluateModel(ann, { modelId }),
      () => listSaid(ann, { modelId, which: 'all', limit: 1 }),
      () => pinModel(ann, { modelId, isPinned: true }),
      () => compareModels(ann, { modelId, otherId: modelId }),
      () => changeServing(ann, { projectId, modelId }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: expect.stringMatching(/^(project|model)_not_found$/) });
    await test.db.member.create({ data: { projectId, userId: ann.actor.id, role: 'annotator' } });
    await expect(evaluateModel(ann, { modelId })).rejects.toMatchObject({ code: 'forbidden' });
    const other = await makeReadyProject(test, { records: 5, members: [test.eve] });
    await expect(changeServing(test.eve, { projectId: other, modelId })).rejects.toMatchObject({
      code: 'model_not_found',
    });
  });
});
