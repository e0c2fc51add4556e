import { z } from 'zod';

/**
 * Jobs of one lane wait for each other only. Those of `records` take turns batch by batch, so that many may be in hand; those of
 * `rounds` compute for long at a stretch, or are parts that other workers take.
 */
export const LANES = ['records', 'rounds'] as const;
export type Lane = (typeof LANES)[number];

interface JobEntry {
  lane: Lane;
  payload: z.ZodType;
  /** Tries before the queue lets go of the job; the sweep over unfinished rows then brings it back. */
  attempts: number;
}

/** Every background job: ids only, the handler reads the current data. */
export const JOBS = {
  'project.import': { lane: 'records', payload: z.object({ importId: z.string() }), attempts: 3 },
  'project.encode': { lane: 'records', payload: z.object({ encodingId: z.string() }), attempts: 3 },
  'project.remove': { lane: 'records', payload: z.object({ projectId: z.string() }), attempts: 3 },
  'studio.sync': { lane: 'records', payload: z.object({ linkId: z.string() }), attempts: 3 },
  'round.run': { lane: 'rounds', payload: z.object({ roundId: z.string() }), attempts: 3 },
  'round.score': { lane: 'rounds', payload: z.object({ roundId: z.string(), start: z.int().min(0) }), attempts: 3 },
  'model.draw': { lane: 'rounds', payload: z.object({ modelId: z.string() }), attempts: 3 },
  'predictions.run': { lane: 'rounds', payload: z.object({ setId: z.string() }), attempts: 3 },
  'model.evaluate': { lane: 'rounds', payload: z.object({ modelId: z.string() }), attempts: 3 },
  'model.export': { lane: 'rounds', payload: z.object({ exportId: z.string() }), attempts: 3 },
  'trial.run': { lane: 'rounds', payload: z.object({ trialId: z.string() }), attempts: 3 },
} as const satisfies Record<string, JobEntry>;

export type JobName = keyof typeof JOBS;
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]['payload']>;
