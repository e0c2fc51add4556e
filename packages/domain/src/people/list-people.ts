import type { Page, PageQuery, Person } from '@querent/contracts';
import { requireAdmin } from '../context/access.js';
import type { Context } from '../context/context.js';
import { idsAfter, toPage } from '../context/page.js';
import { toPerson } from './person.js';

/** Everybody with an account, in the order in which they came. @throws forbidden, invalid_input */
export async function listPeople({ db, actor }: Context, page: PageQuery): Promise<Page<Person>> {
  requireAdmin(actor);
  const rows = await db.user.findMany({
    where: { id: idsAfter(page.cursor, 'asc') },
    orderBy: { id: 'asc' },
    take: page.limit + 1,
  });
  return toPage(rows, page, ({ id }) => id, toPerson);
}
