// @ts-check
import { importCompiled } from './compiled.mjs';
import { installPackages } from './install.mjs';
import { takeLock } from './lock.mjs';
import { checkFolder, checkNode } from './preflight.mjs';
import { checkSettings } from './settings.mjs';
import { asStageError, QUIET, stage } from './stages.mjs';

/**
 * `npm start`: everything from a fresh clone to an address that answers. PostgreSQL, web app and worker are children of
 * this process; Ctrl-C stops them in the right order. What is loaded here runs before anything is installed.
 */

const begun = performance.now();
/** @type {{ stop(): void | Promise<void>; letGo?(): void }[]} */
const started = [];
let isStopping = false;

async function main() {
  Object.assign(process.env, QUIET);
  checkNode();
  await checkSettings();
  checkFolder();
  const lock = await takeLock();
  started.push({ stop: lock.release });
  await stage('Packages', installPackages);
  const { setUp, startServices } = await importCompiled();
  await setUp();
  const { address, link } = await startServices({
    lock,
    onSupervisor: (supervisor) => started.push(supervisor),
    isStopping: () => isStopping,
  });
  console.log(
    `\nReady after ${((performance.now() - begun) / 1000).toFixed(1)} s. Open\n\n  ${address}${link ?? ''}\n`,
  );
  console.log(link ? 'This link makes the first admin account and works once.' : 'Sign in with your account.');
  console.log('Ctrl-C stops everything; what has been labelled stays.');
}

/** @param {unknown} [error] */
async function stop(error) {
  if (isStopping) {
    // A second Ctrl-C: nobody waits, and nothing goes on either.
    for (const service of started) service.letGo?.();
    process.exit(1);
  }
  isStopping = true;
  if (error) console.error(`\n${asStageError(error).message}`);
  else console.log('\nStopping …');
  for (const service of started.reverse()) await Promise.resolve(service.stop()).catch(() => {});
  if (!error) console.log('Stopped.');
  process.exit(error ? 1 : 0);
}

/** @param {unknown} error */
const fail = (error) => {
  if (!isStopping) void stop(error);
};
// A terminal that is gone, or a file on a full disk that this is written to, ends nothing.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, fail);
main().catch(fail);
