import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { JobInHand, JobQueue } from '@querent/queue';

/** The jobs of a worker while it has them, in a file that outlives it. */
export interface JobsInHand {
  /** Gives back what the worker before this one had in hand when it was killed; the others then need not wait for the end of its locks. */
  giveBack(queue: JobQueue): Promise<void>;
  /** Notes a job for as long as it runs. */
  hold<T>(job: JobInHand, run: () => Promise<T>): Promise<T>;
}

type Held = [key: string, token: string][];

/**
 * @param file of this worker only; whoever starts a worker with it knows that the one before has ended. Without a file, or
 * where it cannot be written, jobs of a dead worker wait for the end of their locks
 */
export function openJobsInHand(file: string | undefined): JobsInHand {
  const left = file ? read(file) : [];
  const held = new Map<string, string>();
  const write = () => {
    if (!file) return;
    try {
      writeFileSync(`${file}.partial`, JSON.stringify([...held]));
      renameSync(`${file}.partial`, file);
    } catch {
      // the lock ends by itself
    }
  };
  return {
    async giveBack(queue) {
      for (const [key, token] of left) await queue.giveBack({ key, token });
    },
    async hold({ key, token }, run) {
      held.set(key, token);
      write();
      try {
        return await run();
      } finally {
        held.delete(key);
        write();
      }
    },
  };
}

function read(file: string): Held {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Held;
  } catch {
    return []; // none, or cut short: the locks end by themselves
  }
}
