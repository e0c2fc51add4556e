import { describe, expect, it } from 'vitest';
import { chooseFromProbs, selections } from '../selections/index.js';
import { acquisitions, scoreProbs } from './index.js';

const bald = acquisitions.get('bald');
/** Two draws: they agree about the first record, disagree about the second and its double, and half about the fourth. */
const probs = [
  [
    [0.5, 0.5],
    [1, 0],
    [1, 0],
    [0.8, 0.2],
  ],
  [
    [0.5, 0.5],
    [0, 1],
    [0, 1],
    [0.2, 0.8],
  ],
];

describe('scores of probabilities', () => {
  it('are those of the acquisition: BALD is 0 where draws agree and ln 2 where two certain ones do not', () => {
    const scores = scoreProbs(probs, bald);
    const h = -(0.8 * Math.log(0.8) + 0.2 * Math.log(0.2));
    [0, Math.LN2, Math.LN2, Math.LN2 - h].forEach((score, n) => {
      expect(scores[n]).toBeCloseTo(score, 12);
    });
  });

  it('take typed arrays, and targets where an acquisition asks about them', () => {
    const typed = probs.map((draw) => draw.map((row) => Float32Array.from(row)));
    expect(scoreProbs(typed, bald)[1]).toBeCloseTo(Math.LN2, 6);
    const epig = acquisitions.get('epig');
    const targets = probs.map((draw) => [draw[1]!]);
    expect(scoreProbs(probs, epig, { targets })[2]).toBeCloseTo(Math.LN2, 12);
    expect(() => scoreProbs(probs, epig)).toThrow(/needs the predictions for target records/);
  });

  it('are NaN where a probability is', () => {
    expect(
      Array.from(
        scoreProbs(
          [
            [
              [Number.NaN, Number.NaN],
              [0.5, 0.5],
            ],
          ],
          bald,
        ),
      ).map(Number.isNaN),
    ).toEqual([true, false]);
  });

  it('take what rounding leaves below 0 for 0', () => {
    const rounded = [[[1 + 2.2e-16, -2.2e-16]], [[1 + 1e-9, -1e-9]]];
    expect(scoreProbs(rounded, bald)[0]).toBeCloseTo(0, 7);
    expect(scoreProbs(rounded, acquisitions.get('committee-kl'))[0]).toBeCloseTo(0, 7);
    expect(() => scoreProbs([[[1.001, -0.001]]], bald)).toThrow(/not logits/);
  });

  it.each(acquisitions.list().filter(({ likelihoods }) => likelihoods.includes('categorical')))(
    'by $id are NaN for a record without numbers, which is not chosen',
    (acquisition) => {
      const broken = probs.map((draw) => draw.map((row, n) => (n === 1 ? [Number.NaN, Number.NaN] : row)));
      const targets = probs.map((draw) => [draw[3]!]);
      expect(Array.from(scoreProbs(broken, acquisition, { targets }), Number.isNaN)).toEqual([
        false,
        true,
        false,
        false,
      ]);
      for (const selection of selections
        .list()
        .filter(({ batch }) => !batch?.reads.some((read) => read !== 'predictions'))) {
        const chosen = chooseFromProbs(broken, 4, { acquisition, targets, selection }).map(({ index }) => index);
        expect(chosen.sort()).toEqual([0, 2, 3]);
      }
    },
  );

  it('of nothing are nothing', () => {
    expect(scoreProbs([], bald)).toHaveLength(0);
    expect(chooseFromProbs([[]], 3)).toEqual([]);
  });

  it.each([
    ['logits', [[[2, -1]]], /not logits/],
    ['numbers that do not sum to 1', [[[0.5, 0.1]]], /by softmax/],
    ['draws of different records', [[[0.5, 0.5]], []], /Draw 1 speaks of 0 records/],
    ['rows of different lengths', [[[0.5, 0.5], [1]]], /record 1 by draw 0/],
  ])('refuse %s', (_, wrong, message) => {
    expect(() => scoreProbs(wrong, bald)).toThrow(message);
  });

  it('refuse an acquisition of something else', () => {
    expect(() => scoreProbs(probs, acquisitions.get('label-bald'))).toThrow(
      'is for answers that are any number of labels; here they are one of several classes. Choose',
    );
  });
});

describe('a choice from probabilities', () => {
  it('by the highest scores asks a record and its double; by BatchBALD of two draws one answers all', () => {
    const top = chooseFromProbs(probs, 2, { selection: selections.get('top-k') }).map(({ index }) => index);
    expect(top.sort()).toEqual([1, 2]);
    const [first] = chooseFromProbs(probs, 2, { selection: selections.get('batch-bald') });
    expect([1, 2]).toContain(first!.index);
    expect(first!.score).toBeCloseTo(Math.LN2, 12);
  });

  it('asks no record that is no number by the divergence of a committee, which would call it 0', () => {
    const [none, sure, open] = [
      [Number.NaN, Number.NaN],
      [0.9, 0.1],
      [0.3, 0.7],
    ];
    const committee = { acquisition: acquisitions.get('committee-kl'), selection: selections.get('top-k') };
    const chosen = chooseFromProbs(
      [
        [sure, none, sure],
        [open, none, sure],
      ],
      3,
      committee,
    );
    expect(chosen.map(({ index }) => index)).toEqual([0, 2]);
  });

  it.each([Number.NaN, 1.5])('refuses to choose %d records', (k) => {
    for (const selection of selections.list())
      expect(() => chooseFromProbs(probs, k, { selection })).toThrow(/whole number of records/);
  });

  it('gives all where k is beyond them, less those without a score', () => {
    const broken = probs.map((draw) => [...draw, [Number.NaN, Number.NaN]]);
    expect(chooseFromProbs(broken, 10)).toHaveLength(4);
  });

  it('reads vectors for a rule that looks at distances, and says where they are missing', () => {
    const vectors = { count: 4, width: 1, dataND: Float32Array.of(0, 1, 1, 9) };
    const coreSet = { selection: selections.get('core-set'), vectors, labelled: { ...vectors, count: 1 } };
    expect(chooseFromProbs(probs, 1, coreSet).map(({ index }) => index)).toEqual([3]);
    expect(() => chooseFromProbs(probs, 1, { selection: selections.get('core-set') })).toThrow(/needs `vectors`/);
  });
});
