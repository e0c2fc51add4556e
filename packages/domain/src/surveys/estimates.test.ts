import { expect, it } from 'vitest';
import { beyondLimit } from './left-out.js';
import { proposeHoldout } from './propose-holdout.js';

it('an estimate is rounded and called one, and a number that is known is neither', () => {
  const labels = { task: 'single_choice', labelled: 60_346, distinct: 60_346, declared: 0, project: null } as const;
  const part = proposeHoldout({ ...labels, isWhole: false });
  expect(part).toMatchObject({ most: 30_000, reason: expect.stringContaining('among about 60,000 with a label') });
  const whole = proposeHoldout({ ...labels, isWhole: true });
  expect(whole).toMatchObject({ most: 30_173, reason: expect.stringContaining('among the 60,346 with a label') });
  const told = proposeHoldout({ ...labels, declared: 5_347, isWhole: false });
  expect(told).toMatchObject({ records: 5_300, reason: expect.stringContaining('About 5,300 records: accuracy') });
});

it('more than a project may have is told of an estimate as one', () => {
  const said = (fresh: number, isWhole: boolean, most: number) =>
    beyondLimit({ most, there: 0, fresh, isWhole })[0]?.slice(0, 90);
  expect(said(60_346, true, 50_000)).toMatch(/^The file has 60,346 records, and a project has at most 50,000: /);
  expect(said(60_346, false, 50_000)).toMatch(/^The file has about 60,000 records, and a project has at most 50,000: /);
  expect(said(60_346, false, 60_200)).toMatch(
    /^A project has at most 60,200\. The file may have more records than that: /,
  );
  expect(said(60_346, false, 70_000)).toBeUndefined();
});
