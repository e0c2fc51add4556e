import { describe, expect, it } from 'vitest';
import { describeHoldout } from './describe-holdout';

const reason = '200 records: accuracy to ± 6 points. They are drawn at random.';
const survey = {
  holdout: { records: 200, most: 1_000, reason },
  task: { kind: 'single_choice' as const, reason: '' },
  counts: { isWhole: true },
};

describe('what is said of a holdout', () => {
  it('follows what is typed, in the words of the survey', () => {
    expect(describeHoldout(200, survey)).toBe(reason);
    expect(describeHoldout(199, survey)).toBe('199 records: accuracy to ± 6 points. They are drawn at random.');
    expect(describeHoldout(1, survey)).toBe('1 record: accuracy to ± 43 points. They are drawn at random.');
    expect(describeHoldout(0, survey)).toContain('nothing can be measured');
    expect(describeHoldout(1_001, survey)).toBe('1,000 records at most can be kept aside.');
    const part = { ...survey, counts: { isWhole: false } };
    expect(describeHoldout(1_001, part)).toBe('About 1,000 records at most can be kept aside.');
  });
  it('of numbers speaks of the error of a model', () =>
    expect(describeHoldout(100, { ...survey, task: { kind: 'numeric', reason: '' } })).toContain('± 14 % of itself'));
});
