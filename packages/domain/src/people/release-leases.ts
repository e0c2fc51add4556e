import type { Transaction } from '@querent/db';

/** Frees what somebody who no longer may answer holds, in one project or in all. */
export async function releaseLeases(
  tx: Transaction,
  where: { projectId?: string; annotatorId: string },
): Promise<void> {
  await tx.lease.deleteMany({ where });
}
