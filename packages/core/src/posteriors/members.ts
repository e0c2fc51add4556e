import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { CoreError, type CoreErrorCode } from '../errors.js';
import { type BackendName, currentBackend } from '../tensors/backend.js';
import type { State } from '../tensors/state.js';
import { checkProblem, type FitProgress, type FitRun, type Problem } from './posterior.js';

const THREAD = new URL('./member-thread.js', import.meta.url);
const nameOf = (member: number, key: string) => `${member}/${key}`;

/** What a thread is asked for. */
export interface MemberTask {
  member: number;
  posterior: string;
  likelihood: string;
  problem: Omit<Problem, 'likelihood'>;
  options: unknown;
  seed: number;
  from?: State;
  backend: BackendName;
}

/** What it says. */
export type MemberReply =
  | { member: number; progress: FitProgress }
  | { member: number; state: State }
  | { member: number; failure: { code?: CoreErrorCode; message: string } };

/** Fits in this thread, one after the other: what a thread does for one member. */
type FitOne = (member: number, run: FitRun & { options: unknown }) => Promise<State>;

/**
 * Fits several members of one kind, each with a seed of its own, side by side in threads, as many as there are cores. The
 * result does not depend on how many; where no thread can be started, they are fitted one after the other.
 *
 * @param posterior id of what a member is
 * @param problemOf what a member is fitted to, if not all to the same
 * @returns the members' states under keys `0/…`, `1/…`
 */
export async function fitMembers(
  posterior: string,
  problem: Problem,
  run: FitRun & { options: unknown },
  members: number,
  problemOf: (member: number) => Problem = () => problem,
): Promise<State> {
  checkProblem(problem);
  const states = new Array<State>(members);
  const share = progressOf(members, run.onProgress);
  const threads = existsSync(fileURLToPath(THREAD)) ? Math.min(members, availableParallelism()) : 1;
  const pending = Array.from({ length: members }, (_, member) => member);
  const { posteriors } = await import('./registry.js');
  const here: FitOne = (member, own) => posteriors.get(posterior).fit(problemOf(member), own as never);
  const isAlone = threads < 2 || !currentBackend();
  const stop = new AbortController();
  const abort = () => stop.abort(run.signal!.reason);
  if (run.signal?.aborted) abort();
  run.signal?.addEventListener('abort', abort);
  try {
    const lane = async () => {
      for (let member = pending.shift(); member !== undefined; member = pending.shift()) {
        const own = ownRun(run, member, share, stop.signal);
        states[member] = isAlone
          ? await here(member, own)
          : await inThread(taskOf(posterior, problemOf(member), own, member), own);
      }
    };
    await Promise.all(Array.from({ length: isAlone ? 1 : threads }, lane));
  } catch (error) {
    stop.abort(error); // the other threads need not go on
    throw error;
  } finally {
    run.signal?.removeEventListener('abort', abort);
  }
  const all: State = {};
  states.forEach((state, member) => {
    for (const [key, tensor] of Object.entries(state)) all[nameOf(member, key)] = tensor;
  });
  return all;
}

/** Members that a state holds; 0 where it is that of a single fit. */
export const membersIn = (state: State): number =>
  new Set(
    Object.keys(state)
      .filter((key) => key.includes('/'))
      .map((key) => key.split('/')[0]),
  ).size;

/** The state of one member. */
export const memberOf = (state: State, member: number): State =>
  Object.fromEntries(
    Object.entries(state)
      .filter(([key]) => key.startsWith(nameOf(member, '')))
      .map(([key, tensor]) => [key.slice(nameOf(member, '').length), tensor]),
  );

function ownRun(
  { options, seed, from }: FitRun & { options: unknown },
  member: number,
  share: (member: number, progress: FitProgress) => void,
  signal: AbortSignal,
): FitRun & { options: unknown } {
  return {
    options,
    seed: seed * 1_009 + member,
    signal,
    onProgress: (progress) => share(member, progress),
    ...(from ? { from: memberOf(from, member) } : {}),
  };
}

/** Progress of all members as that of one long fit. */
function progressOf(members: number, onProgress: FitRun['onProgress']) {
  const since = performance.now();
  const latest = new Map<number, FitProgress>();
  return (member: number, progress: FitProgress) => {
    latest.set(member, progress);
    const epoch = [...latest.values()].reduce((sum, own) => sum + own.epoch, 0);
    const epochs = progress.epochs * members;
    const loss = [...latest.values()].reduce((sum, own) => sum + own.loss, 0) / latest.size;
    const secondsLeft = ((performance.now() - since) / 1_000 / epoch) * (epochs - epoch);
    onProgress?.({ epoch, epochs, loss, secondsLeft });
  };
}

function taskOf(
  posterior: string,
  { likelihood, ...problem }: Problem,
  { options, seed, from }: FitRun & { options: unknown },
  member: number,
): MemberTask {
  const backend = currentBackend()!;
  return {
    member,
    posterior,
    likelihood: likelihood.id,
    problem,
    options,
    seed,
    backend,
    ...(from ? { from } : {}),
  };
}

/** One member in a thread of its own, which ends with it. */
function inThread(task: MemberTask, { signal, onProgress }: FitRun): Promise<State> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(THREAD, { workerData: task, execArgv: [] });
    const abort = () => {
      void worker.terminate();
      reject(signal!.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    worker.on('message', (reply: MemberReply) => {
      if ('progress' in reply) return onProgress?.(reply.progress);
      signal?.removeEventListener('abort', abort);
      if ('state' in reply) return resolve(reply.state);
      const { code, message } = reply.failure;
      reject(code ? new CoreError(code, message) : new Error(message));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A thread of the training ended with code ${code}.`)));
  });
}
