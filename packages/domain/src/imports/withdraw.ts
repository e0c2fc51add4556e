import type { Transaction } from '@querent/db';
import { databaseTime } from '../context/database-time.js';
import { markNew } from '../labels/settle-label.js';
import { moveCounts } from '../records/counts.js';

/**
 * Takes records out of a project, or brings them back. Their answers and their places stay; nobody is asked about removed
 * ones, and no model learns from them or is measured on them.
 *
 * @param isRemoved what they are to be
 * @returns how many were not so before
 */
export async function withdraw(
  tx: Transaction,
  projectId: string,
  recordIds: string[],
  isRemoved: boolean,
): Promise<number> {
  const rows = await tx.record.findMany({
    where: { projectId, id: { in: recordIds }, removedAt: isRemoved ? null : { not: null } },
    select: {
      id: true,
      split: true,
      hasLabel: true,
      _count: { select: { annotations: { where: { undoneAt: null } } } },
    },
  });
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await tx.record.updateMany({
    where: { id: { in: ids } },
    data: { removedAt: isRemoved ? await databaseTime(tx) : null },
  });
  await tx.lease.deleteMany({ where: { recordId: { in: ids } } });
  await markNew(tx, { recordId: { in: ids }, record: { split: 'pool' } }, !isRemoved);
  const count = (test: (row: (typeof rows)[number]) => boolean) => rows.filter(test).length * (isRemoved ? -1 : 1);
  await moveCounts(
    tx,
    { projectId, personId: null },
    {
      records: count(() => true),
      holdout: count(({ split }) => split === 'holdout'),
      labelled: count(({ split, hasLabel }) => split === 'pool' && hasLabel),
      skipped: count(({ split, hasLabel, _count }) => split === 'pool' && !hasLabel && _count.annotations > 0),
    },
  );
  return rows.length;
}
