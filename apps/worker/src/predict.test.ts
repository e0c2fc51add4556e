import type { GivenRecord } from '@querent/contracts';
import { random } from '@querent/core';
import { addClass, archiveClass, changeServing, type ModelServer, predict } from '@querent/domain';
import { failDrawing, freeGraphs, runDrawing } from '@querent/domain/background';
import { setUpContext, setUpServing } from '@querent/testing/vitest';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { tasksOn } from './compute/tasks.js';
import { brought, makeTrained, train } from './test-trained.js';

const SIDE = 8;
const SMALL = { posterior: { id: 'mc-dropout', options: { minUpdates: 40 } }, draws: 5 };
const stream = random(3);

/** A picture whose upper or lower half is bright. */
async function picture(half: number): Promise<string> {
  const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_, at) =>
    Math.round(60 * stream.uniform() + (at < (SIDE * SIDE) / 2 === (half === 0) ? 150 : 0)),
  );
  const raw = { width: SIDE, height: SIDE, channels: 1 } as const;
  return (await sharp(pixels, { raw }).png().toBuffer()).toString('base64');
}

describe('predictions', () => {
  const test = setUpContext();
  const served = setUpServing(test);
  const context = () => ({ ...test.eve, serving: served.serving });
  const ask = (projectId: string, records: readonly GivenRecord[], modelId?: string, serving?: ModelServer) =>
    predict({ ...context(), ...(serving ? { serving } : {}) }, { projectId, modelId }, brought(records));
  let pictures: GivenRecord[];
  let projectId: string;
  let modelId: string;

  beforeAll(async () => {
    pictures = await Promise.all(
      Array.from({ length: 60 }, async (_, at) => ({
        ...{ id: `p${at}`, image: await picture(at % 2), split: at % 5 === 4 ? ('holdout' as const) : null },
        ...(at < 40 || at % 5 === 4 ? { label: at % 2 === 0 ? 'up' : 'down' } : {}),
      })),
    );
    const classes = [{ name: 'up' }, { name: 'down' }];
    const made = await makeTrained(
      test,
      { name: 'Pictures', recordKind: 'image', task: { kind: 'single_choice' }, classes, settings: SMALL },
      pictures,
    );
    projectId = made.projectId;
    modelId = made.model.id;
  });

  it('say of records that are in the project what the round says of them', async () => {
    const ranked = await test.db.rankingEntry.findMany({
      where: { round: { projectId, state: 'open' } },
      include: { record: true },
    });
    expect(ranked.length).toBeGreaterThan(5);
    const given = ranked.map(({ record }) => pictures[record.index]!);
    const { items, ...model } = await ask(projectId, given);
    expect(model.notes).toEqual([]);
    expect(model).toMatchObject({ modelId, unit: 'nats', modelVersion: expect.stringMatching(/^r1-/) });
    for (const [at, { prediction, record }] of ranked.entries()) {
      const { probabilities, entropy, expectedEntropy } = prediction as never as {
        probabilities: [number, number][];
        entropy: number;
        expectedEntropy: number;
      };
      const own = items[at]!;
      expect(own.id).toBe(record.externalId);
      expect(own.text).toBe(record.index % 2 === 0 ? 'up' : 'down');
      expect(own.probabilities?.map(({ probability }) => probability)).toEqual(
        probabilities.map(([, probability]) => expect.closeTo(probability, 5)),
      );
      expect(own.uncertainty.total).toBeCloseTo(entropy, 5);
      expect(own.uncertainty.aleatoric).toBeCloseTo(expectedEntropy, 5);
      expect(own.uncertainty.epistemic).toBeGreaterThanOrEqual(0);
    }
  });

  it('are the same of one record at a time, of many at once, and of many who ask at once', async () => {
    const { items } = await ask(projectId, pictures);
    const alone = await Promise.all(pictures.map(async (one) => (await ask(projectId, [one])).items[0]!));
    for (const [at, { uncertainty, ...one }] of alone.entries()) {
      const { uncertainty: doubt, ...other } = items[at]!;
      expect({ id: one.id, text: one.text }).toEqual({ id: other.id, text: other.text });
      expect(one.probabilities![0]!.probability).toBeCloseTo(other.probabilities![0]!.probability, 5);
      expect(uncertainty.total).toBeCloseTo(doubt.total, 5);
    }
  });

  it('are refused in words for records that are none, with their places; nothing is kept of the others', async () => {
    const before = await test.db.record.count();
    const broken = { image: Buffer.from('no picture').toString('base64') };
    await expect(ask(projectId, [pictures[0]!, broken, { text: 'hello' }])).rejects.toMatchObject({
      code: 'invalid_input',
      detail: expect.stringMatching(/record 2: It cannot be read as a picture.*record 3: The records of this project/s),
    });
    const noted = (async function* () {
      yield { place: 'record 1', notice: 'NaN and Infinity are read as null.' };
      yield* brought(pictures.slice(0, 1));
    })();
    expect((await predict(context(), { projectId }, noted)).notes).toEqual([
      'record 1: NaN and Infinity are read as null.',
    ]);
    await expect(ask(projectId, [])).rejects.toThrow(/No records were sent/);
    const many = Array.from({ length: 1_001 }, () => pictures[0]!);
    await expect(ask(projectId, many)).rejects.toMatchObject({ code: 'too_large' });
    expect(await test.db.record.count()).toBe(before);
  });

  it('are for those who manage the project', async () => {
    const ann = await test.as('annotator');
    const asAnn = { ...ann, serving: served.serving };
    await expect(predict(asAnn, { projectId }, brought(pictures))).rejects.toMatchObject({ code: 'project_not_found' });
    await test.db.member.create({ data: { projectId, userId: ann.actor.id, role: 'annotator' } });
    await expect(predict(asAnn, { projectId }, brought(pictures))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('of a thread that dies fail in words, and the next ones come from a new one', async () => {
    const { items } = await ask(projectId, pictures.slice(0, 1));
    served.endWhenAsked();
    await expect(ask(projectId, pictures)).rejects.toMatchObject({
      code: 'unavailable',
      detail: expect.stringContaining('started again'),
    });
    expect((await ask(projectId, pictures.slice(0, 1))).items).toEqual(items);
  });

  it('wait for a graph that was freed, which is drawn anew: they are the same then', async () => {
    const before = await ask(projectId, pictures.slice(0, 3));
    const { graphKey } = await test.db.model.findUniqueOrThrow({ where: { id: modelId } });
    await test.db.model.update({ where: { id: modelId }, data: { graphKey: null } });
    await expect(ask(projectId, pictures)).rejects.toMatchObject({ code: 'model_not_ready', retryAfterSeconds: 3 });
    const compute = tasksOn(test.system.store, { objectsDir: '', backend: 'wasm' });
    await runDrawing({ ...test.system, compute }, { modelId }, new AbortController().signal);
    expect((await test.db.model.findUniqueOrThrow({ where: { id: modelId } })).graphKey).toBe(graphKey);
    expect(await ask(projectId, pictures.slice(0, 3))).toEqual(before);
  });

  it('have it drawn anew too where its file is gone, and say why where it cannot be', async () => {
    const { graphKey } = await test.db.model.findUniqueOrThrow({ where: { id: modelId } });
    const data = { graphKey: 'ab'.repeat(32), graphAskedAt: null };
    await test.db.model.update({ where: { id: modelId }, data });
    await expect(ask(projectId, pictures)).rejects.toMatchObject({ code: 'model_not_ready' });
    await failDrawing(test.system, { modelId }, 'The stored file is missing.');
    await expect(ask(projectId, pictures)).rejects.toMatchObject({
      code: 'training_failed',
      detail: expect.stringContaining('The stored file is missing.'),
    });
    await changeServing(test.eve, { projectId, modelId });
    await test.db.model.update({ where: { id: modelId }, data: { graphKey } });
  });

  it('say what stands in the way of the model: an encoder that does not open, a damaged file, too many who ask', async () => {
    const refusing = (code: string | null): ModelServer => ({
      predict: async () => ({ refused: { code, detail: 'In words.', record: 0 } }),
    });
    for (const [code, known] of [
      ['model_unavailable', 'unavailable'],
      ['state_corrupt', 'object_corrupt'],
      ['busy', 'predictions_busy'],
      ['storage_failed', 'storage_failed'],
      ['invalid_content', 'record_corrupt'],
    ] as const)
      await expect(ask(projectId, pictures, modelId, refusing(code))).rejects.toMatchObject({ code: known });
    await expect(ask(projectId, pictures, modelId, refusing(null))).rejects.toThrow('In words.');
  });

  it('are those of the model that serves, or of another that is named', async () => {
    const newest = await train(test, test.eve, projectId).catch(() => null);
    expect(newest).toBeNull(); // there is nothing new to learn from
    await test.db.label.updateMany({ where: { projectId }, data: { isNew: true } });
    const second = await train(test, test.eve, projectId);
    await changeServing(test.eve, { projectId, by: 'newest' });
    expect(await ask(projectId, pictures.slice(0, 1))).toMatchObject({ modelId: second.id });
    expect(await ask(projectId, pictures.slice(0, 1), modelId)).toMatchObject({ modelId });
    await expect(ask(projectId, pictures, 'none')).rejects.toMatchObject({ code: 'model_not_found' });
    await freeGraphs(test.db);
    expect(await ask(projectId, pictures.slice(0, 1))).toMatchObject({ modelId: second.id });
  });

  it('are refused once the classes are others, and before there is a model', async () => {
    const aside = { name: 'aside', key: null, colour: null, description: '' };
    const classes = await addClass(test.eve, { projectId, ...aside });
    await expect(ask(projectId, pictures)).rejects.toMatchObject({
      code: 'model_stale',
      detail: expect.stringContaining('Train'),
    });
    await archiveClass(test.eve, { classId: classes.at(-1)!.id, answers: 'leave-out' });
    await test.db.model.deleteMany({ where: { projectId } });
    await expect(ask(projectId, pictures)).rejects.toMatchObject({ code: 'no_model' });
  });

  it('of labels are those that are more likely than not, and of numbers have the unit of the answers', async () => {
    const label = (at: number) => [...(at % 2 ? ['odd'] : []), ...(at % 3 ? [] : ['third'])];
    const vectors = Array.from({ length: 60 }, (_, at) => ({ vector: [at % 2, Number(at % 3 === 0), 0.5] }));
    const labelled = await makeTrained(
      test,
      {
        ...{
          name: 'Labels',
          recordKind: 'vector',
          task: { kind: 'multi_label' },
          classes: [{ name: 'odd' }, { name: 'third' }],
        },
        settings: { posterior: { id: 'mc-dropout', options: { minUpdates: 300 } }, draws: 5 },
      },
      vectors.map((one, at) => ({ ...one, id: `v${at}`, label: label(at) })),
    );
    const said = await ask(labelled.projectId, vectors.slice(0, 6));
    expect(said.items.map(({ probabilities }) => probabilities?.length)).toEqual([2, 2, 2, 2, 2, 2]);
    for (const { answer, probabilities } of said.items) {
      const holding = probabilities!.filter(({ probability }) => probability > 0.5).map(({ classId }) => classId);
      expect('classIds' in answer && answer.classIds.toSorted()).toEqual(holding.toSorted());
    }
    const numbers = await makeTrained(
      test,
      {
        ...{ name: 'Numbers', recordKind: 'vector', task: { kind: 'numeric', unit: 'kg' } },
        settings: { posterior: { id: 'mc-dropout', options: { minUpdates: 40 } }, draws: 5 },
      },
      vectors.map((one, at) => ({ ...one, id: `n${at}`, label: at % 2 })),
    );
    const { unit, items } = await ask(numbers.projectId, vectors.slice(0, 2));
    expect(unit).toBe('kg');
    expect(items[0]).toMatchObject({ probabilities: null, text: expect.stringContaining('kg') });
    const { total, epistemic, aleatoric } = items[0]!.uncertainty;
    expect(total ** 2).toBeCloseTo(epistemic ** 2 + aleatoric ** 2, 4);
    await expect(ask(numbers.projectId, [{ vector: [1, Number.NaN, 2] }])).rejects.toMatchObject({
      code: 'invalid_input',
      detail: expect.stringContaining('record 1'),
    });
    await expect(ask(numbers.projectId, [{ vector: [1, 2] }])).rejects.toThrow(/2 numbers/);
  });
});
