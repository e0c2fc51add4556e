import type { Page } from '@querent/contracts';

/** All items of a list, page by page. */
export async function* everyItem<Item>(
  pageAt: (query: { cursor?: string; limit: number }) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  let cursor: string | undefined;
  do {
    const page = await pageAt({ cursor, limit: 200 });
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
