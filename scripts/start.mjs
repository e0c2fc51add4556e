import { isIPv6 } from 'node:net';
import { join, resolve } from 'node:path';
import { checkFolder, checkNode, choosePort } from './preflight.mjs';
import { checkSettings } from './settings.mjs';
import { asStageError, DATA_DIR, QUIET, ROOT, StageError, say, stage } from './stages.mjs';

/**
 * `npm start`: everything from a fresh clone to an address that answers. PostgreSQL, web app and worker are children of
 * this process; Ctrl-C stops them in the right order.
 */

/** Where web app and worker listen unless HOST and WORKER_HOST say otherwise. */
const LOCAL = '127.0.0.1';
const ANY = ['0.0.0.0', '::'];
const inUrl = (host) => (isIPv6(host) ? `[${host}]` : host);
const begun = performance.now();
const started = [];
let isStopping = false;
let isReady = false;

async function main() {
  Object.assign(process.env, QUIET);
  checkNode();
  await checkSettings();
  checkFolder();
  const { takeLock } = await import('./lock.mjs');
  const lock = await takeLock();
  started.push({ stop: lock.release });
  const { setUp } = await import('./set-up.mjs');
  await setUp();

  // From here on: what is installed and built may be another user's to run, what people put in is this user's.
  process.umask(0o077);
  const objectsDir = resolve(process.env.QUERENT_OBJECTS_DIR ?? join(DATA_DIR, 'objects'));
  const { databaseFolder, keepPrivate } = await import('./private.mjs');
  keepPrivate({ objectsDir });
  const { readSecrets } = await import('./secrets.mjs');
  const secrets = readSecrets();
  const host = process.env.HOST ?? LOCAL;
  const workerHost = process.env.WORKER_HOST ?? LOCAL;
  const port = await choosePort('PORT', {
    usual: 3000,
    host,
    last: lock.ports.web,
    other: Number(process.env.WORKER_PORT),
  });
  const workerPort = await choosePort('WORKER_PORT', {
    usual: 3001,
    host: workerHost,
    last: lock.ports.worker,
    other: port,
  });

  const { createSupervisor } = await import('./supervisor.mjs');
  const supervisor = createSupervisor({
    lock,
    folders: [DATA_DIR, objectsDir, ...(process.env.DATABASE_URL ? [] : [databaseFolder()])],
    say,
    isReady: () => isReady && !isStopping,
  });
  started.push(supervisor);
  const { supervise } = supervisor;
  const { openDatabase } = await import('./database.mjs');
  let database;
  await stage('Database', async () => {
    database = await openDatabase({ secrets, supervisor });
    return database.note;
  });
  const { migrate } = await import('./migrate.mjs');
  await stage('Migrations', async () => {
    const names = await migrate(database.url);
    return names.length > 0 ? `applied ${names.length}` : 'up to date';
  });

  const { checkRedis } = await import('./redis.mjs');
  if (process.env.REDIS_URL) await stage('Redis', () => checkRedis(process.env.REDIS_URL));

  const address = process.env.PUBLIC_URL
    ? new URL(process.env.PUBLIC_URL).origin
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
  const { answersAt, isUpWithin, launchNode } = await import('./service.mjs');
  await stage('Web app and worker', async () => {
    const web = supervise({
      name: 'web',
      launch: launchNode({
        args: [`${ROOT}/apps/web/serve.mjs`],
        env,
      }),
      isUp: answersAt(`http://${inUrl(host)}:${port}/api/v1/health`),
    });
    const worker = supervise({
      name: 'worker',
      launch: launchNode({ args: [`${ROOT}/apps/worker/dist/main.js`], env }),
      isUp: answersAt(`http://${inUrl(workerHost)}:${workerPort}/health`),
    });
    if (!(await isUpWithin(web))) throw new StageError(`The web app does not answer. Its log: ${web.log.path}`);
    // People can label without it, and it is tried again.
    if (!(await isUpWithin(worker))) return `the worker does not answer yet; its log: ${worker.log.path}`;
  });
  lock.announce(address, { web: port, worker: workerPort });
  isReady = true;

  const { firstAdminLink } = await import('./first-admin.mjs');
  const link = await firstAdminLink(env);
  console.log(
    `\nReady after ${((performance.now() - begun) / 1000).toFixed(1)} s. Open\n\n  ${address}${link ?? ''}\n`,
  );
  console.log(link ? 'This link makes the first admin account and works once.' : 'Sign in with your account.');
  console.log('Ctrl-C stops everything; what has been labelled stays.');
}

async function stop(error) {
  if (isStopping) process.exit(1); // a second Ctrl-C
  isStopping = true;
  if (error) console.error(`\n${asStageError(error).message}`);
  else console.log('\nStopping …');
  for (const service of started.reverse()) await Promise.resolve(service.stop()).catch(() => {});
  if (!error) console.log('Stopped.');
  process.exit(error ? 1 : 0);
}

const fail = (error) => {
  if (!isStopping) void stop(error);
};
// A terminal that is gone, or a file on a full disk that this is written to, ends nothing.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, fail);
main().catch(fail);
