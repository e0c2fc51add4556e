import { describe, expect, it } from 'vitest';
import { scoreOf } from './score-of.js';
import { toResult } from './to-result.js';

const said = (probabilities: number[] | null, total: number, epistemic = total) => ({
  probabilities:
    probabilities === null
      ? null
      : probabilities.map((probability, at) => ({ classId: `${at}`, name: `${at}`, probability })),
  uncertainty: { total, epistemic, aleatoric: total - epistemic },
});

describe('the score of a task', () => {
  it('is lowest where the acquisition of the project doubts most', () => {
    const sure = said([0.99, 0.01], 0.056, 0.01);
    const noisy = said([0.5, 0.5], Math.LN2, 0.02);
    const unknown = said([0.6, 0.4], 0.673, 0.4);
    const order = (id: string) => [sure, noisy, unknown].sort((a, b) => scoreOf(a, id) - scoreOf(b, id));
    expect(order('bald')).toEqual([unknown, noisy, sure]);
    expect(order('entropy')).toEqual([noisy, unknown, sure]);
    expect(order('margin')).toEqual([noisy, unknown, sure]);
    expect(order('least-confidence')).toEqual([noisy, unknown, sure]);
  });
  it('is 1 without doubt, and 0 with all that there can be', () => {
    expect(scoreOf(said([1, 0, 0], 0), 'entropy')).toBe(1);
    expect(scoreOf(said([1 / 3, 1 / 3, 1 / 3], Math.log(3)), 'entropy')).toBeCloseTo(0);
    expect(scoreOf(said([0.5, 0.5, 0.5], 3 * Math.LN2), 'label-entropy')).toBeCloseTo(0);
  });
  it('of a number falls as its deviation grows, and is finite whatever that is', () => {
    expect(scoreOf(said(null, 0.1), 'predictive-variance')).toBeGreaterThan(
      scoreOf(said(null, 10), 'predictive-variance'),
    );
    for (const total of [Number.NaN, Number.POSITIVE_INFINITY, 1e300])
      expect(Number.isFinite(scoreOf(said(null, total), 'gaussian-bald'))).toBe(true);
    expect(Number.isFinite(scoreOf(said([Number.NaN], Number.NaN), 'margin'))).toBe(true);
  });
});

describe('an answer in the form of Label Studio', () => {
  const question = {
    ...{ control: 'choices' as const, fromName: 'mood', toName: 'text', kind: 'text' as const, dataKey: 'text' },
    ...{ isMultiple: true, choices: ['a', 'b', 'B too'] },
  };
  const choices = { a: '1', b: '2', 'B too': '2' };
  it('names choices as results do', () => {
    expect(toResult({ classIds: ['1', '2'] }, { question, choices })).toMatchObject([
      { from_name: 'mood', to_name: 'text', type: 'choices', value: { choices: ['a', 'b', 'B too'] } },
    ]);
    expect(toResult({ classId: '2' }, { question: { ...question, isMultiple: false }, choices })).toMatchObject([
      { value: { choices: ['b'] } },
    ]);
    expect(toResult({ classId: '3' }, { question, choices })).toEqual([]);
    expect(toResult({ value: 2.5 }, { question: { ...question, control: 'number' }, choices: {} })).toMatchObject([
      { type: 'number', value: { number: 2.5 } },
    ]);
  });
});
