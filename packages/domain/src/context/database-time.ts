import type { Transaction } from '@querent/db';

/** The database's clock, by which every time is written that is compared with another: machines differ in theirs. */
export async function databaseTime(db: Transaction): Promise<Date> {
  const [row] = await db.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
  return row.now;
}
