import type { Person } from '@querent/contracts';
import { requireAdmin } from '../context/access.js';
import type { Context } from '../context/context.js';
import { toPerson } from './person.js';

/** @throws forbidden */
export async function listPeople({ db, actor }: Context): Promise<Person[]> {
  requireAdmin(actor);
  return (await db.user.findMany({ orderBy: { createdAt: 'asc' } })).map(toPerson);
}
