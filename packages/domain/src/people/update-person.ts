import type { Person, Role } from '@querent/contracts';
import { requireAdmin } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { toPerson } from './person.js';

/** Changes somebody's role. @throws forbidden, person_not_found, last_admin */
export async function updatePerson({ db, actor }: Context, input: { personId: string; role: Role }): Promise<Person> {
  requireAdmin(actor);
  return db.$transaction(async (tx) => {
    // Two admins who demote each other at the same moment must not both succeed.
    const admins = await tx.$queryRaw<
      { id: string }[]
    >`SELECT id FROM "user" WHERE role = 'admin' ORDER BY id FOR UPDATE`;
    const user = await tx.user.findUnique({ where: { id: input.personId } });
    if (!user) throw new DomainError('person_not_found', 'This person has no account here.');
    if (input.role !== 'admin' && admins.every(({ id }) => id === input.personId)) {
      throw new DomainError('last_admin', 'Somebody has to be admin. Make another person admin first.');
    }
    return toPerson(await tx.user.update({ where: { id: input.personId }, data: { role: input.role } }));
  });
}
