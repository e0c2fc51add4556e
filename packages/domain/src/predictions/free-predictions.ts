import type { Transaction } from '@querent/db';

const DAYS = 30;

/** Lets go of predictions that were made a month ago: the sweep of the store then frees their files. */
export async function freePredictions(db: Transaction): Promise<void> {
  await db.$executeRaw`DELETE FROM prediction_set WHERE finished_at < now() - make_interval(days => ${DAYS}::int)`;
}
