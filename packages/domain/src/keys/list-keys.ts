import type { ApiKey, Page, PageQuery } from '@querent/contracts';
import type { Prisma, Transaction } from '@querent/db';
import { requireAdmin } from '../context/access.js';
import type { Context } from '../context/context.js';
import { idsAfter, toPage } from '../context/page.js';
import { keyInclude, toKey } from './key.js';

/** The actor's own keys, newest first. @throws invalid_input */
export const listOwnKeys = ({ db, actor }: Context, page: PageQuery): Promise<Page<ApiKey>> =>
  list(db, { userId: actor.id }, page);

/** The keys of everybody, newest first. @throws forbidden, invalid_input */
export async function listKeys({ db, actor }: Context, page: PageQuery): Promise<Page<ApiKey>> {
  requireAdmin(actor);
  return list(db, {}, page);
}

async function list(db: Transaction, where: Prisma.ApiKeyWhereInput, page: PageQuery): Promise<Page<ApiKey>> {
  const rows = await db.apiKey.findMany({
    where: { ...where, id: idsAfter(page.cursor, 'desc') },
    include: keyInclude,
    orderBy: { id: 'desc' },
    take: page.limit + 1,
  });
  return toPage(rows, page, ({ id }) => id, toKey);
}
