import { expect, it } from 'vitest';
import { paceOf, withMark } from './pace';

it('a pace is that of the last seconds', () => {
  const marks = [0, 1, 2, 10, 11].reduce(
    (marks, s) => withMark(marks, { atMs: s * 1_000, bytes: s < 10 ? s * 100 : 5_000 + s }),
    withMark([], { atMs: 0, bytes: 0 }),
  );
  expect(marks.map(({ atMs }) => atMs)).toEqual([10_000, 11_000]);
  expect(paceOf(marks)).toBe(1);
  expect(paceOf([{ atMs: 0, bytes: 0 }])).toBeNull();
});
