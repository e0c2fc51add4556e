import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_DIR, StageError } from './stages.mjs';

const FILE = join(DATA_DIR, 'run.json');

const read = () => {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch {
    return null;
  }
};

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    if (!existsSync('/proc/self/cmdline')) return true;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.mjs');
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One start a data folder at a time. @throws StageError where one runs already */
export function takeLock() {
  const other = read();
  if (other && other.pid !== process.pid && isAlive(other.pid)) {
    const where = other.address ? `at ${other.address}` : 'and is still starting';
    throw new StageError(
      `Querent runs already ${where} (process ${other.pid}). Stop it with Ctrl-C in its terminal, or use that one.`,
    );
  }
  rmSync(FILE, { force: true });
  const write = (extra) => writeFileSync(FILE, JSON.stringify({ pid: process.pid, ...extra }));
  write({});
  return { announce: (address) => write({ address }), release: () => rmSync(FILE, { force: true }) };
}
