import { isIPv6 } from 'node:net';
import { join, resolve } from 'node:path';
import { openDatabase } from './database.ts';
import { firstAdminLink } from './first-admin.ts';
import type { Lock } from './lock.mjs';
import { migrate } from './migrate.ts';
import { choosePort } from './preflight.mjs';
import { databaseFolder, keepPrivate } from './private.ts';
import { checkRedis } from './redis.ts';
import { readSecrets } from './secrets.ts';
import { answersAt, isUpWithin, launchNode } from './service.ts';
import { DATA_DIR, ROOT, StageError, say, stage } from './stages.mjs';
import { createSupervisor, type Supervisor } from './supervisor.ts';

/** Where web app and worker listen unless HOST and WORKER_HOST say otherwise. */
const LOCAL = '127.0.0.1';
const ANY = ['0.0.0.0', '::'];
const inUrl = (host: string) => (isIPv6(host) ? `[${host}]` : host);

interface Start {
  lock: Lock;
  /** Hears of what has to be stopped before anything of it runs. */
  onSupervisor: (supervisor: Supervisor) => void;
  isStopping: () => boolean;
}

/**
 * Database, migrations, web app and worker, one after the other.
 *
 * @returns the address that answers, and the path of the link for the first admin, null once there is one
 * @throws StageError
 */
export async function startServices({ lock, onSupervisor, isStopping }: Start) {
  // From here on: what is installed and built may be another user's to run, what people put in is this user's.
  process.umask(0o077);
  const objectsDir = resolve(process.env.QUERENT_OBJECTS_DIR ?? join(DATA_DIR, 'objects'));
  keepPrivate({ objectsDir });
  const secrets = readSecrets();
  const { host, port, workerHost, workerPort } = await choosePlaces(lock);

  let isReady = false;
  const supervisor = createSupervisor({
    lock,
    folders: [DATA_DIR, objectsDir, ...(process.env.DATABASE_URL ? [] : [databaseFolder()])],
    say,
    isReady: () => isReady && !isStopping(),
  });
  onSupervisor(supervisor);
  const database = await stage('Database', () => openDatabase({ secrets, supervisor }));
  await stage('Migrations', async () => {
    const names = await migrate(database.url);
    return names.length > 0 ? `applied ${names.length}` : 'up to date';
  });
  const { REDIS_URL, PUBLIC_URL } = process.env;
  if (REDIS_URL) await stage('Redis', () => checkRedis(REDIS_URL));

  const address = PUBLIC_URL
    ? new URL(PUBLIC_URL).origin
    : `http://${ANY.includes(host) ? 'localhost' : inUrl(host)}:${port}`;
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    QUERENT_DATA_DIR: DATA_DIR,
    QUERENT_OBJECTS_DIR: objectsDir,
    QUERENT_JOBS_FILE: `${DATA_DIR}/worker-jobs.json`,
    BETTER_AUTH_SECRET: process.env.BETTER_AUTH_SECRET ?? secrets.authSecret,
    BETTER_AUTH_URL: address,
    PUBLIC_URL: address,
    HOST: host,
    PORT: String(port),
    WORKER_HOST: workerHost,
    WORKER_PORT: String(workerPort),
  };
  await stage('Web app and worker', async () => {
    const web = supervisor.supervise({
      name: 'web',
      launch: launchNode({ args: [`${ROOT}/apps/web/serve.mjs`], env }),
      isUp: answersAt(`http://${inUrl(host)}:${port}/api/v1/health`),
    });
    const worker = supervisor.supervise({
      name: 'worker',
      launch: launchNode({ args: [`${ROOT}/apps/worker/dist/main.js`], env, isBackground: true }),
      isUp: answersAt(`http://${inUrl(workerHost)}:${workerPort}/health`),
    });
    if (!(await isUpWithin(web))) throw new StageError(`The web app does not answer. Its log: ${web.log.path}`);
    // People can label without it, and it is tried again.
    if (!(await isUpWithin(worker))) return `the worker does not answer yet; its log: ${worker.log.path}`;
  });
  lock.announce(address, { web: port, worker: workerPort });
  isReady = true;
  return { address, link: firstAdminLink(env) };
}

/** Where web app and worker listen. */
async function choosePlaces({ ports }: Lock) {
  const { HOST: host = LOCAL, WORKER_HOST: workerHost = LOCAL, WORKER_PORT } = process.env;
  const port = await choosePort('PORT', { usual: 3000, host, last: ports.web, other: Number(WORKER_PORT) });
  const workerPort = await choosePort('WORKER_PORT', {
    usual: 3001,
    host: workerHost,
    last: ports.worker,
    other: port,
  });
  return { host, port, workerHost, workerPort };
}
