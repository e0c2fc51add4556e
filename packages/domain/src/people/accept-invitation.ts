import type { AcceptInvitation, Person } from '@querent/contracts';
import { type Db, Prisma } from '@querent/db';
import { hashPassword } from 'better-auth/crypto';
import { DomainError } from '../errors.js';
import { toPerson } from './person.js';
import { hashToken } from './tokens.js';

/**
 * Makes an account with a one-time link. The link is used up in the same transaction, so that it makes one account only.
 *
 * @throws invitation_invalid, email_taken
 */
export async function acceptInvitation({ db }: { db: Db }, input: AcceptInvitation): Promise<Person> {
  const where = { tokenHash: hashToken(input.token), usedAt: null, expiresAt: { gt: new Date() } };
  // Hashing a password is made to be slow: nobody without a link gets that far.
  if ((await db.invitation.count({ where })) === 0) throw invalidInvitation();
  const password = await hashPassword(input.password);
  const email = input.email.toLowerCase();
  try {
    return await db.$transaction(async (tx) => {
      const { count } = await tx.invitation.updateMany({ where, data: { usedAt: new Date() } });
      if (count === 0) throw invalidInvitation();
      const { role, projectId } = await tx.invitation.findUniqueOrThrow({ where: { tokenHash: where.tokenHash } });
      const user = await tx.user.create({ data: { name: input.name, email, emailVerified: true, role } });
      await tx.account.create({ data: { accountId: user.id, userId: user.id, providerId: 'credential', password } });
      if (projectId) {
        await tx.member.create({
          data: { projectId, userId: user.id, role: role === 'annotator' ? 'annotator' : 'engineer' },
        });
      }
      return toPerson(user);
    });
  } catch (cause) {
    if (cause instanceof Prisma.PrismaClientKnownRequestError && cause.code === 'P2002') {
      throw new DomainError(
        'email_taken',
        'There is an account with this e-mail address. Sign in with it, or use another address.',
        { cause },
      );
    }
    throw cause;
  }
}

const invalidInvitation = () =>
  new DomainError(
    'invitation_invalid',
    'This link has been used already or is too old. Ask an admin for a new one; if you are the first here, start Querent again for a fresh link.',
  );
