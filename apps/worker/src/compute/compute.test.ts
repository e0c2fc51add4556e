import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MethodChoice, RoundConfig } from '@querent/contracts';
import { loadModel } from '@querent/core';
import { encoders, encodeShard } from '@querent/core/encoders';
import { saveState, splitChunk } from '@querent/core/tensors';
import { methodsFor } from '@querent/domain';
import type { DrawTask, SelectTask } from '@querent/domain/background';
import { openFolderStore } from '@querent/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tasksOn } from './tasks.js';

const RECORDS = 2_010;
/** From here on an mlp has a second hidden layer. */
const MANY = 2_000;
const run = { signal: new AbortController().signal, onProgress: () => {} };

const offered = await methodsFor({ likelihood: 'categorical', recordKind: 'image', shape: [1, 2, 1] });
const idsOf = (methods: { list(): readonly { id: string }[] }) => methods.list().map(({ id }) => id);

describe('a round', () => {
  const objectsDir = mkdtempSync(join(tmpdir(), 'querent-compute-'));
  const store = openFolderStore(objectsDir);
  afterAll(() => rmSync(objectsDir, { recursive: true }));
  const compute = tasksOn(store, { objectsDir, backend: 'wasm' });
  const trained = () => compute.train({ ...ask, shards, labels }, run);
  let model: ReturnType<typeof trained> | undefined;
  /** Draws, scores the pool in two parts, and selects. */
  const score = async (task: DrawTask & Omit<SelectTask, 'graphKey' | 'partKeys'>) => {
    const graphed = { ...task, ...(await compute.draw(task, run)) };
    const parts = await Promise.all(shards.map((shard) => compute.scorePart({ ...graphed, part: [shard] }, run)));
    const isBlind = task.config.acquisition.id === 'uniform';
    return compute.select({ ...graphed, partKeys: isBlind ? [] : parts.map(({ objectKey }) => objectKey) }, run);
  };
  // Pictures of two pixels: the brighter one is the class.
  const data = Uint8Array.from({ length: 2 * RECORDS }, (_, at) => ((at >> 1) % 2 === at % 2 ? 200 : 50));
  const labels = Array.from({ length: MANY }, (_, index) => ({ index, target: [index % 2] }));
  const config = RoundConfig.parse({
    network: { id: 'mlp', options: {} },
    posterior: { id: 'mc-dropout', options: { epochs: 3, batchSize: 256 } },
    draws: 4,
  });
  const ask = { outputs: 2, config, likelihood: 'categorical' as const, seed: 1 };
  const chosen = {
    excluded: [...labels.map(({ index }) => index), MANY + 1],
    holdout: [{ index: 2_001, target: [1] }],
  };
  let shards: { start: number; count: number; objectKey: string }[];
  beforeAll(async () => {
    const pool = { dtype: 'uint8' as const, shape: [1, 2, 1], start: 0, count: RECORDS, data };
    shards = [];
    for (const chunk of splitChunk(pool, 1_500)) {
      const { start, count } = chunk;
      shards.push({ start, count, objectKey: await store.put(encodeShard(chunk)) });
    }
  });

  it('is scored with the network that was trained, whose size followed from its labels', async () => {
    const { stateKey } = await trained();
    const { network } = loadModel(await store.get(stateKey));
    expect(network.layers.filter(({ type }) => type === 'dense')).toHaveLength(3);
    const scored = await score({ ...ask, ...chosen, shards, stateKey });
    expect(scored.ranking).toHaveLength(9); // all that is left
    expect(scored.ranking.every(({ index, score: value }) => index >= MANY && Number.isFinite(value))).toBe(true);
    for (const { index, prediction } of scored.ranking) {
      if (!prediction || !('probabilities' in prediction)) throw new Error('Nothing was predicted.');
      const [[place, highest] = [], ...others] = prediction.probabilities;
      expect(place).toBe(index % 2); // the brighter pixel
      expect(others.reduce((sum, [, probability]) => sum + probability, highest ?? 0)).toBeCloseTo(1, 4);
    }
    expect(scored.figures.find(({ id }) => id === 'accuracy')?.value).toBe(1);
    const { figures, records } = await compute.evaluate({ judgedKey: scored.judgedKey! }, run);
    expect(figures).toEqual(expect.arrayContaining(scored.figures));
    expect(figures.map(({ id }) => id)).toEqual(expect.arrayContaining(['brier', 'aurc', 'macro-f1']));
    expect(records).toBe(1);
  });

  it('is set right by a temperature where its settings say so, and scored so', async () => {
    const wrong = labels
      .slice(0, 60)
      .map(({ index, target }) => ({ index, target: index % 5 === 0 ? [1 - target[0]!] : target }));
    const posterior = { id: 'mc-dropout', options: { epochs: 40 } };
    const plain = { ...ask, config: { ...config, posterior }, shards, labels: wrong };
    const tempered = {
      ...plain,
      config: { ...plain.config, calibration: { id: 'temperature', options: { folds: 2 } } },
    };
    const [first, second] = [await compute.train(plain, run), await compute.train(tempered, run)];
    expect(first.temperature).toBeNull();
    expect(second.temperature).toBe(loadModel(await store.get(second.stateKey)).temperature);
    const scoresBy = async (stateKey: string) =>
      (await score({ ...plain, ...chosen, stateKey })).ranking.map(({ score: value }) => value);
    expect(await scoresBy(second.stateKey)).not.toEqual(await scoresBy(first.stateKey));
  });

  /** Ranks with a model that has been trained before. */
  const rankBy = async (stateKey: string, posterior: MethodChoice, acquisition: string, selection: string) => {
    const own = {
      ...config,
      posterior,
      acquisition: { id: acquisition, options: {} },
      selection: { id: selection, options: {} },
      labelsPerRound: 3,
    };
    const { ranking } = await score({ ...ask, ...chosen, config: own, shards, stateKey });
    expect(new Set(ranking.map(({ index }) => index)).size).toBe(9);
    expect(ranking.every(({ index }) => index >= MANY && index !== 2_001)).toBe(true);
  };

  describe.each(idsOf(offered.acquisition))('scored by %s', (acquisition) => {
    it.each(idsOf(offered.selection))('is asked by %s', async (selection) => {
      model ??= trained();
      await rankBy((await model).stateKey, config.posterior, acquisition, selection);
    });
  });

  it.each(idsOf(offered.posterior))('of %s is scored by each acquisition, and asked by each selection', async (id) => {
    const posterior = { id, options: { epochs: 1, batchSize: 1_000, minUpdates: 0 } };
    const few = labels.slice(0, 40);
    const task = { ...ask, config: { ...config, posterior }, shards, labels: few };
    const { stateKey } = await compute.train(task, run);
    for (const acquisition of idsOf(offered.acquisition)) await rankBy(stateKey, posterior, acquisition, 'badge');
    for (const selection of idsOf(offered.selection)) await rankBy(stateKey, posterior, 'bald', selection);
  });

  it.each(idsOf(offered.coldStart).filter((id) => id !== 'uniform'))(
    'is preceded by questions that %s chooses without a model',
    async (id) => {
      const choice = { id, options: {} };
      const task = { shards, choice, seed: 1, excluded: chosen.excluded, batch: 2, keep: 5 };
      const { indices } = await compute.coldStart(task, run);
      expect(new Set(indices).size).toBe(5);
      expect(indices.every((index) => index >= MANY && index !== MANY + 1)).toBe(true);
      expect((indices[0]! + indices[1]!) % 2).toBe(1); // one of each kind of picture
      expect(await compute.coldStart(task, run)).toEqual({ indices });
    },
  );

  it('goes out as a file by the same draws however often it is made', async () => {
    model ??= trained();
    const { stateKey } = await model;
    const encoding = encoders.get('pixels').encodingOf({ shape: [1, 2, 1] });
    const task = { ...ask, shards, stateKey, encoding, classes: ['left', 'right'], about: { model: 'r1' } };
    const made = await compute.exportModel({ ...task, form: 'records' }, run);
    expect(made.input).toMatchObject({ name: 'images', dtype: 'uint8', shape: [1, 2, 1] });
    expect((await store.get(made.objectKey)).byteLength).toBe(made.bytes);
    expect(await compute.exportModel({ ...task, form: 'records' }, run)).toEqual(made);
    const other = await compute.exportModel({ ...task, form: 'features' }, run);
    expect(other.input).toMatchObject({ name: 'features', dtype: 'uint8', shape: [1, 2, 1] });
    expect(other.objectKey).not.toBe(made.objectKey);
  });

  it('is not scored with a state that has lost its network', async () => {
    const stateKey = await store.put(saveState({ '0.kernel': { shape: [1], data: Float32Array.of(1) } }));
    await expect(score({ ...ask, ...chosen, shards, stateKey })).rejects.toMatchObject({
      code: 'state_corrupt',
      detail: expect.stringContaining('Train the round again.'),
    });
  });
});
