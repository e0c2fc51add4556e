import type { AcceptInvitation } from '@querent/contracts';
import { transaction } from '@querent/db';
import { DomainError } from '../errors.js';
import type { Secured } from './judge-password.js';
import { stillGrants } from './lost-invitations.js';
import { isInvitationOpen, openLink } from './open-links.js';
import { toPerson } from './person.js';
import { type Caller, openSession, type SignedIn } from './sessions.js';
import { setPassword } from './set-password.js';

/**
 * Makes an account with a one-time link, and signs in. The link is used up in the same transaction, so that it makes one
 * account only. It gives what the person who made it may still give.
 *
 * @throws invitation_invalid, email_taken, too_many_attempts
 */
export async function acceptInvitation(
  { db, passwords }: Secured,
  input: AcceptInvitation,
  caller: Caller,
): Promise<SignedIn> {
  const where = openLink(input.token);
  // Hashing a password is made to be slow: nobody without a link gets that far.
  if (!(await isInvitationOpen({ db }, input.token))) throw invalidInvitation();
  const password = await passwords.hash(caller.address, input.password);
  const email = input.email.toLowerCase();
  return transaction(db, async (tx) => {
    const { count } = await tx.invitation.updateMany({ where, data: { usedAt: new Date() } });
    if (count === 0) throw invalidInvitation();
    const invitation = await tx.invitation.findUniqueOrThrow({ where: { tokenHash: where.tokenHash } });
    if (!(await stillGrants(tx, invitation))) throw invalidInvitation();
    if ((await tx.user.count({ where: { email } })) > 0) throw emailTaken();
    const { role, projectId } = invitation;
    const user = await tx.user.create({ data: { name: input.name, email, emailVerified: true, role } });
    await setPassword(tx, user.id, password);
    if (projectId) {
      await tx.member.create({
        data: { projectId, userId: user.id, role: role === 'annotator' ? 'annotator' : 'engineer' },
      });
    }
    return { person: toPerson(user), sessionToken: await openSession(tx, user.id, caller) };
  });
}

const emailTaken = () =>
  new DomainError(
    'email_taken',
    'There is an account with this e-mail address. Sign in with it, or use another address.',
  );

const invalidInvitation = () =>
  new DomainError(
    'invitation_invalid',
    'This link has been used already, was withdrawn, or is too old. Ask an admin for a new one; if you are the first here, start Querent again for a fresh link.',
  );
