import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { classId, encodingIdOf, makeReadyModel, makeReadyRound } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  failModelExport,
  freeModels,
  type RoundCompute,
  requeueUnfinished,
  runModelExport,
  sweepStore,
} from '../background/index.js';
import { getModelCard, getModelFile, listModelExports, requestModelExport } from '../index.js';
import { exportJob } from '../queue/jobs.js';
import { findsNothing } from '../rounds/test-run.js';

const { signal } = new AbortController();
const later = () => new Date(Date.now() + 1_000);

describe('the files of a model', () => {
  const test = setUpContext();
  let [projectId, roundId, modelId] = ['', '', ''];
  const asked: Parameters<RoundCompute['exportModel']>[0][] = [];
  const compute: RoundCompute = {
    ...findsNothing,
    async exportModel(task) {
      asked.push(task);
      const bytes = Buffer.from(`a file of ${JSON.stringify([task.form, task.classes, task.about])}`);
      const input = { name: 'images', dtype: 'uint8' as const, shape: [4, 4, 1], before: 'Lay it on white.' };
      return { objectKey: await test.system.store.put(bytes), bytes: bytes.byteLength, input };
    },
  };
  const rowOf = async (form: 'features' | 'records') =>
    test.db.modelExport.findUniqueOrThrow({ where: { modelId_form: { modelId, form } } });
  const make = async (form: 'features' | 'records' = 'records') => {
    await requestModelExport(test.eve, { modelId, form });
    const { id } = await rowOf(form);
    await runModelExport({ ...test.system, compute }, { exportId: id }, signal);
    return id;
  };
  const listed = async () => (await listModelExports(test.eve, { modelId })).items;
  const read = async (form: 'features' | 'records') => {
    const { name, bytes } = await getModelFile(test.eve, { modelId, form });
    return { name, text: await text(bytes) };
  };
  const card = async () => {
    const { name, bytes } = await getModelCard(test.eve, { modelId });
    return { name, text: await text(bytes) };
  };

  beforeEach(async () => {
    asked.length = 0;
    ({ projectId, roundId } = await makeReadyRound(test, { records: 10, members: [test.eve] }));
    await test.db.round.update({ where: { id: roundId }, data: { state: 'open', seed: 7, labels: 1 } });
    modelId = await makeReadyModel(test, roundId);
  });

  it('are made when somebody asks, by the draws of the round, and named by project and version', async () => {
    expect((await listed()).map(({ form, state, reason }) => [form, state, reason])).toEqual([
      ['features', 'none', null],
      ['records', 'none', null],
    ]);
    await expect(read('records')).rejects.toMatchObject({ code: 'export_not_ready' });
    const id = await make();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      ...{ form: 'records', classes: ['a', 'b', 'c'], seed: 7, likelihood: 'categorical' },
      ...{ about: { model: 'r0-abcdefab', project: 'Ready', unit: 'nats' }, encoding: { encoder: 'pixels' } },
    });
    const [, made] = await listed();
    expect(made).toMatchObject({
      state: 'done',
      isOutdated: false,
      input: { name: 'images' },
      bytes: expect.any(Number),
    });
    expect(made!.examples.map(({ title }) => title)).toEqual(['Python', 'Node', 'Browser']);
    for (const { code } of made!.examples) {
      expect(code).toContain(made!.file);
      expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
    }
    const file = await read('records');
    expect(file.name).toBe('Ready-r0-abcdefab-records.onnx');
    expect(file.text).toMatch(/^a file of \["records"/);
    await runModelExport({ ...test.system, compute }, { exportId: id }, signal); // the queue may hand a job out twice
    await requestModelExport(test.eve, { modelId, form: 'records' });
    expect(asked).toHaveLength(1);
  });

  it('are made anew where a class was renamed, and not before somebody asks', async () => {
    await make();
    await test.db.class.update({ where: { id: classId(projectId, 1) }, data: { name: 'renamed' } });
    expect((await listed())[1]).toMatchObject({ state: 'done', isOutdated: true });
    await make();
    expect(asked[1]!.classes).toEqual(['a', 'renamed', 'c']);
    expect((await listed())[1]).toMatchObject({ state: 'done', isOutdated: false });
  });

  it('are asked for again after a crash: the row says that it waits, and a worker that ended has used up one attempt', async () => {
    await requestModelExport(test.eve, { modelId, form: 'features' });
    const { id } = await rowOf('features');
    await test.db.modelExport.update({ where: { id }, data: { state: 'running', attempts: 1 } });
    await requeueUnfinished(test.system);
    expect(await test.system.queue.has(exportJob(id).key)).toBeTruthy();
    await runModelExport({ ...test.system, compute }, { exportId: id }, signal);
    expect(await rowOf('features')).toMatchObject({ state: 'done' });
  });

  it('that cannot be made say why, and can be tried again', async () => {
    await requestModelExport(test.eve, { modelId, form: 'features' });
    const { id } = await rowOf('features');
    await test.db.modelExport.update({ where: { id }, data: { attempts: 3 } });
    const run = () => runModelExport({ ...test.system, compute }, { exportId: id }, signal);
    await expect(run()).rejects.toMatchObject({
      code: 'export_failed',
      detail: expect.stringMatching(/ended three times/),
    });
    await failModelExport(test.system, { exportId: id }, 'There is no memory.');
    expect((await listed())[0]).toMatchObject({ state: 'failed', error: 'There is no memory.' });
    await expect(read('features')).rejects.toMatchObject({ code: 'export_not_ready', detail: 'There is no memory.' });
    await make('features');
    expect((await listed())[0]).toMatchObject({ state: 'done', error: null });
  });

  it('take no records where the encoder is a program, and say so', async () => {
    await test.db.encoding.update({
      where: { id: encodingIdOf(projectId) },
      data: { encoder: 'hashed-ngrams', title: 'Hashed n-grams' },
    });
    expect((await listed())[1]!.reason).toMatch(/“Hashed n-grams”, which is a program/);
    await expect(requestModelExport(test.eve, { modelId, form: 'records' })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: expect.stringMatching(/Take the model that takes features/),
    });
    await make('features');
    expect((await listed())[0]).toMatchObject({ state: 'done' });
  });

  it('stay while the model keeps its files, and go with them', async () => {
    await make();
    const { objectKey } = await rowOf('records');
    await freeModels(test.db);
    await sweepStore(test.system, later());
    await test.system.store.get(objectKey!);
    await test.db.model.update({ where: { id: modelId }, data: { stateKey: null } });
    await freeModels(test.db);
    await sweepStore(test.system, later());
    await expect(test.system.store.get(objectKey!)).rejects.toMatchObject({ code: 'object_not_found' });
    expect((await listed())[1]).toMatchObject({ state: 'none', reason: expect.stringMatching(/have been freed/) });
    await expect(requestModelExport(test.eve, { modelId, form: 'records' })).rejects.toMatchObject({
      code: 'model_freed',
    });
  });

  it('are nobody else’s', async () => {
    for (const act of [
      () => listModelExports(test.eve, { modelId: randomUUID() }),
      () => requestModelExport(test.eve, { modelId: randomUUID(), form: 'records' }),
      () => getModelCard(test.eve, { modelId: randomUUID() }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'model_not_found' });
  });

  describe('and its card', () => {
    it('says what it is for, what it learned, how good it is, where it fails and how it runs', async () => {
      await test.db.project.update({ where: { id: projectId }, data: { description: 'Tells a from b.' } });
      await test.db.figure.create({ data: { modelId, id: 'accuracy', value: 1, low: 0.2, high: 1, records: 1 } });
      await make();
      const { name, text: written } = await card();
      expect(name).toBe('Ready-r0-abcdefab-card.md');
      expect(written).toMatch(/^---\n# license: say which/);
      expect(written).toContain('pipeline_tag: image-classification');
      for (const part of [
        ...['Tells a from b.', 'It learned from 1 labelled record.', '- Features: Pixels, ITU-R BT.601'],
        '| a | 1 | 1 |', // one label to learn from, one in the holdout
        ...[
          '| Accuracy | 1 | 0.2 to 1 |',
          'The holdout has 1 record',
          'Hardly seen, with fewer than 10 labels',
          '`probabilities` (float32)',
        ],
        'takes `images`: uint8 [N, 4, 4, 1]. Lay it on white.',
      ])
        expect(written).toContain(part);
      expect(written).toContain('import onnxruntime as ort');
      expect(written).toContain('Ready-r0-abcdefab-records.onnx');
    });

    it('holds no more than the words of a name that would be a heading, a link or another licence', async () => {
      const evil = 'x\n---\nlicense: mit\n# <img src=x onerror=alert(1)> [a](javascript:b) | c';
      await test.db.project.update({ where: { id: projectId }, data: { name: evil, description: evil } });
      await test.db.class.update({ where: { id: classId(projectId, 0) }, data: { name: evil, description: evil } });
      const { name, text: written } = await card();
      expect(name).not.toMatch(/[<>\n|[\]]/);
      const lines = written.split('\n');
      expect(lines.filter((line) => line === '---')).toHaveLength(2);
      expect(lines.filter((line) => line.startsWith('# '))).toHaveLength(2); // the remark on the licence, and the title
      expect(written).not.toMatch(/^license:/m);
      expect(written).not.toMatch(/(^|[^\\])<img/);
      expect(written).not.toMatch(/[^\\]\]\(javascript/);
      const [head = ''] = written.split('\n---\n');
      for (const line of head.split('\n').slice(2)) {
        const [, value = ''] = /^[a-z_-]+: (.*)$/.exec(line) ?? [];
        if (/^["[{]/.test(value)) JSON.parse(value);
        else expect(value).toMatch(/^[a-z-]+$/);
      }
      for (const line of lines.filter((one) => one.startsWith('| x')))
        expect(line.match(/(?<!\\)\|/g)!.length).toBeLessThanOrEqual(5);
    });

    it('of a model that nobody has measured says that nothing is known', async () => {
      await test.db.model.update({ where: { id: modelId }, data: { judgedKey: null } });
      expect((await card()).text).toContain('It has not been measured: nobody knows how good it is.');
    });
  });
});
