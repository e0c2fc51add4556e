import { checkFolder, checkNode, choosePort } from './preflight.mjs';
import { DATA_DIR, QUIET, ROOT, StageError, stage } from './stages.mjs';

/**
 * `npm start`: everything from a fresh clone to an address that answers. PostgreSQL, web app and worker are children of
 * this process; Ctrl-C stops them in the right order.
 */
const HOST = process.env.HOST ?? '127.0.0.1';
const begun = performance.now();
const started = [];
let isStopping = false;

async function main() {
  Object.assign(process.env, QUIET);
  checkNode();
  checkFolder();
  const { takeLock } = await import('./lock.mjs');
  const lock = takeLock();
  started.push({ stop: lock.release });
  const { installPackages } = await import('./install.mjs');
  await stage('Packages', installPackages);
  const { prepareNative } = await import('./native.mjs');
  await stage('Training library', prepareNative);
  const { build, generateClient } = await import('./build.mjs');
  await stage('Database client', generateClient);
  await stage('Build', build);

  const { readSecrets } = await import('./secrets.mjs');
  const secrets = readSecrets();
  const port = await choosePort('PORT', 3000, HOST);
  const workerPort = await choosePort('WORKER_PORT', Math.max(3001, port + 1), '127.0.0.1');
  const { openDatabase } = await import('./database.mjs');
  let database;
  await stage('Database', async () => {
    database = await openDatabase(secrets);
    started.push(database);
    return database.note;
  });
  const { migrate } = await import('./migrate.mjs');
  await stage('Migrations', async () => {
    const names = await migrate(database.url);
    return names.length > 0 ? `applied ${names.length}` : 'up to date';
  });

  const { checkRedis } = await import('./redis.mjs');
  if (process.env.REDIS_URL) await stage('Redis', () => checkRedis(process.env.REDIS_URL));

  const address = process.env.PUBLIC_URL ?? `http://${HOST === '0.0.0.0' ? 'localhost' : HOST}:${port}`;
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    QUERENT_DATA_DIR: DATA_DIR,
    QUERENT_OBJECTS_DIR: process.env.QUERENT_OBJECTS_DIR ?? `${DATA_DIR}/objects`,
    BETTER_AUTH_SECRET: process.env.BETTER_AUTH_SECRET ?? secrets.authSecret,
    BETTER_AUTH_URL: address,
    PUBLIC_URL: address,
    HOST,
    PORT: String(port),
    WORKER_PORT: String(workerPort),
  };
  const { startService, waitFor } = await import('./service.mjs');
  await stage('Web app and worker', async () => {
    const onGiveUp = (error) => void stop(error);
    started.push(
      startService({
        name: 'web',
        args: [`${ROOT}/apps/web/serve.mjs`],
        env,
        onGiveUp,
      }),
    );
    started.push(startService({ name: 'worker', args: [`${ROOT}/apps/worker/dist/main.js`], env, onGiveUp }));
    const isStopped = () => isStopping;
    await waitFor(`http://${HOST}:${port}/api/v1/health`, { name: 'web', isStopped });
    await waitFor(`http://127.0.0.1:${workerPort}/health`, { name: 'worker', isStopped });
  });
  lock.announce(address);

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
  if (error instanceof StageError) console.error(`\n${error.message}`);
  else if (error) console.error(error);
  else console.log('\nStopping …');
  for (const service of started.reverse()) await Promise.resolve(service.stop()).catch(() => {});
  if (!error) console.log('Stopped.');
  process.exit(error ? 1 : 0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
main().catch((error) => {
  if (!isStopping) void stop(error);
});
