import type { Transaction } from '@querent/db';

const LOOK_MS = 1_000;

/**
 * Computes for a round as long as it is in a state. One that is stopped, or fails by another part, takes the computation
 * with it: looked after by the clock, since not every computation tells how far it is.
 *
 * @returns null where the round has left the state
 */
export async function computeWhile<Result>(
  db: Transaction,
  { id, state }: { id: string; state: 'training' | 'scoring' },
  signal: AbortSignal,
  compute: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const stop = new AbortController();
  const look = async () => {
    if ((await db.round.count({ where: { id, state } })) === 0) stop.abort(new Error('The round has been stopped.'));
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
