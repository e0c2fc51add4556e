import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, endProcess, identify, isStillThere } from './processes.mjs';
import { DATA_DIR, StageError } from './stages.mjs';

/**
 * One start a data folder at a time. `run.json` says who has started, its children and its ports; the ports stay there after
 * the end, because answers that wait in a browser wait for the same address.
 *
 * @throws StageError where one runs already
 */
export async function takeLock(folder = DATA_DIR) {
  const file = join(folder, 'run.json');
  const last = read(file);
  if (isRunning(last)) {
    const where = last.address ? `at ${last.address}` : 'and is still starting';
    throw new StageError(
      `Querent runs already ${where} (process ${last.pid}). Stop it with Ctrl-C in its terminal, or use that one.`,
    );
  }
  // What a start that was killed has left behind. PostgreSQL is ended by its own folder (postgres.mjs).
  await Promise.all(Object.values(last?.processes ?? {}).map((known) => endProcess(known)));

  const state = { ...(identify(process.pid) ?? { pid: process.pid }), ports: last?.ports ?? {}, processes: {} };
  const write = (content = state) => {
    try {
      writeFileSync(`${file}.partial`, JSON.stringify(content), { mode: 0o600 });
      renameSync(`${file}.partial`, file);
    } catch {
      // A full disk: the children end by themselves when this process is gone, and the ports of before stay.
    }
  };
  write();
  return {
    ports: state.ports,
    announce(address, ports) {
      Object.assign(state, { address, ports });
      write();
    },
    note(name, known) {
      if (known) state.processes[name] = known;
      else delete state.processes[name];
      write();
    },
    release() {
      write({ ports: state.ports });
      rmSync(`${file}.partial`, { force: true });
    },
  };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function isRunning(last) {
  if (!last?.pid || last.pid === process.pid) return false;
  if (last.startedAt) return isStillThere(last);
  return commandOf(last.pid).includes('start.mjs'); // as releases before wrote it
}
