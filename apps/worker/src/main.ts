import { createDb } from '@querent/db';
import { createVault } from '@querent/domain';
import {
  createFetches,
  fillNearHashes,
  freeGraphs,
  freeModels,
  freePredictions,
  requeueUnfinished,
  sweepStore,
  sweepUploads,
} from '@querent/domain/background';
import { createQueue, createRunner } from '@querent/queue';
import { startServing } from '@querent/serving';
import { openFolderInbox, openFolderStore } from '@querent/storage';
import { pino } from 'pino';
import { startCompute } from './compute/thread-compute.js';
import { readEnv } from './env.js';
import { every } from './every.js';
import { openJobsInHand } from './jobs-in-hand.js';
import { createApp } from './routes/app.js';
import { runJob } from './run-job.js';

const REQUEUE_MS = 10_000;
const SWEEP_MS = 3_600_000;
const FETCH_MS = 1_000;
/**
 * Records come in and are encoded in turns, a batch or a shard at a time: whoever is in hand comes forward, however long the
 * others take. Rounds hold the machine for longer.
 */
const CONCURRENCY = { records: 8, rounds: 2 };

const env = readEnv(process.env);
const log = pino({ name: 'worker', level: env.LOG_LEVEL });
const location = { databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL };
const db = createDb(env.DATABASE_URL);
const queue = createQueue(location);
const store = openFolderStore(env.QUERENT_OBJECTS_DIR);
const inbox = openFolderInbox(env.QUERENT_OBJECTS_DIR);
const compute = startCompute({ objectsDir: env.QUERENT_OBJECTS_DIR, backend: env.QUERENT_BACKEND });
const serving = startServing({ objectsDir: env.QUERENT_OBJECTS_DIR });
const vault = createVault(env.BETTER_AUTH_SECRET);
const context = { db, queue, store, inbox, compute, serving, vault };
const stopping = new AbortController();
const fetches = createFetches(context, stopping.signal);
const inHand = openJobsInHand(env.QUERENT_JOBS_FILE);

const runner = createRunner(
  location,
  (job) => inHand.hold(job, () => runJob({ context, log, stopping: stopping.signal }, job)),
  { concurrency: CONCURRENCY, lockMs: env.QUERENT_LOCK_MS, onError: (err) => log.warn({ err }, 'queue') },
);
inHand.giveBack(queue).catch((err) => log.warn({ err }, 'jobs of the worker before'));

const server = createApp(context, log).listen(env.WORKER_PORT, env.WORKER_HOST, () =>
  log.info({ port: env.WORKER_PORT }, 'ready'),
);
server.on('error', (err) => {
  log.fatal({ err }, `Port ${env.WORKER_PORT} cannot be used. Set WORKER_PORT to a free one.`);
  process.exit(1);
});

async function sweep() {
  const freed = await sweepStore(context);
  if (freed) {
    log.info(freed, 'files freed');
    // Their files go with the next sweep.
    await freeModels(context.db);
    await freeGraphs(context.db);
    await freePredictions(context.db);
    log.info(await sweepUploads(context), 'uploads freed');
  } else log.warn(`The files in ${env.QUERENT_OBJECTS_DIR} belong to another database. Nothing of them is freed.`);
}
const timers = [
  every(
    REQUEUE_MS,
    () => requeueUnfinished(context),
    (err) => log.warn({ err }, 'requeue'),
  ),
  every(SWEEP_MS, sweep, (err) => log.warn({ err }, 'sweep')),
  every(FETCH_MS, fetches.take, (err) => log.warn({ err }, 'fetches')),
];

// What an earlier version has left without; whoever is stopped meanwhile goes on at the next start.
fillNearHashes(context, stopping.signal).then(
  (count) => count > 0 && log.info({ count }, 'records told apart from near copies'),
  (err) => stopping.signal.aborted || log.warn({ err }, 'near copies'),
);

/** The job in hand is stopped and goes back; what it has stored so far is found by whoever takes it up. */
async function stop() {
  if (stopping.signal.aborted) return;
  log.info('stopping');
  for (const stopTimer of timers) stopTimer();
  stopping.abort(new Error('The worker stops.'));
  server.close();
  await runner.close().catch(() => {});
  await fetches.ended();
  await compute.close();
  await serving.close();
  await queue.close().catch(() => {});
  await db.$disconnect();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
