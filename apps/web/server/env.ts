import { messageOf } from '@querent/contracts';
import { z } from 'zod';
import { readProxies } from './proxies.mjs';

const Env = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1).optional(),
  QUERENT_OBJECTS_DIR: z.string().min(1),
  /** Where `npm start` reports how the services are. */
  QUERENT_DATA_DIR: z.string().min(1).optional(),
  BETTER_AUTH_SECRET: z.string().min(32),
  PUBLIC_URL: z.url(),
  /** Where Label Studio reaches the worker. */
  WORKER_PUBLIC_URL: z.url().optional(),
  WORKER_HOST: z.string().default('127.0.0.1'),
  WORKER_PORT: z.coerce.number().int().default(3001),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list, { addIssue }) => {
      try {
        return readProxies(list);
      } catch (error) {
        addIssue(messageOf(error));
        return z.NEVER;
      }
    }),
});

let env: z.infer<typeof Env> | undefined;

/** The web app's settings, read at the first request: a build needs none of them. @throws Error that names what is missing */
export function readEnv() {
  if (env) return env;
  const parsed = Env.safeParse(process.env);
  if (!parsed.success) throw new Error(`The web app's environment is not complete:\n${z.prettifyError(parsed.error)}`);
  env = parsed.data;
  return env;
}
