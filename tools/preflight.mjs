// @ts-check
import { accessSync, constants, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { codeOf } from './errors.mjs';
import { DATA_DIR, StageError } from './stages.mjs';

const LEAST_NODE = { major: 20, minor: 9 };
const LEAST_FREE_GB = 1;

/** @throws StageError that says what is needed */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > LEAST_NODE.major || (major === LEAST_NODE.major && minor >= LEAST_NODE.minor)) return;
  throw new StageError(
    `Querent needs Node.js ${LEAST_NODE.major}.${LEAST_NODE.minor} or newer; this is ${version}. Install a newer one from https://nodejs.org and try again.`,
  );
}

/**
 * With all above it, one by one: where a file system takes no folders, as /proc, Node's `recursive` tries for ever.
 *
 * @param {string} path
 */
function makeFolder(path) {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/**
 * Whether a folder can be written and has room.
 *
 * @param setting the environment variable that names another one
 * @throws StageError
 */
export function checkFolder(folder = DATA_DIR, setting = 'QUERENT_DATA_DIR') {
  try {
    makeFolder(resolve(folder));
    accessSync(folder, constants.W_OK);
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new StageError(
      `The ${setting === 'QUERENT_DATA_DIR' ? 'data ' : ''}folder ${folder} cannot be written (${codeOf(error)}). Give this user the right to write there, or set ${setting} to another folder.`,
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

/**
 * Why a port cannot be listened on, as a code of the system; null where it can.
 *
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | null>}
 */
export const whyClosed = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(codeOf(error)));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });

/**
 * The port to use: the asked-for one or, where nobody asked for a certain one, that of the last start, else the next that is
 * free.
 *
 * @param {string} variable the setting that asks for one
 * @param {object} choice
 * @param {number} choice.usual
 * @param {string} choice.host
 * @param {number | undefined} choice.last that of the last start
 * @param {number | undefined} choice.other a port that is not free although nobody listens there yet
 * @throws StageError where the asked-for port is taken
 */
export async function choosePort(variable, { usual, host, last, other }) {
  const asked = process.env[variable];
  if (asked) {
    const reason = await whyClosed(Number(asked), host);
    if (reason === null) return Number(asked);
    throw new StageError(
      reason === 'EADDRINUSE'
        ? `Port ${asked} (${variable}) is in use by another program. Stop that program, or set ${variable} to a free port.`
        : `Port ${asked} (${variable}) cannot be used (${reason}). Set ${variable} to another port.`,
    );
  }
  const isFree = async (/** @type {number} */ port) => port !== other && (await whyClosed(port, host)) === null;
  if (last && (await isFree(last))) return last;
  const most = Math.min(usual + 99, 65_535);
  for (let port = usual; port <= most; port++) if (await isFree(port)) return port;
  throw new StageError(`No port from ${usual} to ${most} is free. Set ${variable} to a free one.`);
}
