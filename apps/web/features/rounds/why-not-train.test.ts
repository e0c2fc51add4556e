import type { ProjectEvent } from '@querent/contracts';
import { expect, it } from 'vitest';
import { whyNotTrain } from './why-not-train';

it('what cannot be trained says why: nothing is new, or nothing can be learned from', () => {
  const of = (changed: number, isHeldUp: boolean) =>
    whyNotTrain({ counts: { changed }, untilModel: { given: 0, wanted: 1, isHeldUp } } as ProjectEvent);
  expect(of(3, false)).toBe(null);
  expect(of(0, false)).toMatch(/no label is new/);
  expect(of(3, true)).toMatch(/can be learned from/);
});
