import { expect, it } from 'vitest';
import { saidQueryOf } from './said-query';

it('an address asks for a cell, for the mistakes where it says nothing, and of numbers for all records', () => {
  expect(saidQueryOf({ truth: 'a', said: 'b', which: 'all' }, false)).toEqual({
    ...{ truth: 'a', said: 'b', which: 'all', limit: 24 },
  });
  expect(saidQueryOf({}, false)).toEqual({ which: 'wrong', limit: 24 });
  expect(saidQueryOf({ which: 'right' }, true)).toEqual({ which: 'all', limit: 24 });
});

it('what makes no sense in an address is as if it said nothing', () => {
  expect(saidQueryOf({ which: 'some' }, false)).toEqual({ which: 'wrong', limit: 24 });
  expect(saidQueryOf({ truth: ['a', 'b'] }, false)).toEqual({ which: 'wrong', limit: 24 });
});
