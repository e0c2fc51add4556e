// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

const HAS_PROC = existsSync('/proc/self/stat');
const PATIENCE_MS = 10_000;
const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @typedef {{ pid: number, startedAt?: string | undefined }} Known a process, and what tells it from any other */

/**
 * What tells a process from any other that has had, or will have, its number: when it began. Its command line would not
 * do, since web app and database write their state there. Null for one that has ended, and where the system does not tell.
 *
 * @param {number} pid
 * @returns {Known | null}
 */
export function identify(pid) {
  try {
    return HAS_PROC ? fromProc(pid) : fromPs(pid);
  } catch {
    return null;
  }
}

/** @param {number} pid */
function fromProc(pid) {
  // The name in brackets may hold blanks and brackets; after it: state, parent, …, and as the 20th the begin in ticks.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  if (fields[0] === 'Z') return null;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return { pid, startedAt: `${boot} ${fields[19]}` };
}

/** @param {number} pid */
function fromPs(pid) {
  if (process.platform === 'win32') return null;
  const startedAt = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return startedAt ? { pid, startedAt } : null;
}

/** @param {number} pid */
export function commandOf(pid) {
  try {
    if (HAS_PROC) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Whether the very process that was identified once is still there. */
export const isStillThere = (/** @type {Known} */ known) => identify(known.pid)?.startedAt === known.startedAt;

/**
 * Ends a process and the group that it leads, kindly first. Another one that has its number by now is left alone.
 *
 * @param {Known} known
 * @param {{ signal?: NodeJS.Signals, patienceMs?: number }} [options]
 */
export async function endProcess(known, { signal = 'SIGTERM', patienceMs = PATIENCE_MS } = {}) {
  /** @type {[NodeJS.Signals, number][]} */
  const steps = [
    [signal, patienceMs],
    ['SIGKILL', 2_000],
  ];
  for (const [name, ms] of steps) {
    if (!isStillThere(known)) return;
    signalProcess(known.pid, name);
    for (const end = Date.now() + ms; Date.now() < end && isStillThere(known); ) await wait(50);
  }
}

/**
 * To the group where the process leads one, else to itself; nothing where nobody is left.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalProcess(pid, signal) {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // the next one
    }
  }
}

/**
 * The processes of PostgreSQL that work in a data folder: its server goes there, and so do the server's children.
 *
 * @param {string} folder
 */
export function listDatabaseProcesses(folder) {
  if (!HAS_PROC) return [];
  const place = realpathSync(folder);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === place && readFileSync(`/proc/${pid}/comm`, 'utf8') === 'postgres\n';
      } catch {
        return false; // it has ended, or is somebody else's
      }
    })
    .map(identify)
    .filter((known) => known !== null);
}
