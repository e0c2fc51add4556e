import { Limits } from '@querent/contracts';
import type { Transaction } from '@querent/db';

/** What an admin allows, or what is allowed where nobody has said anything. */
export async function readLimits(db: Transaction): Promise<Limits> {
  const row = await db.limits.findUnique({ where: { id: 1 } });
  if (!row) return Limits.parse({});
  const { uploadBytes, projectRecords, freeBytes } = row;
  return { uploadBytes: Number(uploadBytes), projectRecords, freeBytes: Number(freeBytes) };
}
