import 'server-only';
import { ProjectEvent } from '@querent/contracts';
import { createDb, listen } from '@querent/db';
import { createPasswords, createVault, readProjectState } from '@querent/domain';
import { createQueue } from '@querent/queue';
import { openFolderInbox, openFolderStore } from '@querent/storage';
import { createAuth } from './auth';
import { checkAnswer, isChecking } from './check-answer';
import { readEnv } from './env';
import { createHub } from './hub';
import { lazyServing } from './lazy-serving';
import { reportFailure } from './problem';

const EVENTS = 'GET /projects/{projectId}/events';

function start() {
  const env = readEnv();
  const db = createDb(env.DATABASE_URL);
  const hub = createHub({
    async load(projectId) {
      const state = await readProjectState(db, projectId);
      if (isChecking()) checkAnswer(EVENTS, ProjectEvent, JSON.parse(JSON.stringify(state)));
      return state;
    },
    report: (error) => reportFailure(error, EVENTS),
  });
  listen(env.DATABASE_URL, hub);
  return {
    db,
    queue: createQueue({ databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL }),
    store: openFolderStore(env.QUERENT_OBJECTS_DIR),
    inbox: openFolderInbox(env.QUERENT_OBJECTS_DIR),
    serving: lazyServing(env.QUERENT_OBJECTS_DIR),
    vault: createVault(env.BETTER_AUTH_SECRET),
    auth: createAuth(db, env),
    passwords: createPasswords(),
    hub,
  };
}

const kept = globalThis as { querentServices?: ReturnType<typeof start> };

/** What the whole process shares; Next.js loads modules several times, so that it is kept on the global object. */
export function getServices() {
  kept.querentServices ??= start();
  return kept.querentServices;
}
