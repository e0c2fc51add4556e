import { accessSync, constants, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DATA_DIR, StageError } from './stages.mjs';

const LEAST_NODE = [20, 9];
const LEAST_FREE_GB = 1;

/** @throws StageError that says what is needed */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  throw new StageError(
    `Querent needs Node.js ${LEAST_NODE.join('.')} or newer; this is ${version}. Install a newer one from https://nodejs.org and try again.`,
  );
}

/**
 * Whether a folder can be written and has room.
 *
 * @param setting the environment variable that names another one
 * @throws StageError
 */
export function checkFolder(folder = DATA_DIR, setting = 'QUERENT_DATA_DIR') {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new StageError(
      `The ${setting === 'QUERENT_DATA_DIR' ? 'data ' : ''}folder ${folder} cannot be written (${error.code ?? error.message}). Give this user the right to write there, or set ${setting} to another folder.`,
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  const freeGb = (bavail * bsize) / 2 ** 30;
  if (freeGb < LEAST_FREE_GB) {
    throw new StageError(
      `Only ${freeGb.toFixed(1)} GB are free where ${folder} lies; ${LEAST_FREE_GB} GB are needed. Free some space and try again.`,
    );
  }
}

/** Whether a port can be listened on. */
const isFree = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

/**
 * The port to use: the asked-for one or, where nobody asked for a certain one, that of the last start, else the next that is
 * free.
 *
 * @throws StageError where the asked-for port is taken
 */
export async function choosePort(variable, usual, host, last) {
  const asked = process.env[variable];
  if (asked) {
    if (await isFree(Number(asked), host)) return Number(asked);
    throw new StageError(
      `Port ${asked} (${variable}) is in use by another program. Stop that program, or set ${variable} to a free port.`,
    );
  }
  if (last && (await isFree(last, host))) return last;
  for (let port = usual; port < usual + 100; port++) if (await isFree(port, host)) return port;
  throw new StageError(`No port from ${usual} to ${usual + 99} is free. Set ${variable} to a free one.`);
}
