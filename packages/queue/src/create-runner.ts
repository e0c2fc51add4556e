import type { JobName } from '@querent/contracts';
import { UnrecoverableError, WaitingChildrenError } from 'bullmq';
import { backendAt } from './create-queue.js';
import { GivenUp, type JobRunner, type JobRunnerOptions, type QueueLocation, type RunJob } from './queue.js';

/** Starts taking jobs; the caller closes it. */
export function createRunner(
  location: QueueLocation,
  run: RunJob,
  { concurrency, lockMs, onError }: JobRunnerOptions,
): JobRunner {
  const { bull, close } = backendAt(location).openWorker(
    async ({ id, token, name, data }) => {
      // BullMQ gives every job an id, and a token to each that it hands over; only names of the table are added.
      const job = { key: id!, token: token!, name: name as JobName, unverifiedPayload: data };
      const end = await run(job).catch((error) => {
        throw error instanceof GivenUp ? new UnrecoverableError(error.message) : error;
      });
      if (end === 'waits') throw new WaitingChildrenError();
    },
    {
      concurrency,
      lockDuration: lockMs,
      stalledInterval: Math.max(1_000, lockMs / 3),
      // Who stalls more often than this loses the job, which the sweep over unfinished rows brings back: whether it is run
      // again is decided by the attempts that its row counts.
      maxStalledCount: 5,
    },
  );
  bull.on('error', onError);
  return { close: () => close(), abandon: () => close(true) };
}
