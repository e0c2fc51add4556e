import type { JobQueue, JobRef } from './queue.js';

const WAIT_MS = 2_000;

/**
 * Puts a job on the queue for something that has just been committed. A queue that cannot be reached, or does not answer in
 * time, delays the job and never fails what was committed: `requeueUnfinished` finds it in the rows.
 */
export async function enqueueAfterCommit(queue: JobQueue, job: JobRef): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WAIT_MS);
  });
  // The union of names and payloads is checked where the job is made.
  const added = queue.add(job.name, job.payload as never, job.key).catch(() => {});
  await Promise.race([added, late]);
  clearTimeout(timer);
}
