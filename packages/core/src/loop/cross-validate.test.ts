import { beforeAll, describe, expect, it } from 'vitest';
import { mergeJudged } from '../evaluation/judged-records.js';
import { startBackend } from '../tensors/backend.js';
import { random } from '../tensors/random.js';
import type { LoopConfig } from './config.js';
import { crossValidate } from './cross-validate.js';
import { inMemory } from './feature-source.js';
import { assignFolds } from './folds.js';

describe('folds', () => {
  it('hold as many records as each other, and of each class as many', () => {
    const classN = [...Array(11).fill(0), ...Array(7).fill(1), ...Array(5).fill(2)];
    const foldN = assignFolds(classN, 5, 3);
    const count = (fold: number, of?: number) =>
      classN.filter((one, n) => foldN[n] === fold && (of === undefined || one === of)).length;
    for (const of of [undefined, 0, 1, 2]) {
      const sizes = [0, 1, 2, 3, 4].map((fold) => count(fold, of));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
    expect(assignFolds(classN, 5, 3)).toEqual(foldN);
    expect(assignFolds(classN, 5, 4)).not.toEqual(foldN);
  });
});

const config: LoopConfig = {
  likelihood: { id: 'categorical', options: {} },
  network: { id: 'mlp', options: { units: [16], dropout: 0.1 } },
  posterior: { id: 'mc-dropout', options: { epochs: 60, learningRate: 0.02, weightDecay: 0.01 } },
  acquisition: { id: 'bald', options: {} },
  selection: { id: 'top-k', options: {} },
  draws: 5,
  labelsPerRound: 5,
};
const COUNT = 60;
const stream = random(5, 1);
const data = Float32Array.from({ length: COUNT * 4 }, () => stream.uniform() * 2 - 1);
const source = inMemory({ dtype: 'float32', shape: [4], count: COUNT, data });
const indices = Array.from({ length: COUNT }, (_, n) => n);
const validate = (labels: Int32Array) =>
  crossValidate(
    { config, source, answers: { indices, labels }, outputs: 2, foldN: assignFolds(labels, 5, 1) },
    { seed: 1 },
  );

describe('cross-validation', () => {
  beforeAll(() => startBackend());

  it('finds what can be learned: classes that a feature tells apart', async () => {
    const labels = Int32Array.from(indices, (n) => Number(data[n * 4]! > 0));
    const { records, figures, seconds } = await validate(labels);
    expect([...records.indexN].sort((a, b) => a - b)).toEqual(indices);
    expect(figures.accuracy!.value).toBeGreaterThan(0.85);
    expect(figures.accuracy!.low).toBeLessThan(figures.accuracy!.value);
    expect(Object.keys(figures)).toContain('nll');
    expect(seconds).toBeGreaterThan(0);
  }, 60_000);

  it('known answer: where a label says nothing of another, it is as good as chance, since no record is judged by a model that has seen it', async () => {
    const toss = random(9, 1);
    const { figures } = await validate(Int32Array.from(indices, () => Number(toss.uniform() > 0.5)));
    // A model that had seen them would know most of them by heart.
    expect(figures.accuracy!.low).toBeLessThan(0.5);
    expect(figures.accuracy!.value).toBeLessThan(0.7);
  }, 60_000);
});

describe('predictions put together', () => {
  it('of values keep each draw of each record where it belongs', () => {
    const lot = (index: number[], outputs: number[][], values: number[]) => ({
      likelihood: 'gaussian' as const,
      indexN: Int32Array.from(index),
      judged: {
        predictions: { samples: 2, count: index.length, outputs: 2, outputsSNO: outputs.flat() },
        valuesNT: values,
      },
    });
    const merged = mergeJudged([
      lot(
        [5],
        [
          [1, 2],
          [3, 4],
        ],
        [10],
      ), // draws of record 5
      lot(
        [7, 8],
        [
          [5, 6],
          [7, 8],
          [9, 10],
          [11, 12],
        ],
        [20, 30],
      ),
    ]);
    expect(merged).toEqual({
      likelihood: 'gaussian',
      indexN: Int32Array.of(5, 7, 8),
      judged: {
        predictions: {
          ...{ samples: 2, count: 3, outputs: 2 },
          outputsSNO: Float32Array.of(1, 2, 5, 6, 7, 8, 3, 4, 9, 10, 11, 12),
        },
        valuesNT: Float64Array.of(10, 20, 30),
      },
    });
  });

  it('of classes follow each other, and others are refused', () => {
    const lot = (classes: number) => ({
      likelihood: 'categorical' as const,
      indexN: Int32Array.of(1),
      judged: { probsNC: Array(classes).fill(1 / classes), labelsN: [1], classes },
    });
    expect(mergeJudged([lot(2), lot(2)]).indexN).toEqual(Int32Array.of(1, 1));
    expect(() => mergeJudged([lot(2), lot(3)])).toThrow(expect.objectContaining({ code: 'shape_mismatch' }));
    expect(() => mergeJudged([])).toThrow('Only predictions of the same kind');
  });
});
