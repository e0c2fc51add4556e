import { JOBS, type JobName, type JobPayload } from '@querent/contracts';
import { Worker as BullWorker, createPostgresBackend, Queue, type Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';

const QUEUE_NAME = 'querent';

export interface QueueLocation {
  databaseUrl: string;
  /** Where given, jobs live in Redis rather than in PostgreSQL. */
  redisUrl?: string | undefined;
}

/** A job and the key that it has on the queue. */
export type JobRef = { [Name in JobName]: { name: Name; payload: JobPayload<Name>; key: string } }[JobName];

export interface JobQueue {
  /** Adds a job under a key; while a job of the same key waits or runs, adding again changes nothing. */
  add<Name extends JobName>(name: Name, payload: JobPayload<Name>, key: string): Promise<void>;
  /**
   * Adds jobs for any worker to take, of which `parent`, a job in hand, then waits: it is run again once each of them is
   * done or has failed for good.
   */
  addParts(parent: BullJob, parts: JobRef[]): Promise<void>;
  /** BullMQ's own queue, for what is reported of it. */
  readonly bull: Queue;
  close(): Promise<void>;
}

export interface JobRunnerOptions {
  concurrency: number;
  /** How long a dead worker keeps its job before another takes it up. */
  lockMs: number;
}

/** What BullMQ hands over; `attemptsMade` counts the finished attempts before this one. */
export type BullJob = Parameters<
  Extract<ConstructorParameters<typeof BullWorker>[1], (...args: never[]) => unknown>
>[0];

/** Opens the queue that the web app and the workers share: on PostgreSQL, or on Redis where an address is given. */
export function createQueue(location: QueueLocation): JobQueue {
  const { bull, close } = location.redisUrl ? redisQueue(location.redisUrl) : postgresQueue(location.databaseUrl);
  // A lost connection is reported by the call that needs it; without a listener it would end the process.
  bull.on('error', () => {});
  return {
    bull,
    async add(name, payload, key) {
      await bull.add(name, payload, optionsOf(name, key));
    },
    async addParts(parent, parts) {
      const place = { id: parent.id!, queue: parent.queueQualifiedName };
      await bull.addBulk(
        parts.map(({ name, payload, key }) => ({
          name,
          data: payload,
          opts: { ...optionsOf(name, key), parent: place, ignoreDependencyOnFailure: true },
        })),
      );
    },
    close,
  };
}

const optionsOf = (name: JobName, key: string) => ({
  jobId: key,
  attempts: JOBS[name].attempts,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: true,
});

/** Starts taking jobs; the caller closes it. */
export function createRunner(
  location: QueueLocation,
  run: (job: BullJob) => Promise<unknown>,
  { concurrency, lockMs }: JobRunnerOptions,
): Worker {
  const options = {
    concurrency,
    lockDuration: lockMs,
    stalledInterval: Math.max(1_000, lockMs / 3),
    // Who stalls more often than this loses the job, which the sweep over unfinished rows brings back: whether it is run
    // again is decided by the attempts that its row counts.
    maxStalledCount: 5,
  };
  if (location.redisUrl) {
    return new BullWorker(QUEUE_NAME, run, { ...options, connection: redisConnection(location.redisUrl) });
  }
  const Postgres = withBackend(createPostgresBackend);
  return new Postgres.Worker(QUEUE_NAME, run, {
    ...options,
    connection: postgresConnection(location.databaseUrl),
  }) as unknown as Worker;
}

function redisQueue(url: string) {
  const connection = redisConnection(url);
  const bull = new Queue(QUEUE_NAME, { connection });
  return {
    bull,
    close: async () => {
      await bull.close();
      connection.disconnect();
    },
  };
}

function postgresQueue(url: string) {
  const Postgres = withBackend(createPostgresBackend);
  // The two classes differ in the type of their backend only, which nobody here looks at.
  const bull = new Postgres.Queue(QUEUE_NAME, { connection: postgresConnection(url) }) as unknown as Queue;
  return { bull, close: () => bull.close() };
}

const postgresConnection = (connectionString: string) => ({
  connectionString,
  schema: 'bullmq',
  migrate: true,
  max: 5,
});
const redisConnection = (url: string) => new Redis(url, { maxRetriesPerRequest: null, enableReadyCheck: false });
