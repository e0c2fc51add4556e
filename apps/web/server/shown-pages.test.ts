import type { PageQuery } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { shownPages } from './shown-pages';

describe('what a page shows of a list', () => {
  const list = async ({ cursor = '0', limit }: PageQuery) => {
    const from = Number(cursor);
    const items = Array.from({ length: Math.min(limit, 450 - from) }, (_, i) => from + i);
    return { items, next: from + limit < 450 ? String(from + limit) : null };
  };

  it.each([
    [undefined, 200, 1, 2],
    ['2', 400, 2, 3],
    ['3', 450, 3, null],
    ['1000', 450, 3, null],
    ['-1', 200, 1, 2],
    ['many', 200, 1, 2],
    [['2', '3'], 200, 1, 2],
  ])('is as many of its pages as the address says, where it says so: %s', async (unverified, length, pages, more) => {
    const shown = await shownPages(unverified, list);
    expect(shown).toEqual({ items: Array.from({ length }, (_, i) => i), pages, more });
  });
});
