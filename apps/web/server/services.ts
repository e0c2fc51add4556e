import 'server-only';
import { createDb, listen } from '@querent/db';
import { createPasswords, createQueue, openStore } from '@querent/domain';
import { createAuth } from './auth';
import { readEnv } from './env';
import { createLive } from './live';

function start() {
  const env = readEnv();
  const db = createDb(env.DATABASE_URL);
  const live = createLive((onMoved) => listen(env.DATABASE_URL, { onProject: onMoved, onPerson: () => {} }));
  return {
    db,
    queue: createQueue({ databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL }),
    store: openStore(env.QUERENT_OBJECTS_DIR),
    auth: createAuth(db, env),
    passwords: createPasswords(),
    live,
  };
}

const kept = globalThis as { querentServices?: ReturnType<typeof start> };

/** What the whole process shares; Next.js loads modules several times, so that it is kept on the global object. */
export function getServices() {
  kept.querentServices ??= start();
  return kept.querentServices;
}
