import { beforeAll, describe, expect, it } from 'vitest';
import { acquisitions } from '../acquisitions/index.js';
import { likelihoods } from '../likelihoods/index.js';
import { buildNetwork, initialWeights } from '../networks/index.js';
import { posteriors } from '../posteriors/index.js';
import { selections } from '../selections/index.js';
import { type FeatureChunk, gatherRows, random, splitChunk, startBackend } from '../tensors/index.js';
import { compile } from './compile.js';
import { mergeParts } from './merge-parts.js';
import { loadPart, savePart } from './part-file.js';
import { openPredictor, type Predictor } from './predictor.js';
import { scorePart } from './score-part.js';
import { scorePool } from './score-pool.js';

const COUNT = 300;
const stream = random(4);
const pool: FeatureChunk = {
  dtype: 'uint8',
  shape: [10, 10, 1],
  start: 0,
  count: COUNT,
  data: Uint8Array.from({ length: COUNT * 100 }, () => stream.uniform() * 256),
};

describe('scoring a pool', () => {
  let predictor: Predictor;
  beforeAll(async () => {
    await startBackend();
    const network = buildNetwork(
      { id: 'gal-cnn', options: { filters: 4, units: 8 } },
      { inputShape: [10, 10, 1], outputs: 5, scale: 'bytes' },
    );
    const posterior = posteriors.get('mc-dropout');
    const draws = posterior.draw(network, initialWeights(network, 1), 8, 1, posterior.options.parse({}));
    predictor = await compile(network, likelihoods.get('categorical'), draws, 'uint8', { hasVectors: true });
  });
  const score = (chunks: FeatureChunk[], rest: Partial<Parameters<typeof scorePool>[0]> = {}) =>
    scorePool({
      predictor,
      acquisition: acquisitions.get('bald'),
      options: {},
      selection: selections.get('top-k'),
      selectionOptions: {},
      chunks,
      total: COUNT,
      keep: 20,
      seed: 1,
      ...rest,
    });

  it.each(acquisitions.list().filter(({ likelihoods: own }) => !own.includes('categorical')))(
    'refuses $id for classes, instead of reading them as something else',
    async (acquisition) => {
      const refusal = {
        code: 'invalid_options',
        detail: expect.stringMatching(`${acquisition.title.replace(/[()]/g, '.')} is for answers that are`),
      };
      await expect(score([pool], { acquisition })).rejects.toMatchObject(refusal);
    },
  );

  it('refuses a selection for other answers, in a part and in the whole', async () => {
    const selection = { ...selections.get('top-k'), likelihoods: ['gaussian'] as const };
    const refusal = {
      code: 'invalid_options',
      detail: expect.stringContaining('here they are one of several classes'),
    };
    await expect(score([pool], { selection })).rejects.toMatchObject(refusal);
    const ranking = { acquisition: acquisitions.get('bald'), options: {}, selectionOptions: {}, keep: 1, seed: 1 };
    await expect(mergeParts({ ...ranking, selection, parts: [], predictor })).rejects.toMatchObject(refusal);
  });

  it('does not depend on how the pool is cut, to the last bit', async () => {
    const whole = await score([pool]);
    for (const rows of [1, 7, 33, 100]) {
      const { top, scored } = await score([...splitChunk(pool, rows)].reverse());
      expect(scored).toBe(COUNT);
      expect(top).toEqual(whole.top);
    }
  });

  it.each([
    ['mlp', [384], 20, 512],
    ['gal-cnn', [28, 28, 1], 20, 128],
    ['kirsch-cnn', [28, 28, 1], 200, 32],
    ['kirsch-cnn', [64, 64, 3], 20, 32],
  ])('asks of %s for records of shape %j and %i draws %i at a time', async (id, inputShape, samples, rows) => {
    const network = buildNetwork({ id, options: {} }, { inputShape, outputs: 5, scale: 'bytes' });
    const posterior = posteriors.get('mc-dropout');
    const draws = posterior.draw(network, initialWeights(network, 1), samples, 1, posterior.options.parse({}));
    const opened = await compile(network, likelihoods.get('categorical'), draws, 'uint8');
    expect(opened.rows).toBe(rows);
    await opened.release();
  });

  it.each(['top-k', 'power', 'batch-bald'])('is the same in parts, scored anywhere, by %s', async (id) => {
    const ranking = {
      acquisition: acquisitions.get('bald'),
      options: {},
      selection: selections.get(id),
      selectionOptions: {},
      keep: 20,
      batch: 5,
      seed: 1,
    };
    const rowsOf = async (indices: number[]) => gatherRows(pool, indices);
    const whole = await score([pool], { ...ranking, rowsOf });
    for (const rows of [11, 128, 170]) {
      const files: Uint8Array[] = [];
      for (const chunk of splitChunk(pool, rows)) {
        const other = await openPredictor(predictor.bytes, { threads: 1 });
        files.push(savePart(await scorePart({ ...ranking, predictor: other, chunks: [chunk], total: chunk.count })));
        await other.release();
      }
      const { top, scored } = await mergeParts({ ...ranking, predictor, rowsOf, parts: files.reverse().map(loadPart) });
      expect(top).toEqual(whole.top);
      expect(scored).toBe(COUNT);
    }
  });

  it('a part’s file keeps what JSON has no number for, and is refused where it was damaged', () => {
    const part = { best: [{ index: 3, score: 0, key: Number.NEGATIVE_INFINITY }], scored: 4, excluded: 1 };
    const file = savePart(part);
    expect(loadPart(file)).toEqual(part);
    expect(() => loadPart(file.subarray(0, -1))).toThrow(expect.objectContaining({ code: 'state_corrupt' }));
  });

  it('leaves out what is no candidate', async () => {
    const first = (await score([pool])).top[0]!.index;
    const { top, scored } = await score([pool], { isExcluded: (index) => index === first });
    expect(scored).toBe(COUNT - 1);
    expect(top.map(({ index }) => index)).not.toContain(first);
  });

  it('power sampling does not depend on the cut either, and asks other records for another seed', async () => {
    const powered = { selection: selections.get('power') };
    const { top } = await score([pool], powered);
    expect((await score([...splitChunk(pool, 13)].reverse(), powered)).top.map((c) => c.index)).toEqual(
      top.map((c) => c.index),
    );
    expect((await score([pool], { ...powered, seed: 2 })).top).not.toEqual(top);
  });

  it.each(selections.list().filter(({ batch }) => batch))('$id chooses of a shortlist', async (selection) => {
    const rowsOf = async (indices: number[]) => gatherRows(pool, indices);
    const labelled = gatherRows(pool, [0, 1, 2]);
    const own = { selection, rowsOf, labelled, batch: 5, isExcluded: (index: number) => index < 3 };
    const { top, scored } = await score([pool], own);
    expect(scored).toBe(COUNT - 3);
    expect(top).toHaveLength(20);
    expect(new Set(top.map(({ index }) => index)).size).toBe(20);
    expect(top.every(({ index }) => index >= 3)).toBe(true);
    expect((await score([...splitChunk(pool, 50)].reverse(), own)).top.map(({ index }) => index)).toEqual(
      top.map(({ index }) => index),
    );
  });

  it('batch-bald begins with the highest score and goes on with another than the next one', async () => {
    const rowsOf = async (indices: number[]) => gatherRows(pool, indices);
    const batch = await score([pool], { selection: selections.get('batch-bald'), rowsOf, batch: 10 });
    const best = await score([pool], {});
    expect(batch.top[0]!.index).toBe(best.top[0]!.index);
    expect(batch.top.slice(0, 10)).not.toEqual(best.top.slice(0, 10));
  });

  it('asks at random without a predictor or a look at the pool, by the seed', async () => {
    const untouched = {
      [Symbol.iterator]: () => {
        throw new Error('the pool was read');
      },
    };
    const uniform = { predictor: null, acquisition: acquisitions.get('uniform'), chunks: untouched };
    const { top, scored } = await score([], uniform);
    expect(scored).toBe(COUNT);
    expect(top).toHaveLength(20);
    expect((await score([pool], uniform)).top).toEqual(top);
    expect((await score([pool], { ...uniform, seed: 2 })).top).not.toEqual(top);
  });

  it('tells how far it is, and stops when it is told to', async () => {
    const shares: number[] = [];
    await score([pool], { onProgress: ({ done, total }) => shares.push(done / total) });
    expect(shares.at(-1)).toBe(1);
    await expect(score([pool], { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
  });

  it('takes one chunk at a time, so that memory does not grow with the pool', async () => {
    let taken = 0;
    const seen: number[] = [];
    const lazily = function* () {
      for (const chunk of splitChunk(pool, 100)) {
        taken++;
        yield chunk;
      }
    };
    await score([], { chunks: lazily(), onProgress: ({ done }) => seen.push(Math.ceil(done / 100) - taken) });
    expect(seen).toEqual([0, 0, 0]);
  });

  it('refuses options out of range, and a prediction without a predictor', async () => {
    const wrong = { selection: selections.get('power'), selectionOptions: { beta: -1 } };
    await expect(score([pool], wrong)).rejects.toMatchObject({ code: 'invalid_options' });
    await expect(score([pool], { predictor: null })).rejects.toThrow('BALD needs a predictor');
  });

  it('refuses records of another shape', async () => {
    const other = { ...pool, shape: [100], start: 0 };
    await expect(score([other])).rejects.toMatchObject({ code: 'shape_mismatch' });
  });
});
