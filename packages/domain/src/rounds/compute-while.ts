import type { Transaction } from '@querent/db';

const LOOK_MS = 1_000;

/**
 * Computes as long as a row waits for it. A round that is stopped, or fails by another part, takes the computation
 * with it: looked after by the clock, since not every computation tells how far it is.
 *
 * @returns null where the row has ceased to wait
 */
export async function computeWhile<Result>(
  isWanted: () => Promise<boolean>,
  signal: AbortSignal,
  compute: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const stop = new AbortController();
  const look = async () => {
    if (!(await isWanted())) stop.abort(new Error('It has been stopped.'));
  };
  // A database that cannot be reached is reported by the stage that needs it.
  const timer = setInterval(() => void look().catch(() => {}), LOOK_MS);
  try {
    const result = await compute(AbortSignal.any([signal, stop.signal]));
    return stop.signal.aborted ? null : result;
  } catch (error) {
    if (stop.signal.aborted) return null;
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Whether a round is still in a state. */
export const isIn = (db: Transaction, id: string, state: 'training' | 'scoring') => async (): Promise<boolean> =>
  (await db.round.count({ where: { id, state } })) > 0;
