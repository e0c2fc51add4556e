import { expect, it } from 'vitest';
import { type Shortlist, selections } from './index.js';

/** The batch that a selection with its defaults takes. */
function batchOf(id: string, shortlist: Shortlist, k: number): number[] {
  const { batch, options } = selections.get(id);
  return batch!.choose(shortlist, k, 1, options.parse({}));
}

const ranked = (...scores: number[]) => scores.map((score, index) => ({ index, score }));
const line = (...values: number[]) => ({ count: values.length, width: 1, dataND: Float32Array.from(values) });

it('known answer of class-balanced: the best of each predicted class in turn', () => {
  // By their scores 0, 1, 2 would come first, all of class 0.
  const outputsSNO = [0, 0, 0, 1, 1].flatMap((label) => (label === 0 ? [0.8, 0.2] : [0.2, 0.8])).map(Math.log);
  const predictions = { samples: 1, count: 5, outputs: 2, outputsSNO };
  expect(batchOf('class-balanced', { candidates: ranked(5, 4, 3, 2, 1), predictions }, 4)).toEqual([0, 3, 1, 4]);
});

it('known answer of cluster-balanced: the best of each of k clusters', () => {
  const vectors = line(0, 0.1, 0.2, 10, 10.1);
  expect(batchOf('cluster-balanced', { candidates: ranked(5, 4, 3, 2, 1), vectors }, 2)).toEqual([0, 3]);
});

it('known answer of k-means: the nearest to each centre, the largest cluster first', () => {
  const vectors = line(10, 11, 0, 1, 2.1, 12.4, 13);
  // Centres 11.6 (four) and 1.03 (three).
  expect(batchOf('k-means', { candidates: ranked(0, 0, 0, 0, 0, 0, 0), vectors }, 2)).toEqual([1, 3]);
});
