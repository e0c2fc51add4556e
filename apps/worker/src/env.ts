import { z } from 'zod';

const Env = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1).optional(),
  QUERENT_OBJECTS_DIR: z.string().min(1),
  /** What is sealed in the database is sealed with it. */
  BETTER_AUTH_SECRET: z.string().min(32),
  WORKER_PORT: z.coerce.number().int().default(3001),
  WORKER_HOST: z.string().default('127.0.0.1'),
  /** How long a dead worker keeps its job before another takes it up. */
  QUERENT_LOCK_MS: z.coerce.number().int().min(1_000).default(15_000),
  /** Where the jobs in hand are noted, for the worker that is started in the place of this one. */
  QUERENT_JOBS_FILE: z.string().min(1).optional(),
  QUERENT_BACKEND: z.enum(['tensorflow', 'wasm', 'cpu']).optional(),
  LOG_LEVEL: z.string().default('info'),
});

/** The worker's settings, read once. @throws Error that names what is missing */
export function readEnv(unverified: NodeJS.ProcessEnv) {
  const env = Env.safeParse(unverified);
  if (!env.success) throw new Error(`The worker's environment is not complete:\n${z.prettifyError(env.error)}`);
  return env.data;
}
