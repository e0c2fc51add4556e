import type { Awaited } from '@querent/contracts';
import type { Prisma, Transaction } from '@querent/db';
import type { Store } from '@querent/storage';
import { z } from 'zod';

/** All of a row but its marks, which grow with the pool. */
export const awaitedSelect = {
  ...{ since: true, until: true, remindedAt: true, isSampled: true, classIds: true, wantedKey: true },
  ...{ pool: true, wanted: true, received: true, samples: true, version: true, completedAt: true, dataVersion: true },
} satisfies Prisma.AwaitedSelect;

export type AwaitedRow = Prisma.AwaitedGetPayload<{ select: typeof awaitedSelect }>;

export const classIdsOf = ({ classIds }: Pick<AwaitedRow, 'classIds'>): string[] => z.array(z.string()).parse(classIds);

export const toAwaited = (row: AwaitedRow): Awaited => ({
  since: row.since.toISOString(),
  until: row.until.toISOString(),
  isReminded: row.remindedAt !== null,
  says: row.isSampled ? 'samples' : 'single',
  classIds: classIdsOf(row),
  wanted: row.wanted,
  pool: row.pool,
  received: row.received,
  samples: row.samples,
  model: row.version,
  isComplete: row.completedAt !== null,
});

/** Places in the pool as a file: so many that no row should hold them. */
export const saveWanted = (indices: readonly number[]): Uint8Array => new Uint8Array(Int32Array.from(indices).buffer);

/** The places in the pool of the records that a round waits for, in their order. @throws object_not_found */
export async function loadWanted(store: Store, { wantedKey }: Pick<AwaitedRow, 'wantedKey'>): Promise<Int32Array> {
  return new Int32Array(Uint8Array.from(await store.get(wantedKey)).buffer);
}

/** The places in the pool of the records that a round has waited for. @throws object_not_found */
export async function listWantedIn(
  { db, store }: { db: Transaction; store: Store },
  roundId: string,
): Promise<number[]> {
  const row = await db.awaited.findUniqueOrThrow({ where: { roundId }, select: { wantedKey: true } });
  return Array.from(await loadWanted(store, row));
}

/** Marks of so many places, none of them set. */
export const emptyMarks = (count: number) => new Uint8Array(Math.ceil(count / 8));
export const isMarked = (marks: Uint8Array, place: number) => ((marks[place >> 3]! >> (place & 7)) & 1) === 1;
export function mark(marks: Uint8Array, place: number): void {
  marks[place >> 3] = marks[place >> 3]! | (1 << (place & 7));
}
