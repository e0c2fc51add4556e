import { describe, expect, it } from 'vitest';
import { activeLab } from './active-lab.js';
import recorded from './recorded/cleanlab.json' with { type: 'json' };

describe.each(recorded.cases)('ActiveLab with $name, as cleanlab has it', (own) => {
  const crowd = {
    classes: own.classes,
    annotators: own.annotators,
    answersNA: Int32Array.from(own.answers),
    labelledNC: own.labelled,
    poolMC: own.pool,
  };

  it('gives the same scores, from the other end', () => {
    const { labelledN, poolM } = activeLab({ ...crowd, temperature: own.temperature });
    own.scores.labelled.forEach((score, n) => {
      expect(labelledN[n]).toBeCloseTo(1 - score, 6);
    });
    own.scores.pool.forEach((score, m) => {
      expect(poolM[m]).toBeCloseTo(1 - score, 6);
    });
  });

  it('finds the temperature that fits best', () => {
    const { labelledN } = activeLab({ ...crowd, temperature: own.fitted });
    activeLab(crowd).labelledN.forEach((score, n) => {
      expect(Math.abs(score - labelledN[n]!)).toBeLessThan(0.01);
    });
  });
});

it.each([
  { annotators: 0, answersNA: new Int32Array(0) },
  { annotators: 1, answersNA: new Int32Array(0) },
])('asks by the model where nobody has answered yet: $annotators annotators', (nobody) => {
  const pool = { classes: 2, labelledNC: [], poolMC: [0.9, 0.1, 0.5, 0.5, 0.7, 0.3] };
  const { labelledN, poolM } = activeLab({ ...pool, ...nobody });
  expect(labelledN).toHaveLength(0);
  // One minus what one more answer would leave of the largest probability: (p + ½) / 2.
  [0.7, 0.5, 0.6].forEach((quality, m) => {
    expect(poolM[m]).toBeCloseTo(1 - quality, 12);
  });
});

it('asks again where answers differ sooner than where they agree', () => {
  const { labelledN } = activeLab({
    classes: 2,
    annotators: 3,
    answersNA: Int32Array.from([0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1, -1]),
    labelledNC: [0.8, 0.2, 0.5, 0.5, 0.2, 0.8, 0.2, 0.8],
    poolMC: [],
  });
  expect(labelledN[1]).toBeGreaterThan(labelledN[0]!);
  expect(labelledN[3]).toBeGreaterThan(labelledN[2]!); // two answers against three
});
