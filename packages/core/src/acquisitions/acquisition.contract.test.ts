import { describe, expect, it } from 'vitest';
import { likelihoods } from '../likelihoods/index.js';
import type { LikelihoodId, Predictions } from '../likelihoods/likelihood.js';
import { permutation, random } from '../tensors/index.js';
import { acquisitions } from './index.js';

const [SAMPLES, COUNT, CLASSES, TARGETS] = [6, 40, 4, 5];
/** A log-probability or logit beyond which float32 has nothing. */
const FAR = 200;

/** Joint predictions of random draws; the first records are certain and agree, certain and disagree, and open. */
function predictions(kind: LikelihoodId, count: number, seed: number): Predictions {
  const stream = random(seed);
  const outputs = kind === 'gaussian' ? 2 * CLASSES : CLASSES;
  const outputsSNO = new Float32Array(SAMPLES * count * outputs);
  for (let s = 0; s < SAMPLES; s++)
    for (let n = 0; n < count; n++) {
      const at = (s * count + n) * outputs;
      for (let o = 0; o < outputs; o++) outputsSNO[at + o] = special(kind, n, s, o) ?? 2 * stream.normal();
      if (kind === 'categorical') normalise(outputsSNO.subarray(at, at + outputs));
    }
  return { samples: SAMPLES, count, outputs, outputsSNO };
}

function special(kind: LikelihoodId, n: number, s: number, o: number): number | null {
  if (n > 2) return null;
  if (n === 2) return 0;
  const isOn = n === 0 ? o === 1 : o === s % CLASSES;
  if (kind === 'gaussian') return o < CLASSES ? Number(isOn) : -20;
  return isOn ? FAR : -FAR;
}

function normalise(logits: Float32Array) {
  const most = Math.max(...logits);
  const sum = logits.reduce((total, x) => total + Math.exp(x - most), 0);
  logits.forEach((x, c) => {
    logits[c] = x - most - Math.log(sum);
  });
}

/** The same predictions with records and draws in other orders. */
function reordered(
  { samples, count, outputs, outputsSNO }: Predictions,
  records: number[],
  draws: number[],
): Predictions {
  const moved = new Float32Array(outputsSNO.length);
  draws.forEach((from, s) => {
    records.forEach((row, n) => {
      for (let o = 0; o < outputs; o++)
        moved[(s * count + n) * outputs + o] = outputsSNO[(from * count + row) * outputs + o]!;
    });
  });
  return { samples, count, outputs, outputsSNO: moved };
}

const inOrder = (length: number) => Array.from({ length }, (_, i) => i);

const cases = acquisitions
  .list()
  .flatMap((acquisition) =>
    acquisition.likelihoods.map((kind) => ({ name: `${acquisition.id}, ${kind}`, acquisition, kind })),
  );

describe.each(cases)('$name', ({ acquisition, kind }) => {
  const likelihood = likelihoods.get(kind);
  const pool = predictions(kind, COUNT, 3);
  const targets = predictions(kind, TARGETS, 4);
  const score = (own: Predictions, others = targets) =>
    acquisition.score(
      { ...likelihood.summarize(own), predictions: own, targets: others },
      acquisition.options.parse({}),
    );
  const scores = score(pool);

  it('gives every candidate a number, and none below zero, also where predictions are certain', () => {
    expect(scores).toHaveLength(COUNT);
    for (const value of scores) expect(value).toBeGreaterThan(-1e-6);
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('follows the candidates when they are reordered', () => {
    const order = Array.from(permutation(COUNT, 1));
    const moved = score(reordered(pool, order, inOrder(SAMPLES)));
    expect(Array.from(moved)).toEqual(order.map((n) => scores[n]));
  });

  it('does not care about the order of the draws', () => {
    const draws = inOrder(SAMPLES).reverse();
    score(reordered(pool, inOrder(COUNT), draws), reordered(targets, inOrder(TARGETS), draws)).forEach((value, n) => {
      expect(Math.abs(value - scores[n]!)).toBeLessThan(1e-6 * (1 + Math.abs(scores[n]!)));
    });
  });

  it.skipIf(!acquisition.needsDisagreement)(
    'is zero where draws agree, since it says that it needs disagreement',
    () => {
      const one = inOrder(SAMPLES).map(() => 0);
      for (const value of score(reordered(pool, inOrder(COUNT), one), reordered(targets, inOrder(TARGETS), one)))
        expect(Math.abs(value)).toBeLessThan(1e-6);
    },
  );

  const everyDraw = inOrder(SAMPLES);
  const everyOutput = inOrder(pool.outputs);
  it.each([
    ['under one draw, in one output', [0], [0]],
    ['under one draw, in the last output', [2], everyOutput.slice(-1)],
    ['under every draw', everyDraw, everyOutput],
    ['in one output throughout', everyDraw, [1]],
  ])('gives a record that is no number %s no score, and every other one its own', (_, draws, outputs) => {
    const broken = { ...pool, outputsSNO: Float32Array.from(pool.outputsSNO) };
    for (const s of draws) for (const o of outputs) broken.outputsSNO[(s * COUNT + 7) * pool.outputs + o] = Number.NaN;
    expect(Array.from(score(broken))).toEqual(Array.from(scores, (own, n) => (n === 7 ? Number.NaN : own)));
  });

  it.skipIf(acquisition.needs !== 'targets')(
    'refuses targets of other draws or outputs, and none, and names both shapes',
    () => {
      const [samples, outputs] = [pool.samples, pool.outputs];
      const wrong: [number, number, number][] = [
        [samples + 1, TARGETS, outputs],
        [samples - 1, TARGETS, outputs],
        [samples, TARGETS, outputs + 2],
        [samples, TARGETS, outputs - 2],
        [samples, 0, outputs],
      ];
      for (const [s, m, o] of wrong) {
        const others = { samples: s, count: m, outputs: o, outputsSNO: new Float32Array(s * m * o) };
        expect(() => score(pool, others)).toThrow(
          expect.objectContaining({
            code: 'shape_mismatch',
            detail: expect.stringMatching(new RegExp(`\\[${samples}, ${COUNT}, ${outputs}\\].*\\[${s}, ${m}, ${o}\\]`)),
          }),
        );
      }
    },
  );
});

it.each(acquisitions.list())('$id is described', (acquisition) => {
  const { title, description, formula, when, cost, source } = acquisition;
  expect([title, description, formula, when, cost, source].every((text) => text.length > 0)).toBe(true);
});
