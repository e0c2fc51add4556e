import { type JobName, LANES } from '@querent/contracts';
import { type Processor, UnrecoverableError, WaitingChildrenError } from 'bullmq';
import { backendAt } from './create-queue.js';
import { GivenUp, type JobRunner, type JobRunnerOptions, type QueueLocation, type RunJob } from './queue.js';

/** Starts taking jobs; the caller closes it. */
export function createRunner(
  location: QueueLocation,
  run: RunJob,
  { concurrency, lockMs, onError }: JobRunnerOptions,
): JobRunner {
  const backend = backendAt(location);
  const process: Processor = async ({ id, token, name, data }) => {
    // BullMQ gives every job an id, and a token to each that it hands over; only names of the table are added.
    const job = { key: id!, token: token!, name: name as JobName, unverifiedPayload: data };
    const end = await run(job).catch((error) => {
      throw error instanceof GivenUp ? new UnrecoverableError(error.message) : error;
    });
    if (end === 'waits') throw new WaitingChildrenError();
  };
  const workers = LANES.map((lane) =>
    backend.openWorker(lane, process, {
      concurrency: concurrency[lane],
      lockDuration: lockMs,
      stalledInterval: Math.max(1_000, lockMs / 3),
      // Who stalls more often than this loses the job, which the sweep over unfinished rows brings back: whether it is run
      // again is decided by the attempts that its row counts.
      maxStalledCount: 5,
    }),
  );
  for (const { bull } of workers) bull.on('error', onError);
  const end = async (force?: boolean) => void (await Promise.all(workers.map(({ close }) => close(force))));
  return { close: () => end(), abandon: () => end(true) };
}
