import type { Transaction } from '@querent/db';

/** Gives an account its password. Links that would give it another one end. */
export async function setPassword(tx: Transaction, userId: string, password: string): Promise<void> {
  const credential = { userId, providerId: 'credential' };
  const { count } = await tx.account.updateMany({ where: credential, data: { password } });
  if (count === 0) await tx.account.create({ data: { ...credential, accountId: userId, password } });
  await tx.resetLink.deleteMany({ where: { userId, usedAt: null } });
}
