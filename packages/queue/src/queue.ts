import type { JobName, JobPayload, Lane } from '@querent/contracts';

export interface QueueLocation {
  databaseUrl: string;
  /** Where given, jobs live in Redis rather than in PostgreSQL. */
  redisUrl?: string | undefined;
}

/** A job and the key that it has on the queue. */
export type JobRef<Of extends JobName = JobName> = {
  [Name in Of]: { name: Name; payload: JobPayload<Name>; key: string };
}[Of];

/** Adds a job whose name nobody here looks at. */
export const addJob = <Name extends JobName>(queue: Pick<JobQueue, 'add'>, { name, payload, key }: JobRef<Name>) =>
  queue.add<Name>(name, payload, key);

/** A job that a worker has, by the token of its lock. */
export interface JobInHand {
  key: string;
  token: string;
}

/** What a worker is given to do. */
export interface Job extends JobInHand {
  name: JobName;
  /** As it came from the queue, which an earlier release may have filled. */
  unverifiedPayload: unknown;
}

export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface JobQueue {
  /** Adds a job under a key; while a job of the same key waits or runs, adding again changes nothing. */
  add<Name extends JobName>(name: Name, payload: JobPayload<Name>, key: string): Promise<void>;
  /**
   * Adds jobs for any worker to take, for which `parent` then waits: it is run again once each of them is done or has
   * failed for good.
   *
   * @returns whether there is something to wait for; not where all of them are done by now
   */
  addParts(parent: JobInHand, parts: JobRef[]): Promise<boolean>;
  /** Whether a job of this key waits or runs. */
  has(key: string): Promise<boolean>;
  /** Puts a job back that a dead worker had in hand, before its lock ends; nothing where somebody else has it by now. */
  giveBack(job: JobInHand): Promise<void>;
  countByState(): Promise<Record<JobState, number>>;
  close(): Promise<void>;
}

/** `waits`: for its parts, of which `addParts` has said that there is something to wait for. */
export type JobEnd = 'done' | 'waits';

/**
 * Does a job once. One that fails is tried again after a pause, as often as the table of jobs says.
 *
 * @throws GivenUp where another attempt would change nothing
 */
export type RunJob = (job: Job) => Promise<JobEnd>;

export interface JobRunnerOptions {
  /** Jobs of a lane that are in hand at the same time. */
  concurrency: Record<Lane, number>;
  /** How long a dead worker keeps its job before another takes it up. */
  lockMs: number;
  /** Called of what goes wrong between the jobs: a connection that is lost, a lock that has ended. */
  onError(error: Error): void;
}

export interface JobRunner {
  /** Takes no further job, and waits for those in hand. */
  close(): Promise<void>;
  /** Leaves the jobs in hand to their locks, as a worker does that is killed. */
  abandon(): Promise<void>;
}

/** A job that has failed for good. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}
