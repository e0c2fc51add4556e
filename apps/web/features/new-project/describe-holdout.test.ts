import { describe, expect, it } from 'vitest';
import { describeHoldout } from './describe-holdout';

const survey = {
  holdout: { records: 200, most: 1_000, reason: 'As proposed.' },
  task: { kind: 'single_choice' as const, reason: '' },
  counts: { isWhole: true, records: 2_000, labelled: 1_000, pool: 0, holdout: 0, refused: 0 },
};

describe('what is said of a holdout', () => {
  it('follows what is typed', () => {
    expect(describeHoldout(200, survey)).toBe('As proposed.');
    expect(describeHoldout(0, survey)).toContain('no figure');
    expect(describeHoldout(100, survey)).toContain('10 points');
    expect(describeHoldout(1_001, survey)).toContain('1,000 records at most');
  });
  it('counts those that say themselves that they are for measuring', () =>
    expect(describeHoldout(0, { ...survey, counts: { ...survey.counts, holdout: 400 } })).toContain('5 points'));
  it('of numbers speaks of no accuracy', () =>
    expect(describeHoldout(100, { ...survey, task: { kind: 'numeric', reason: '' } })).not.toContain('accuracy'));
});
