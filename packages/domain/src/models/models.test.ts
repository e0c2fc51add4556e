import { classAnswer, makeReadyProject, readyRound } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { failEvaluation, freeModels, requeueUnfinished, runEvaluation, sweepStore } from '../background/index.js';
import {
  changeServing,
  compareModels,
  evaluateModel,
  getStatistics,
  listModels,
  listSaid,
  pinModel,
} from '../index.js';
import { evaluationJob } from '../queue/jobs.js';
import { runThrough } from '../rounds/test-run.js';
import { judging } from './test-judging.js';

const { signal } = new AbortController();
const RECORDS = 30;

describe('models', () => {
  const test = setUpContext();
  let projectId: string;

  /** Holdout records of a ready project: 4, 9, 14, … with the classes 1, 0, 2, 1, 0, 2. */
  async function makeModel(number: number, wrong: number[], sure = 0.8): Promise<string> {
    const round = await test.db.round.create({ data: readyRound(projectId, number, RECORDS) });
    await runThrough(test.system, judging(test.system.store, wrong, sure), round.id);
    return (await test.db.model.findUniqueOrThrow({ where: { roundId: round.id } })).id;
  }
  const evaluateNow = (modelId: string) =>
    runEvaluation({ ...test.system, compute: judging(test.system.store, [], 1) }, { modelId }, signal);

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
