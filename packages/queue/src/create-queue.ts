import { JOBS, type JobName } from '@querent/contracts';
import type { Backend } from './backend.js';
import { onPostgres } from './postgres.js';
import { JOB_STATES, type JobQueue, type JobState, type QueueLocation } from './queue.js';
import { onRedis } from './redis.js';

export const backendAt = ({ databaseUrl, redisUrl }: QueueLocation): Backend =>
  redisUrl ? onRedis(redisUrl) : onPostgres(databaseUrl);

/** Opens the queue that the web app and the workers share. */
export function createQueue(location: QueueLocation): JobQueue {
  const backend = backendAt(location);
  const opened = { records: backend.openQueue('records'), rounds: backend.openQueue('rounds') };
  const all = Object.values(opened);
  // A lost connection is reported by the call that needs it; without a listener it would end the process.
  for (const { bull } of all) bull.on('error', () => {});
  const of = (name: JobName) => opened[JOBS[name].lane].bull;
  const find = async (key: string) => (await Promise.all(all.map(({ bull }) => bull.getJob(key)))).find(Boolean);
  return {
    async add(name, payload, key) {
      await of(name).add(name, payload, optionsOf(name, key));
    },
    async addParts(parent, parts) {
      const { bull } = opened.rounds; // alone they are shared out
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
    has: async (key) => Boolean(await find(key)),
    async giveBack({ key, token }) {
      const job = await find(key);
      await job?.moveToWait(token).catch(() => {}); // somebody else has it by now
    },
    async countByState() {
      // One count for each state that was asked for.
      const counts = await Promise.all(
        all.map(async ({ bull }) => (await bull.getJobCounts(...JOB_STATES)) as Record<JobState, number>),
      );
      const sumOf = (state: JobState) => counts.reduce((sum, count) => sum + count[state], 0);
      return { waiting: sumOf('waiting'), active: sumOf('active'), delayed: sumOf('delayed'), failed: sumOf('failed') };
    },
    close: async () => void (await Promise.all(all.map(({ close }) => close()))),
  };
}

const optionsOf = (name: JobName, key: string) => ({
  jobId: key,
  attempts: JOBS[name].attempts,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: true,
});
