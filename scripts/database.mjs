import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { startPostgres } from './postgres.mjs';
import { DATA_DIR, LOG_DIR, StageError } from './stages.mjs';

const LEAST_VERSION = 15;

/**
 * The database to work on: that of `DATABASE_URL`, or the embedded one in the data folder.
 *
 * @returns its address and how to stop what was started here
 * @throws StageError that says why it cannot be used
 */
export async function openDatabase(secrets) {
  if (process.env.DATABASE_URL) {
    const note = await checkDatabase(process.env.DATABASE_URL);
    return { url: process.env.DATABASE_URL, note, stop: async () => {} };
  }
  mkdirSync(LOG_DIR, { recursive: true });
  const folder = databaseFolder();
  const log = createWriteStream(join(LOG_DIR, 'postgres.log'), { flags: 'a' });
  const server = await startPostgres({
    folder,
    password: secrets.postgresPassword,
    onLog: (line) => log.write(`${line}\n`),
  });
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'querent'`);
  if (rowCount === 0) await client.query('CREATE DATABASE querent');
  await client.end();
  return {
    url: server.url('querent'),
    note: `embedded PostgreSQL on port ${server.port}, in ${folder}`,
    stop: server.stop,
  };
}

/**
 * Where the embedded server keeps its files. PostgreSQL refuses to run as root and then runs as another user, who may not
 * be let through to the data folder (a clone in root's home): its files then lie in the system's place for such things.
 */
function databaseFolder() {
  const folder = join(DATA_DIR, 'postgres');
  if (process.getuid?.() !== 0) return folder;
  for (let path = dirname(folder); ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) {
      const name = createHash('sha256').update(DATA_DIR).digest('hex').slice(0, 12);
      return join('/var/lib/querent', name, 'postgres');
    }
    if (path === dirname(path)) return folder;
  }
}

/** @throws StageError: out of reach, refused, or too old */
export async function checkDatabase(url) {
  const place = describe(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (error) {
    const reasons = {
      ECONNREFUSED: 'nothing answers there',
      ENOTFOUND: 'the host is unknown',
      '28P01': 'the password is refused',
      '3D000': 'the database does not exist',
    };
    const reason = reasons[error.code] ?? error.message ?? error.code;
    throw new StageError(
      `The database at ${place} cannot be used: ${reason}. Check DATABASE_URL and that the server runs, or unset it to use the embedded one.`,
    );
  }
  try {
    const { rows } = await client.query('SHOW server_version_num');
    const version = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (version < LEAST_VERSION) {
      throw new StageError(`The database at ${place} is PostgreSQL ${version}; ${LEAST_VERSION} or newer is needed.`);
    }
    return `PostgreSQL ${version} at ${place}`;
  } finally {
    await client.end();
  }
}

/** Without user and password. */
function describe(url) {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || 5432}${pathname}`;
  } catch {
    throw new StageError('DATABASE_URL is not an address. It looks like postgresql://user:password@host:5432/database');
  }
}
