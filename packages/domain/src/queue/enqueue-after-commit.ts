import { addJob, type JobQueue, type JobRef } from '@querent/queue';

const WAIT_MS = 2_000;
const SAY_EVERY_MS = 60_000;
let saidAt = Number.NEGATIVE_INFINITY;

/**
 * Puts a job on the queue for something that has just been committed. A queue that cannot be reached, or does not answer in
 * time, delays the job and never fails what was committed: `requeueUnfinished` finds it in the rows.
 */
export async function enqueueAfterCommit(queue: JobQueue, job: JobRef): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer after ${WAIT_MS / 1_000} s`)), WAIT_MS);
  });
  const added = addJob(queue, job);
  await Promise.race([added, late]).catch(say);
  clearTimeout(timer);
}

/** Once an outage and not once a job. */
function say(error: Error): void {
  const now = performance.now();
  if (now - saidAt > SAY_EVERY_MS)
    console.error(`The queue cannot be reached (${error.message}). Jobs begin when it is back.`);
  saidAt = now;
}
