import { describe, expect, it } from 'vitest';
import { mappingOf, textOf } from './mapping';

describe('which class a choice is', () => {
  it('is read line by line', () => {
    expect(mappingOf('pos = good\n\n neg=bad \na=b = c\nnothing\n= x')).toEqual({
      pos: 'good',
      neg: 'bad',
      'a=b': 'c',
    });
  });
  it('is written where the two differ only', () => {
    expect(textOf({ pos: 'good', other: 'other' })).toBe('pos = good');
  });
});
