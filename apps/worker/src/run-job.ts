import { ERRORS, JOBS, type JobName } from '@querent/contracts';
import { DomainError, type SystemContext } from '@querent/domain';
import type { BullJob, RoundCompute } from '@querent/domain/background';
import { UnrecoverableError, WaitingChildrenError } from 'bullmq';
import type { Logger } from 'pino';
import { type Handler, handlers } from './handlers/handlers.js';

interface Runner {
  context: SystemContext & { compute: RoundCompute };
  log: Logger;
  /** Aborted when the worker is told to stop: the job goes back and is taken up by the next worker. */
  stopping: AbortSignal;
}

/**
 * Runs a job once; one that is shared out waits for its parts. A refusal that another attempt would not change, as the last
 * attempt of a stage ends with, fails it and leaves the reason in the row. What may pass is tried again: by the queue after
 * a pause, and by the sweep over unfinished rows where the queue lets go of it.
 */
export async function runJob({ context, log, stopping }: Runner, job: BullJob): Promise<void> {
  const name = job.name as JobName;
  // The payload of each job goes to its own handler only, which the table of handlers guarantees.
  const handler = handlers[name] as Handler<JobName>;
  const payload = JOBS[name].payload.parse(job.data);
  const fields = { job: job.id, name };
  const since = performance.now();
  log.info(fields, 'job begins');
  try {
    for (;;) {
      const parts = await handler.run(context, payload as never, stopping);
      const seconds = (performance.now() - since) / 1_000;
      if (parts.length === 0) return log.info({ ...fields, seconds }, 'job done');
      await context.queue.addParts(job, parts);
      // Where all of them are done by now, there is nothing to wait for.
      if (!(await job.moveToWaitingChildren(job.token!))) continue;
      log.info({ ...fields, seconds, parts: parts.length }, 'job waits for its parts');
      throw new WaitingChildrenError();
    }
  } catch (error) {
    if (stopping.aborted || error instanceof WaitingChildrenError) throw error;
    const isFinal = error instanceof DomainError && !ERRORS[error.code].retry;
    log.error({ ...fields, err: error, isFinal }, 'job failed');
    if (!isFinal) throw error;
    await handler.fail(context, payload as never, error.detail);
    throw new UnrecoverableError(error.message);
  }
}
