// @ts-check
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, endProcess, identify, isStillThere } from './processes.mjs';
import { DATA_DIR, StageError } from './stages.mjs';

/** What two starts of the same moment need to see each other, and one to give way. */
const GIVE_WAY_MS = 1_000;
const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What `run.json` holds.
 *
 * @typedef {import('./processes.mjs').Known} Known
 * @typedef {{ web?: number, worker?: number }} Ports
 * @typedef {Awaited<ReturnType<typeof takeLock>>} Lock
 * @typedef {Partial<Known> & { address?: string, ports?: Ports, processes?: Record<string, Known> }} State
 */

/**
 * One start a data folder at a time. `run.json` says who has started, its children and its ports; the ports stay there after
 * the end, because answers that wait in a browser wait for the same address.
 *
 * @throws StageError where one runs already, or is still starting
 */
export async function takeLock(folder = DATA_DIR) {
  const file = join(folder, 'run.json');
  /** @type {Known} */
  const me = identify(process.pid) ?? { pid: process.pid };
  const leave = await enter(folder, me);
  const last = read(file);
  const left = last?.processes ?? {};
  const processes = { ...left };
  /** @type {State & { ports: Ports }} */
  const state = { ...me, ports: last?.ports ?? {}, processes };
  const write = (/** @type {State} */ content = state) => {
    try {
      writeFileSync(`${file}.partial`, JSON.stringify(content), { mode: 0o600 });
      renameSync(`${file}.partial`, file);
    } catch {
      // A full disk: the children end by themselves when this process is gone, and the ports of before stay.
    }
  };
  const note = (/** @type {string} */ name, /** @type {Known | null} */ known) => {
    if (known) processes[name] = known;
    else delete processes[name];
    write();
  };
  write();
  // What a start that was killed has left behind. PostgreSQL is ended by its own folder (postgres.mjs).
  await Promise.all(Object.entries(left).map(([name, known]) => endProcess(known).then(() => note(name, null))));
  return {
    ports: state.ports,
    announce(/** @type {string} */ address, /** @type {Ports} */ ports) {
      Object.assign(state, { address, ports });
      write();
    },
    note,
    release() {
      if (isSame(read(file), me)) write({ ports: state.ports });
      rmSync(`${file}.partial`, { force: true });
      leave();
    },
  };
}

/**
 * Lets one process at a time through. Each first makes an entry of its own and then looks for those of others: of any two,
 * the later to make its entry sees the other's. An entry is whole as soon as it is there, since its name says all, and that
 * of a process that has ended can never become anybody else's.
 *
 * @param {string} folder
 * @param {Known} me
 * @returns what takes the own entry away
 * @throws StageError where another is through
 */
async function enter(folder, me) {
  const own = entryOf(me);
  const leave = () => rmSync(join(folder, own), { force: true });
  writeFileSync(join(folder, own), '', { mode: 0o600 });
  try {
    for (const end = Date.now() + GIVE_WAY_MS; ; await wait(20)) {
      const last = read(join(folder, 'run.json'));
      if (last && isRunning(last) && !isSame(last, me)) throw busy(last);
      const [first] = listEntries(folder).filter((name) => name !== own);
      if (!first) return leave;
      // Of those that have come at the same moment the first by name waits until the others have given way.
      if (first < own || Date.now() > end) throw busy({ pid: pidOf(first) });
    }
  } catch (error) {
    leave();
    throw error;
  }
}

const entryOf = (/** @type {Known} */ { pid, startedAt = '' }) => `lock-${pid}-${startedAt.replace(/\W+/g, '-')}`;
const pidOf = (/** @type {string} */ name) => Number(/^lock-(\d+)-/.exec(name)?.[1]);

/**
 * In the order of their names; those of processes that have ended are taken away.
 *
 * @param {string} folder
 */
function listEntries(folder) {
  const names = readdirSync(folder).filter(pidOf).sort();
  return names.filter((name) => {
    const known = identify(pidOf(name)) ?? { pid: pidOf(name) };
    if (entryOf(known) === name && isRunning(known)) return true;
    rmSync(join(folder, name), { force: true });
    return false;
  });
}

const busy = (/** @type {State} */ { pid, address }) =>
  new StageError(
    address
      ? `Querent runs already at ${address} (process ${pid}). Stop it with Ctrl-C in its terminal, or use that one.`
      : `Querent is still starting (process ${pid}). Wait for the address in its terminal, or stop it with Ctrl-C there.`,
  );

/**
 * @param {string} file
 * @returns {State | null}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

const isSame = (/** @type {State | null} */ known, /** @type {Known} */ me) =>
  known?.pid === me.pid && known.startedAt === me.startedAt;

/** @param {State} known */
function isRunning({ pid, startedAt }) {
  if (!pid) return false;
  if (startedAt) return isStillThere({ pid, startedAt });
  return commandOf(pid).includes('start.mjs'); // as releases before wrote it, or where the system does not tell
}
