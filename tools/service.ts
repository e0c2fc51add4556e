import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { messageOf } from './errors.mjs';
import { giveWay } from './give-way.ts';
import type { Log } from './log.mjs';
import type { Known } from './processes.mjs';
import { identify, signalProcess } from './processes.mjs';
import { ROOT } from './stages.mjs';

const KILL_AFTER_MS = 10_000;
const STEADY_MS = 60_000;
const LONGEST_REST_MS = 60_000;
const LOOK_MS = 100;

/** After the first death no rest at all, then 1, 2, 4 … seconds. */
export const restMs = (failures: number) => (failures < 2 ? 0 : Math.min(LONGEST_REST_MS, 1_000 * 2 ** (failures - 2)));

/** Node lets garbage stand until a heap has grown to a multiple of what is in use; this one is swept sooner, for a little time. */
export const HEAP = ['--max-semi-space-size=8', '--heap-growing-percent=50'];

interface Program {
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
  /** Nobody waits for it. */
  isBackground?: boolean;
}

/** A Node program that ends with this process. */
export const launchNode =
  ({ args, cwd = ROOT, env, isBackground = false }: Program) =>
  async () => {
    const child = spawn(process.execPath, [...HEAP, '--require', join(ROOT, 'tools/with-parent.cjs'), ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own, so that Ctrl-C reaches it through `stop` only and the order of stopping is ours.
      detached: true,
    });
    if (isBackground) giveWay(child);
    return child;
  };

/** How a service is; `nextTryAt` while it rests. */
export interface ServiceState {
  state: 'running' | 'resting' | 'stopped';
  since: string;
  failures: number;
  nextTryAt: string | null;
}

export interface ServiceOptions {
  name: string;
  /** Starts the process, or throws. */
  launch: () => Promise<ChildProcess>;
  /** Whether it does its work. */
  isUp: () => Promise<boolean>;
  /** Asks it to end, by default by SIGTERM to its group; it has `killAfterMs` for that. */
  terminate?: (child: ChildProcess) => unknown;
  killAfterMs?: number;
  log: Log;
  /** Hears of each change. */
  onState: (state: ServiceState) => void;
  /** Hears of each process, by which a later start knows it again; null when it has ended. */
  onProcess?: (known: Known | null) => void;
  /** A line for the person who looks at the terminal. */
  tell: (line: string) => unknown;
}

export type Service = ReturnType<typeof startService>;

/**
 * Keeps a child process running: when it dies by itself it is started again, at once the first time, then after growing
 * rests, for ever and without touching the others. An outage is told once and so is its end.

 */
export function startService({
  name,
  launch,
  isUp,
  terminate,
  killAfterMs = KILL_AFTER_MS,
  log,
  onState,
  onProcess = () => {},
  tell,
}: ServiceOptions) {
  let child: ChildProcess | null = null;
  let failures = 0;
  let isStopping = false;
  let isTold = false;
  let timer: NodeJS.Timeout | undefined;
  let steady: NodeJS.Timeout | undefined;
  let starting: Promise<void> | undefined;

  const report = (state: ServiceState['state'], nextTryAt: number | null = null) =>
    onState({
      state,
      since: new Date().toISOString(),
      failures,
      nextTryAt: nextTryAt === null ? null : new Date(nextTryAt).toISOString(),
    });

  const start = () => {
    clearTimeout(timer);
    timer = undefined;
    starting = launchOnce();
  };

  const launchOnce = async () => {
    const since = Date.now();
    let next: ChildProcess;
    try {
      next = await launch();
    } catch (error) {
      return rest(since, messageOf(error));
    }
    child = next;
    for (const stream of [next.stdout, next.stderr])
      stream?.on('data', (chunk: Buffer) => log.write(chunk)).on('error', () => {});
    next.stdin?.on('error', () => {});
    let hasEnded = false;
    const end = (reason: string) => {
      if (hasEnded) return;
      hasEnded = true;
      child = null;
      onProcess(null);
      rest(since, reason);
    };
    next.once('error', ({ message }) => end(message)); // it could not be made at all
    next.once('exit', (code, signal) => end(signal ?? `code ${code}`));
    onProcess(next.pid ? identify(next.pid) : null);
    report('running');
    if (failures > 0) void watchReturn(next, since);
  };

  const rest = (since: number, reason: string) => {
    clearTimeout(steady);
    if (isStopping) return;
    failures = Date.now() - since > STEADY_MS ? 1 : failures + 1;
    const pause = restMs(failures);
    log.write(`-- ${name} ended (${reason}) and is started again${pause ? ` in ${pause / 1_000} s` : ''}\n`);
    if (failures === 1) tell(`The ${name} ended (${reason}) and is started again. Its log: ${log.path}`);
    else if (!isTold) {
      isTold = true;
      tell(`The ${name} ends again and again (${reason}): it is tried after growing rests. Its log: ${log.path}`);
    }
    report(pause > 0 ? 'resting' : 'running', pause > 0 ? Date.now() + pause : null);
    timer = setTimeout(start, pause);
  };

  /** After one death it is back as soon as it works; after several, once it has gone on working. */
  const watchReturn = async (watched: ChildProcess, since: number) => {
    while (child === watched && !(await isUp().catch(() => false))) await wait(LOOK_MS);
    if (child !== watched || isStopping) return;
    const wasOnce = failures === 1;
    if (wasOnce) tell(`The ${name} is back.`);
    steady = setTimeout(
      () => {
        failures = 0;
        isTold = false;
        report('running');
        if (!wasOnce) tell(`The ${name} is back.`);
      },
      STEADY_MS - (Date.now() - since),
    );
  };

  const signal = ({ pid }: ChildProcess, name: NodeJS.Signals) => pid !== undefined && signalProcess(pid, name);
  const ask = terminate ?? ((target: ChildProcess) => signal(target, 'SIGTERM'));

  start();

  return {
    name,
    log,
    isUp,
    failures: () => failures,
    /** Ends a rest: what it was waiting for may be there. */
    wake: () => {
      if (timer && !isStopping) start();
    },
    /** Asks it to end and waits for nothing: it ends by itself. */
    letGo() {
      isStopping = true;
      clearTimeout(timer);
      if (child) ask(child);
    },
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      clearTimeout(steady);
      await starting;
      const ending = child;
      if (ending) {
        const ended = new Promise((resolve) => ending.once('exit', resolve));
        ask(ending);
        const killer = setTimeout(() => signal(ending, 'SIGKILL'), killAfterMs);
        await ended;
        clearTimeout(killer);
        if (ending.pid !== undefined) signalGroup(ending.pid); // whatever it left behind
      }
      report('stopped');
    },
  };
}

function signalGroup(pid: number) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // nobody is left
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether an address answers with 200. */
export const answersAt = (url: string) => () =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );

/** Waits until a service works; false when it does not within the time, or dies again and again. */
export async function isUpWithin({ isUp, failures }: Pick<Service, 'isUp' | 'failures'>, timeoutMs = 60_000) {
  const until = Date.now() + timeoutMs;
  while (Date.now() < until && failures() < 3) {
    if (await isUp()) return true;
    await wait(LOOK_MS);
  }
  return false;
}
