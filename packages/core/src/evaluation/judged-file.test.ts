import { describe, expect, it } from 'vitest';
import { type JudgedRecords, loadJudged, pickJudged, saveJudged } from './index.js';

const classes: JudgedRecords = {
  likelihood: 'categorical',
  indexN: Int32Array.of(4, 7, 9),
  judged: {
    probsNC: Float32Array.of(0.5, 0.5, 0.25, 0.75, 1, 0),
    labelsN: Int32Array.of(1, 1, 0),
    classes: 2,
    expectedEntropyN: Float32Array.of(0.5, 0.25, 0),
  },
};
const labels: JudgedRecords = {
  likelihood: 'bernoulli',
  indexN: Int32Array.of(0, 1, 2),
  judged: {
    probsNC: Float32Array.of(0.5, 0.5, 0.25, 0.75, 1, 0),
    heldNC: Float64Array.of(1, 0, 0, 1, 0, 0),
    classes: 2,
  },
};
/** Two draws of three records with one value. */
const values: JudgedRecords = {
  likelihood: 'gaussian',
  indexN: Int32Array.of(2, 3, 5),
  judged: {
    predictions: {
      samples: 2,
      count: 3,
      outputs: 2,
      outputsSNO: Float32Array.of(1, 0, 2, 0, 3, 0, 1.5, -1, 2.5, -1, 3.5, -1),
    },
    valuesNT: Float64Array.of(1.1, 1_234_567.25, -3),
  },
};

describe.each([classes, labels, values])('what a model of $likelihood said of the holdout', (records) => {
  const bytes = saveJudged(records);

  it('comes back from its file as it was', () => {
    expect(loadJudged(bytes)).toEqual(records);
    expect(loadJudged(Buffer.concat([Buffer.of(0), bytes]).subarray(1))).toEqual(records);
  });

  it('is refused where the file is another one, was cut or has changed, with what to do', () => {
    const changed = Uint8Array.from(bytes);
    changed[changed.length - 5]! ^= 1;
    for (const wrong of [bytes.subarray(0, -1), changed, Uint8Array.of(1, 2, 3), new Uint8Array(100)]) {
      expect(() => loadJudged(wrong)).toThrow(expect.objectContaining({ code: 'state_corrupt' }));
      expect(() => loadJudged(wrong)).toThrow(/Train again/);
    }
  });

  it('is the same for some of the records as if there were no others', () => {
    expect(Array.from(pickJudged(records, [2, 0]).indexN)).toEqual([records.indexN[2], records.indexN[0]]);
    const all = pickJudged(records, [0, 1, 2]);
    expect(saveJudged(all)).toEqual(bytes);
    expect(saveJudged(pickJudged(pickJudged(records, [1, 2]), [1]))).toEqual(saveJudged(pickJudged(records, [2])));
  });
});
