import type { RoundProgress } from '@querent/contracts';
import { notifyProject, type Transaction } from '@querent/db';
import { keepLosses } from './losses.js';
import { COMPUTING } from './round.js';

const EVERY_MS = 400;

/** Calls `write` at most every so often; an older value never overtakes a newer one. */
export function throttled<Value>(write: (value: Value) => Promise<void>) {
  let last = 0;
  let writing = Promise.resolve();
  return {
    write(value: Value) {
      if (Date.now() - last < EVERY_MS) return;
      last = Date.now();
      writing = writing.then(() => write(value)).catch(() => {}); // a courtesy: the stage itself reports a lost database
    },
    settled: () => writing,
  };
}

/** How far the scoring of the whole pool is. @param share in [0, 1] */
export const scoringProgress = (share: number, secondsLeft: number | null = null): RoundProgress => ({
  stage: 'scoring',
  share,
  epoch: null,
  epochs: null,
  loss: null,
  secondsLeft,
});

/** Writes the progress of a round to its row, and with it the losses of all epochs so far. */
export function progressWriter(db: Transaction, roundId: string, projectId: string) {
  const kept = keepLosses();
  const writer = throttled(async (progress: RoundProgress) => {
    const losses = kept.list();
    await db.round.updateMany({
      where: { id: roundId, state: { in: COMPUTING } },
      data: { progress, ...(losses.length > 0 ? { losses } : {}) },
    });
    await notifyProject(db, projectId);
  });
  return {
    ...writer,
    write(progress: RoundProgress) {
      if (progress.epoch !== null && progress.loss !== null) kept.add(progress.epoch, progress.loss);
      writer.write(progress);
    },
    losses: kept.list,
  };
}
