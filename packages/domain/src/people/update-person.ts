import type { Person, UpdatePerson } from '@querent/contracts';
import { notifyPerson, transaction } from '@querent/db';
import { releaseHand } from '../annotations/lease.js';
import { requireAdmin } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { endLostInvitations } from './lost-invitations.js';
import { toPerson } from './person.js';
import { endSessions } from './sessions.js';

interface UpdatedPerson extends UpdatePerson {
  personId: string;
}

/**
 * Changes somebody's role, or deactivates or activates the account. What the person can no longer do ends with it: sessions, keys,
 * records in hand, links.
 *
 * @throws forbidden, person_not_found, last_admin
 */
export async function updatePerson({ db, actor }: Context, input: UpdatedPerson): Promise<Person> {
  requireAdmin(actor);
  const { personId } = input;
  return transaction(db, async (tx) => {
    // Two admins who demote each other at the same moment must not both succeed.
    await tx.$queryRaw`
      SELECT id FROM "user" WHERE (role = 'admin' AND deactivated_at IS NULL) OR id = ${personId}
      ORDER BY id FOR NO KEY UPDATE`;
    const admins = await tx.user.findMany({ where: { role: 'admin', deactivatedAt: null }, select: { id: true } });
    const isAdmin = (id: string) => admins.some((admin) => admin.id === id);
    if (!isAdmin(actor.id)) throw new DomainError('forbidden', 'You are no longer an admin. Please ask one.');
    const before = await tx.user.findUnique({ where: { id: personId } });
    if (!before) throw new DomainError('person_not_found', 'This person has no account here.');
    const deactivatedAt = input.isActive === false ? (before.deactivatedAt ?? new Date()) : null;
    const after = await tx.user.update({
      where: { id: personId },
      data: {
        ...(input.role === undefined ? {} : { role: input.role }),
        ...(input.isActive === undefined ? {} : { deactivatedAt }),
      },
    });
    const wasAdmin = isAdmin(personId);
    const staysAdmin = after.role === 'admin' && !after.deactivatedAt;
    if (wasAdmin && !staysAdmin) {
      if (admins.length === 1)
        throw new DomainError('last_admin', 'Somebody has to be admin. Make another person admin first.');
      // They do not say who made them, and one may be in this person's hands.
      await tx.resetLink.deleteMany({ where: { usedAt: null } });
      await releaseHand(tx, { annotatorId: personId });
    }
    if (after.deactivatedAt) {
      await tx.resetLink.deleteMany({ where: { userId: personId, usedAt: null } });
      await releaseHand(tx, { annotatorId: personId });
      await tx.apiKey.deleteMany({ where: { userId: personId } });
      await endSessions(tx, personId);
    }
    await endLostInvitations(tx, personId);
    await notifyPerson(tx, personId);
    return toPerson(after);
  });
}
