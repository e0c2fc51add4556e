import { ERRORS, JOBS, type JobName } from '@querent/contracts';
import { DomainError, refusalOf, type StudioTools, type SystemContext } from '@querent/domain';
import type { RoundCompute } from '@querent/domain/background';
import { GivenUp, type Job, type JobEnd } from '@querent/queue';
import type { Logger } from 'pino';
import { type Handler, handlers } from './handlers/handlers.js';

interface Runner {
  context: SystemContext & StudioTools & { compute: RoundCompute };
  log: Logger;
  /** Aborted when the worker is told to stop: the job goes back and is taken up by the next worker. */
  stopping: AbortSignal;
}

/**
 * Runs a job once; one that is shared out waits for its parts. A refusal that another attempt would not change, as the last
 * attempt of a stage ends with, fails it and leaves the reason in the row. What may pass is tried again: by the queue after
 * a pause, and by the sweep over unfinished rows where the queue lets go of it.
 */
export async function runJob({ context, log, stopping }: Runner, job: Job): Promise<JobEnd> {
  const { key, name } = job;
  // The payload of each job goes to its own handler only, which the table of handlers guarantees.
  const handler = handlers[name] as Handler<JobName>;
  const payload = JOBS[name].payload.parse(job.unverifiedPayload);
  const fields = { job: key, name };
  const since = performance.now();
  log.info(fields, 'job begins');
  try {
    for (;;) {
      const parts = await handler.run(context, payload as never, stopping);
      const seconds = (performance.now() - since) / 1_000;
      if (parts.length === 0) {
        log.info({ ...fields, seconds }, 'job done');
        return 'done';
      }
      if (!(await context.queue.addParts(job, parts))) continue;
      log.info({ ...fields, seconds, parts: parts.length }, 'job waits for its parts');
      return 'waits';
    }
  } catch (unknown) {
    if (stopping.aborted) throw unknown;
    const error = refusalOf(unknown);
    const isFinal = error instanceof DomainError && !ERRORS[error.code].retry;
    log.error({ ...fields, err: error, isFinal }, 'job failed');
    if (!isFinal) throw error;
    await handler.fail(context, payload as never, error.detail);
    throw new GivenUp(error.message);
  }
}
