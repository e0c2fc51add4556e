import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_DIR, ROOT, StageError } from './stages.mjs';

const KILL_AFTER_MS = 10_000;
const GIVE_UP_AFTER = 5;

/** A child process that is started again, after a growing pause, when it dies by itself. */
export function startService({ name, args, cwd = ROOT, env, onGiveUp }) {
  mkdirSync(LOG_DIR, { recursive: true });
  const log = createWriteStream(join(LOG_DIR, `${name}.log`), { flags: 'a' });
  let child = null;
  let isStopping = false;
  let failures = 0;
  let timer;

  const start = () => {
    const since = Date.now();
    // A group of its own, so that Ctrl-C reaches it through `stop` only and the order of stopping is ours.
    child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.on('exit', (code, signal) => {
      child = null;
      if (isStopping) return;
      failures = Date.now() - since > 60_000 ? 1 : failures + 1;
      log.write(`-- ${name} ended (${signal ?? code}) and is started again\n`);
      if (failures > GIVE_UP_AFTER)
        return onGiveUp(new StageError(`The ${name} ends again and again. Its log: ${join(LOG_DIR, `${name}.log`)}`));
      timer = setTimeout(start, Math.min(10_000, 250 * 2 ** failures));
    });
  };
  start();

  return {
    pid: () => child?.pid ?? null,
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      const ending = child;
      if (!ending) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      signalGroup(ending.pid, 'SIGTERM');
      const killer = setTimeout(() => signalGroup(ending.pid, 'SIGKILL'), KILL_AFTER_MS);
      await ended;
      clearTimeout(killer);
      signalGroup(ending.pid, 'SIGKILL'); // whatever it left behind
    },
    kill: () => child && signalGroup(child.pid, 'SIGKILL'),
  };
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // nobody is left
  }
}

/** Waits until an address answers with 200. @throws StageError when it does not within the time */
export async function waitFor(url, { name, timeoutMs = 60_000, isStopped = () => false }) {
  const until = Date.now() + timeoutMs;
  while (Date.now() < until && !isStopped()) {
    const isUp = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new StageError(`The ${name} does not answer. Its log: ${join(LOG_DIR, `${name}.log`)}`);
}
