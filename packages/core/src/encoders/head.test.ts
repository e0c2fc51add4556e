import { describe, expect, it } from 'vitest';
import { headOf } from './head.js';

describe('the head of a text', () => {
  const text = 'word '.repeat(100_000);

  it('is as long as needed, and ends on a space', () => {
    const asked: number[] = [];
    const head = headOf(text, 16, (part) => {
      asked.push(part.length);
      return part.split(' ').length >= 20;
    });
    expect(head).toBe('word '.repeat(25).trim());
    expect(asked).toEqual([14, 29, 64, 124]);
  });

  it('is the text itself where that is short, or never enough, and is cut anywhere where there is no space', () => {
    expect(headOf('short', 16, () => false)).toBe('short');
    expect(headOf(text, 16, () => false)).toBe(text);
    expect(headOf('x'.repeat(100), 16, () => true)).toBe('x'.repeat(16));
  });
});
