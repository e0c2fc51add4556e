import type { Prisma, Transaction } from '@querent/db';

/**
 * The account as it is now, and as it stays to the end of the transaction. Whoever changes what a person may do, or opens
 * a session, begins with it, so that no session is opened with what has just ended. Answers of the person do not wait.
 */
export async function lockPerson(tx: Transaction, personId: string): Promise<LockedPerson | null> {
  await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${personId} FOR NO KEY UPDATE`;
  const user = await tx.user.findUnique({ where: { id: personId }, include: credential });
  return user && { ...user, password: user.accounts[0]?.password ?? null };
}

/** An account has one password. */
export const credential = {
  accounts: { where: { providerId: 'credential' }, select: { password: true }, take: 1 },
} as const;

type LockedPerson = Prisma.UserGetPayload<{ include: typeof credential }> & { password: string | null };
