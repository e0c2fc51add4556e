import { z } from 'zod';

interface JobEntry {
  payload: z.ZodType;
  /** Tries before the queue lets go of the job; the sweep over unfinished rows then brings it back. */
  attempts: number;
}

/** Every background job: ids only, the handler reads the current data. */
export const JOBS = {
  'project.import': { payload: z.object({ importId: z.string() }), attempts: 3 },
  'project.encode': { payload: z.object({ encodingId: z.string() }), attempts: 3 },
  'project.remove': { payload: z.object({ projectId: z.string() }), attempts: 3 },
  'round.run': { payload: z.object({ roundId: z.string() }), attempts: 3 },
  'round.score': { payload: z.object({ roundId: z.string(), start: z.int().min(0) }), attempts: 3 },
} as const satisfies Record<string, JobEntry>;

export type JobName = keyof typeof JOBS;
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]['payload']>;
