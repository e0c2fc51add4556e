import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RoundConfig } from '@querent/contracts';
import { encodeShard } from '@querent/core/encoders';
import { assignFolds } from '@querent/core/folds';
import { openFolderStore } from '@querent/storage';
import { afterAll, describe, expect, it } from 'vitest';
import { tasksOn } from './tasks.js';

const [RECORDS, LABELLED, FOLDS] = [300, 60, 3];
const run = { signal: new AbortController().signal, onProgress: () => {} };

describe('settings that are tried', () => {
  const objectsDir = mkdtempSync(join(tmpdir(), 'querent-trial-'));
  const store = openFolderStore(objectsDir);
  afterAll(() => rmSync(objectsDir, { recursive: true }));
  const compute = tasksOn(store, { objectsDir, backend: 'wasm' });
  // Two columns: the larger one is the class.
  const data = Float32Array.from({ length: 2 * RECORDS }, (_, at) =>
    (at >> 1) % 2 === at % 2 ? 1 + Math.sin(at) / 4 : Math.cos(at) / 4,
  );
  const classN = Array.from({ length: LABELLED }, (_, index) => index % 2);
  const foldN = assignFolds(classN, FOLDS, 1);
  const labels = classN.map((place, index) => ({ index, target: [place], fold: foldN[index]! }));
  const posterior = (epochs: number) => ({ id: 'mc-dropout', options: { epochs, minUpdates: 0, learningRate: 0.02 } });
  const config = (epochs: number) =>
    RoundConfig.parse({ network: { id: 'mlp', options: { units: [8] } }, posterior: posterior(epochs), draws: 4 });

  it('are measured on every labelled record, and asked what they would ask beside each other', async () => {
    const objectKey = await store.put(encodeShard({ dtype: 'float32', shape: [2], start: 0, count: RECORDS, data }));
    const shards = [{ start: 0, count: RECORDS, objectKey }];
    const side = async (epochs: number) => {
      const task = { shards, labels, outputs: 2, config: config(epochs), likelihood: 'categorical' as const, seed: 1 };
      const judged: string[] = [];
      for (let fold = 0; fold < FOLDS; fold++) judged.push((await compute.tryFold({ ...task, fold }, run)).objectKey);
      const { objectKey: ranking } = await compute.tryRanking(
        { ...task, excluded: labels.map(({ index }) => index) },
        run,
      );
      return { judged, ranking };
    };
    const [untrained, trained] = [await side(1), await side(200)];
    const sides = { present: untrained, other: trained };
    const { figures, records, ranking } = await compute.compareTrial({ ...sides, questions: 12, shown: 12 }, run);
    expect(records).toBe(LABELLED);
    const nll = figures.find(({ id }) => id === 'nll')!;
    expect(nll.other.value).toBeLessThan(nll.present.value);
    expect(nll.difference.value).toBeCloseTo(nll.other.value - nll.present.value, 6);
    expect(nll.difference.high).toBeLessThan(0); // better by more than chance
    expect(figures.find(({ id }) => id === 'accuracy')!.other.value).toBeGreaterThan(0.95);
    for (const { index, score } of [...ranking.present, ...ranking.other]) {
      expect(index).toBeGreaterThanOrEqual(LABELLED);
      expect(Number.isFinite(score)).toBe(true);
    }
    expect(ranking).toMatchObject({ questions: 12, looked: RECORDS - LABELLED, common: RECORDS - LABELLED });

    const same = { present: trained, other: trained };
    const itself = await compute.compareTrial({ ...same, questions: 12, shown: 12 }, run);
    expect(itself.ranking).toMatchObject({ overlap: 1, correlation: 1 });
    for (const { difference } of itself.figures) expect(difference.value).toBe(0);
  }, 60_000);
});
