import pg from 'pg';
import { codeOf, messageOf } from './errors.mjs';
import { makeOwner } from './owner.ts';
import { complaintIn, preparePostgres, stopPostgres, WAY_OUT } from './postgres.ts';
import { databaseFolder } from './private.ts';
import type { Secrets } from './secrets.ts';
import { isUpWithin } from './service.ts';
import { StageError } from './stages.mjs';
import type { Supervisor } from './supervisor.ts';

const LEAST_VERSION = 15;
/** After a crash the server first reads what it had not yet put in its place. */
const RECOVERY_MS = 300_000;

/**
 * The database to work on: that of `DATABASE_URL`, or the embedded one, which is started again whenever it ends.
 *
 * @param supervisor keeps the embedded one running, and stops it
 * @returns its address, and a note that says which it is
 * @throws StageError that says why it cannot be used
 */
export async function openDatabase({ secrets, supervisor }: { secrets: Secrets; supervisor: Supervisor }) {
  if (process.env.DATABASE_URL) {
    const note = await checkDatabase(process.env.DATABASE_URL);
    return { url: process.env.DATABASE_URL, note };
  }
  const folder = databaseFolder();
  const file = supervisor.logs.open('postgres');
  let complaint = 'see its log';
  const write = (text: string | Uint8Array) => {
    complaint = complaintIn(String(text)) ?? complaint;
    file.write(text);
  };
  const log = { ...file, write };
  const server = await preparePostgres({ folder, password: secrets.postgresPassword, onLog: write });
  const service = supervisor.supervise({
    name: 'database',
    log,
    launch: server.launch,
    isUp: server.isUp,
    terminate: stopPostgres,
    onProcess: () => {}, // one that is left behind is known by its folder
    killAfterMs: 30_000,
  });
  if (!(await isUpWithin(service, RECOVERY_MS)))
    throw new StageError(`The embedded PostgreSQL does not start: ${complaint}. ${WAY_OUT}`);
  const url = await makeOwner(server.url, secrets.ownerPassword);
  return { url, note: `embedded PostgreSQL on port ${server.port}, in ${folder}` };
}

/** @throws StageError: out of reach, refused, or too old */
export async function checkDatabase(url: string) {
  const place = describe(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (error) {
    const reasons: Record<string, string> = {
      ECONNREFUSED: 'nothing answers there',
      ENOTFOUND: 'the host is unknown',
      '28P01': 'the password is refused',
      '3D000': 'the database does not exist',
    };
    const reason = reasons[codeOf(error)] ?? messageOf(error);
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
function describe(url: string) {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || 5432}${pathname}`;
  } catch {
    throw new StageError('DATABASE_URL is not an address. It looks like postgresql://user:password@host:5432/database');
  }
}
