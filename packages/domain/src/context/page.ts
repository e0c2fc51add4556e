import type { Page, PageQuery } from '@querent/contracts';
import { DomainError } from '../errors.js';

/**
 * A page of rows that were asked for one more than fits.
 *
 * @param cursorOf what the next page begins after
 */
export function toPage<Row, Item>(
  rows: Row[],
  { limit }: PageQuery,
  cursorOf: (row: Row) => string,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  return { items: shown.map(toItem), next: rows.length > limit ? cursorOf(shown.at(-1)!) : null };
}

const refused = () =>
  new DomainError(
    'invalid_input',
    'This cursor is none that a page of this list gave. Leave it out for the first page.',
  );

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The ids of a page that is in their order, which is that in which rows were made.
 *
 * @throws invalid_input where a cursor is none of ours
 */
export function idsAfter(cursor: string | undefined, order: 'asc' | 'desc'): { gt?: string; lt?: string } {
  if (cursor === undefined) return {};
  if (!ID.test(cursor)) throw refused();
  return order === 'asc' ? { gt: cursor } : { lt: cursor };
}

/** @throws invalid_input where a cursor is none of ours */
export function cursorNumber(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw refused();
}
