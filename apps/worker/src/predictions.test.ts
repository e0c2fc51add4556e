import type { GivenRecord, PredictionFileQuery } from '@querent/contracts';
import {
  deleteProject,
  exportPredictions,
  listPredictions,
  predict,
  removePredictions,
  startPredictions,
} from '@querent/domain';
import {
  failPredictions,
  freePredictions,
  type RoundCompute,
  removeProject,
  requeueUnfinished,
  runPredictions,
  sweepStore,
} from '@querent/domain/background';
import { setUpContext, setUpServing } from '@querent/testing/vitest';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { tasksOn } from './compute/tasks.js';
import { brought, makeTrained } from './test-trained.js';

const { signal } = new AbortController();
/** Of three shards. */
const RECORDS = 1_100;

describe('predictions of all records', () => {
  const test = setUpContext();
  const served = setUpServing(test);
  let projectId: string;
  let modelId: string;
  const records: GivenRecord[] = Array.from({ length: RECORDS }, (_, at) => ({
    ...{ id: `v${at}`, vector: [at % 2, at / RECORDS], text: at === 3 ? '=1+2' : `the ${at}th` },
    ...(at < 40 ? { label: at % 2 ? 'odd' : 'even' } : {}),
  }));
  beforeAll(async () => {
    const made = await makeTrained(
      test,
      {
        ...{ name: 'Vectors', recordKind: 'vector', task: { kind: 'single_choice' }, classes: ['even', 'odd'] },
        settings: { posterior: { id: 'mc-dropout', options: { minUpdates: 100 } }, draws: 5 },
      },
      records,
    );
    projectId = made.projectId;
    modelId = made.model.id;
  });

  const compute = () => tasksOn(test.system.store, { objectsDir: '', backend: 'wasm' });
  const run = (setId: string, other: Partial<RoundCompute> = {}, own = signal) =>
    runPredictions({ ...test.system, compute: { ...compute(), ...other } }, { setId }, own);
  const stateOf = async (id: string) =>
    (await listPredictions(test.eve, { projectId })).items.find((one) => one.id === id);
  async function fileOf(predictionsId: string, query: Partial<PredictionFileQuery> = {}) {
    const all = { format: 'csv', status: 'all', split: 'all' } as const;
    const { bytes, name } = await exportPredictions(test.eve, { ...all, ...query, predictionsId });
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    return { name, text: Buffer.concat(pieces).toString() };
  }
  const rowsOf = async (id: string, query: Partial<PredictionFileQuery> = {}): Promise<Record<string, string>[]> =>
    parse((await fileOf(id, query)).text, { columns: true, bom: true });

  it('say the same as those of single requests, in a table and in lines; cells that a spreadsheet would run are none', async () => {
    const { id } = await startPredictions(test.eve, { projectId });
    expect(await test.system.queue.has(`predict-${id}`)).toBeTruthy();
    await expect(startPredictions(test.eve, { projectId })).rejects.toMatchObject({ code: 'predictions_running' });
    await expect(fileOf(id)).rejects.toMatchObject({ code: 'predictions_unfinished' });
    await run(id);
    await run(id); // the queue may hand a job out twice
    expect(await stateOf(id)).toMatchObject({ state: 'done', done: RECORDS, total: RECORDS, modelId });

    const rows = await rowsOf(id);
    expect(rows.map((row) => row.id)).toEqual(records.map((one) => one.id));
    const context = { ...test.eve, serving: served.serving };
    const { items, modelVersion } = await predict(context, { projectId }, brought(records.slice(0, 50)));
    for (const [at, { text, probabilities, uncertainty }] of items.entries()) {
      const row = rows[at]!;
      expect(row).toMatchObject({
        predicted: text,
        predicted_by: modelVersion,
        status: at < 40 ? 'labelled' : 'unlabelled',
      });
      const own: Record<string, number> = JSON.parse(row.probabilities!);
      for (const { name, probability } of probabilities!) expect(own[name]).toBeCloseTo(probability, 5);
      expect(Number(row.entropy)).toBeCloseTo(uncertainty.total, 5);
    }
    expect(rows[3]!.text).toBe("'=1+2");

    const { name, text } = await fileOf(id, { format: 'jsonl', status: 'unlabelled' });
    expect(name).toMatch(/^Vectors-predictions-.*\.jsonl$/);
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(RECORDS - 40);
    expect(lines[0].exported).toMatchObject({ predicted: rows[40]!.predicted, predicted_by: modelVersion });
  });

  it('go on with the shard they were at, after the worker was killed, told to stop, or the job was lost', async () => {
    const { id } = await startPredictions(test.eve, { projectId });
    const begun: number[] = [];
    const stop = new AbortController();
    const counting: Partial<RoundCompute> = {
      async predict(task, own) {
        begun.push(task.shard.start);
        if (begun.length === 2) stop.abort(new Error('The worker stops.'));
        own.signal.throwIfAborted();
        return compute().predict(task, own);
      },
    };
    await expect(run(id, counting, stop.signal)).rejects.toThrow('The worker stops.');
    expect(await stateOf(id)).toMatchObject({ state: 'running', done: 500 });
    await requeueUnfinished(test.system);
    expect(await test.system.queue.has(`predict-${id}`)).toBeTruthy();
    // The graph may have been freed meanwhile.
    await test.db.model.update({ where: { id: modelId }, data: { graphKey: null } });
    await run(id, counting);
    expect(begun).toEqual([0, 500, 500, 1_000]);
    expect(await stateOf(id)).toMatchObject({ state: 'done', done: RECORDS });
    expect(await rowsOf(id)).toHaveLength(RECORDS);
  });

  it('end where they are removed in the middle, and tell why where they fail', async () => {
    const { id } = await startPredictions(test.eve, { projectId });
    await run(id, {
      async predict(task, own) {
        await removePredictions(test.eve, { predictionsId: id });
        return compute().predict(task, own);
      },
    });
    expect(await stateOf(id)).toBeUndefined();
    const { id: second } = await startPredictions(test.eve, { projectId });
    await failPredictions(test.system, { setId: second }, 'In words.');
    expect(await stateOf(second)).toMatchObject({ state: 'failed', error: 'In words.' });
    await run(second);
    expect(await stateOf(second)).toMatchObject({ state: 'failed' });
  });

  it('are of a model of today’s classes, and for those who manage the project', async () => {
    const ann = await test.as('annotator');
    await expect(startPredictions(ann, { projectId })).rejects.toMatchObject({ code: 'project_not_found' });
    const [{ id } = { id: '' }] = (await listPredictions(test.eve, { projectId })).items;
    await expect(removePredictions(ann, { predictionsId: id })).rejects.toMatchObject({
      code: 'predictions_not_found',
    });
    await test.db.member.create({ data: { projectId, userId: ann.actor.id, role: 'annotator' } });
    await expect(removePredictions(ann, { predictionsId: id })).rejects.toMatchObject({ code: 'forbidden' });
    await test.db.model.update({ where: { id: modelId }, data: { isStale: true } });
    await expect(startPredictions(test.eve, { projectId })).rejects.toMatchObject({ code: 'model_stale' });
    await test.db.model.update({ where: { id: modelId }, data: { isStale: false } });
  });

  it('are kept for a month, no more than five of a project, and go with it; so do their files', async () => {
    for (let n = 0; n < 6; n++) {
      const { id } = await startPredictions(test.eve, { projectId });
      await run(id);
    }
    expect((await listPredictions(test.eve, { projectId })).items).toHaveLength(5);
    const [newest, ...others] = (await listPredictions(test.eve, { projectId })).items;
    const long = new Date(Date.now() - 31 * 86_400_000);
    await test.db.predictionSet.updateMany({
      where: { id: { in: others.map(({ id }) => id) } },
      data: { finishedAt: long },
    });
    await freePredictions(test.db);
    expect((await listPredictions(test.eve, { projectId })).items.map(({ id }) => id)).toEqual([newest!.id]);
    await sweepStore(test.system, new Date(Date.now() + 1_000));
    expect(await rowsOf(newest!.id)).toHaveLength(RECORDS);
    const [{ objectKey } = { objectKey: '' }] = await test.db.predictionPart.findMany({ where: { setId: newest!.id } });
    await deleteProject(test.eve, { projectId });
    await removeProject(test.system, { projectId }, signal);
    await sweepStore(test.system, new Date(Date.now() + 1_000));
    expect(await test.db.predictionSet.count()).toBe(0);
    await expect(test.system.store.get(objectKey)).rejects.toMatchObject({ code: 'object_not_found' });
  });
});
