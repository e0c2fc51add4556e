import { z } from 'zod';

/** Which page of a list is wanted. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(500).optional().describe('`next` of the page before; the first page without it'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable().describe('Cursor of the next page; null of the last') });
export interface Page<Item> {
  items: Item[];
  next: string | null;
}
