import { JOBS, type JobName } from '@querent/contracts';
import type { Backend } from './backend.js';
import { onPostgres } from './postgres.js';
import { JOB_STATES, type JobQueue, type JobState, type QueueLocation } from './queue.js';
import { onRedis } from './redis.js';

export const backendAt = ({ databaseUrl, redisUrl }: QueueLocation): Backend =>
  redisUrl ? onRedis(redisUrl) : onPostgres(databaseUrl);

/** Opens the queue that the web app and the workers share. */
export function createQueue(location: QueueLocation): JobQueue {
  const { bull, close } = backendAt(location).openQueue();
  // A lost connection is reported by the call that needs it; without a listener it would end the process.
  bull.on('error', () => {});
  return {
    async add(name, payload, key) {
      await bull.add(name, payload, optionsOf(name, key));
    },
    async addParts(parent, parts) {
      const place = { id: parent.key, queue: bull.qualifiedName };
      await bull.addBulk(
        parts.map(({ name, payload, key }) => ({
          name,
          data: payload,
          opts: { ...optionsOf(name, key), parent: place, ignoreDependencyOnFailure: true },
        })),
      );
      const job = await bull.getJob(parent.key);
      if (!job) throw new Error(`The queue has lost ${parent.key} while its parts were added.`);
      return job.moveToWaitingChildren(parent.token);
    },
    has: async (key) => Boolean(await bull.getJob(key)),
    async giveBack({ key, token }) {
      const job = await bull.getJob(key);
      await job?.moveToWait(token).catch(() => {}); // somebody else has it by now
    },
    // One count for each state that was asked for.
    countByState: async () => (await bull.getJobCounts(...JOB_STATES)) as Record<JobState, number>,
    close: () => close(),
  };
}

const optionsOf = (name: JobName, key: string) => ({
  jobId: key,
  attempts: JOBS[name].attempts,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: true,
});
