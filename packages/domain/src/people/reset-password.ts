import type { CreatedResetLink, ResetPassword } from '@querent/contracts';
import { transaction } from '@querent/db';
import { requireAdmin } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import type { Secured } from './judge-password.js';
import { lockPerson } from './lock-person.js';
import { openLink } from './open-links.js';
import { toPerson } from './person.js';
import { type Caller, endSessions, openSession, type SignedIn } from './sessions.js';
import { setPassword } from './set-password.js';
import { hashToken, newToken } from './tokens.js';

const VALID_HOURS = 24;

/**
 * A one-time link with which somebody sets a new password. Earlier ones of the same person end, so that one is about.
 *
 * @throws forbidden, person_not_found, account_deactivated
 */
export async function createResetLink(
  { db, actor }: Context,
  { personId }: { personId: string },
): Promise<CreatedResetLink> {
  requireAdmin(actor);
  return transaction(db, async (tx) => {
    // The demotion of an admin ends all links: none may come after it.
    const maker = await lockPerson(tx, actor.id);
    if (maker?.role !== 'admin' || maker.deactivatedAt)
      throw new DomainError('forbidden', 'You are no longer an admin. Please ask one.');
    const person = await lockPerson(tx, personId);
    if (!person) throw new DomainError('person_not_found', 'This person has no account here.');
    if (person.deactivatedAt)
      throw new DomainError('account_deactivated', 'This account is deactivated. Activate it first.');
    const token = newToken();
    const expiresAt = new Date(Date.now() + VALID_HOURS * 3_600_000);
    await tx.resetLink.deleteMany({ where: { userId: personId, usedAt: null } });
    await tx.resetLink.create({ data: { tokenHash: hashToken(token), userId: personId, expiresAt } });
    return { link: `/reset?token=${token}`, expiresAt: expiresAt.toISOString() };
  });
}

/** Sets a new password with a one-time link. All sessions end, and a new one is opened. @throws reset_link_invalid, too_many_attempts */
export async function resetPassword(
  { db, passwords }: Secured,
  input: ResetPassword,
  caller: Caller,
): Promise<SignedIn> {
  const where = openLink(input.token);
  const link = await db.resetLink.findFirst({ where });
  if (!link) throw invalidLink();
  const hash = await passwords.hash(caller.address, input.newPassword);
  return transaction(db, async (tx) => {
    const person = await lockPerson(tx, link.userId);
    const { count } = await tx.resetLink.updateMany({ where, data: { usedAt: new Date() } });
    if (count === 0 || !person || person.deactivatedAt) throw invalidLink();
    await setPassword(tx, person.id, hash);
    await endSessions(tx, person.id);
    return { person: toPerson(person), sessionToken: await openSession(tx, person.id, caller) };
  });
}

const invalidLink = () =>
  new DomainError(
    'reset_link_invalid',
    'This link has been used already, was replaced by a newer one, or is too old. Ask an admin for a new one.',
  );
