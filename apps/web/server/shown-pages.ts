import type { Page, PageQuery } from '@querent/contracts';

/** Rows of a page of a list, and pages in all. */
const [ROWS, MOST] = [200, 50];

interface Shown<Item> {
  items: Item[];
  /** Pages of the list that are shown. */
  pages: number;
  /** Pages that are shown after a press of “Show more”; null where there are no more. */
  more: number | null;
}

/** The first pages of a list: as many as the address says, so that a page drawn anew shows no less than before. */
export async function shownPages<Item>(
  unverifiedPages: string | string[] | undefined,
  list: (page: PageQuery) => Promise<Page<Item>>,
): Promise<Shown<Item>> {
  const wanted = Math.min(MOST, Math.max(1, Math.floor(Number(unverifiedPages)) || 1));
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let pages = 1; pages <= wanted; pages++) {
    const page = await list({ cursor, limit: ROWS });
    items.push(...page.items);
    if (page.next === null) return { items, pages, more: null };
    cursor = page.next;
  }
  return { items, pages: wanted, more: wanted < MOST ? wanted + 1 : null };
}
