import type { Person, UpdateMe } from '@querent/contracts';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { toPerson } from './person.js';

/** @throws not_signed_in where the account is gone */
export async function getMe({ db, actor }: Context): Promise<Person> {
  const user = await db.user.findUnique({ where: { id: actor.id } });
  if (!user) throw new DomainError('not_signed_in', 'Your account no longer exists. Please ask an admin.');
  return toPerson(user);
}

/** @throws not_signed_in where the account is gone */
export async function updateMe(context: Context, { name }: UpdateMe): Promise<Person> {
  const { id } = await getMe(context);
  return toPerson(await context.db.user.update({ where: { id }, data: { name } }));
}
