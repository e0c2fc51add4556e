import { createPostgresBackend, type Queue, type Worker, withBackend } from 'bullmq';
import { type Backend, QUEUE_NAMES } from './backend.js';

/** Jobs in a schema of their own beside the product's tables. */
export function onPostgres(connectionString: string): Backend {
  const Postgres = withBackend(createPostgresBackend);
  const connection = () => ({ connectionString, schema: 'bullmq', migrate: true, max: 5 });
  // The classes differ from those of Redis in the type of their backend only, which nobody here looks at.
  return {
    openQueue(lane) {
      const bull = new Postgres.Queue(QUEUE_NAMES[lane], { connection: connection() }) as unknown as Queue;
      return { bull, close: () => bull.close() };
    },
    openWorker(lane, process, options) {
      const all = { ...options, connection: connection() };
      const bull = new Postgres.Worker(QUEUE_NAMES[lane], process, all) as unknown as Worker;
      return { bull, close: (force) => bull.close(force) };
    },
  };
}
