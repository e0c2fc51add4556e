import type { Prisma, Transaction } from '@querent/db';

type FeatureShard = Prisma.FeatureShardGetPayload<object>;

/** The features of an encoding, of the records with an index below `records`, in their order. */
export const shardsOf = (
  db: Transaction,
  encodingId: string,
  records: number,
): Promise<Pick<FeatureShard, 'start' | 'count' | 'objectKey'>[]> =>
  db.featureShard.findMany({
    where: { encodingId, start: { lt: records } },
    select: { start: true, count: true, objectKey: true },
    orderBy: { start: 'asc' },
  });

/** The shape of an encoding's rows; null before it is known. What was learned of the records was written in the core's shape. */
export const shapeOf = (encoding: { fitted: unknown } | null): number[] | null =>
  (encoding?.fitted as { shape: number[] } | null | undefined)?.shape ?? null;
