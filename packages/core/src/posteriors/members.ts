import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { CoreError, type CoreErrorCode } from '../errors.js';
import { placesOf } from '../networks/network.js';
import { type BackendName, currentBackend } from '../tensors/backend.js';
import { type State, sizeOf } from '../tensors/state.js';
import { scheduleOf } from './minibatches.js';
import { checkProblem, type FitProgress, type FitRun, type Problem } from './posterior.js';
import type { TrainingOptions } from './training.js';

const THREAD = new URL('./member-thread.js', import.meta.url);
const nameOf = (member: number, key: string) => `${member}/${key}`;

/** What a thread is asked for. */
export interface MemberTask {
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
  | { progress: FitProgress }
  | { state: State }
  | { failure: { code?: CoreErrorCode; message: string } };

type MemberRun = FitRun & { options: unknown };

/** What a member is. */
export interface MemberKind {
  /** Under which the registry has it: a thread, to which no function can be sent, looks it up there. */
  id: string;
  fit(problem: Problem, run: MemberRun): Promise<State>;
}

/**
 * Fits several members of one kind, each with a seed of its own, side by side in threads, as many as there are cores. The
 * result does not depend on how many; where no thread can be started, they are fitted one after the other.
 *
 * @param kind what a member is
 * @param problemOf what a member is fitted to, if not all to the same
 * @returns the members' states under keys `0/…`, `1/…`
 */
export async function fitMembers(
  kind: MemberKind,
  problem: Problem,
  run: MemberRun,
  members: number,
  problemOf: (member: number) => Problem = () => problem,
): Promise<State> {
  checkProblem(problem);
  const states = new Array<State>(members);
  const share = progressOf(members, run.onProgress);
  const pending = Array.from({ length: members }, (_, member) => member);
  const lanes = lanesFor(problem, run, members);
  const stop = new AbortController();
  const abort = () => stop.abort(run.signal!.reason);
  if (run.signal?.aborted) abort();
  run.signal?.addEventListener('abort', abort);
  const fitLane = async () => {
    const lane = lanes > 1 ? memberThread(kind.id) : inThisThread(kind);
    try {
      for (let member = pending.shift(); member !== undefined; member = pending.shift()) {
        const own = ownRun(run, member, share, stop.signal);
        states[member] = await lane.fit(problemOf(member), own);
      }
    } finally {
      lane.end();
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, fitLane));
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
  { options, seed, from }: MemberRun,
  member: number,
  share: (member: number, progress: FitProgress) => void,
  signal: AbortSignal,
): MemberRun {
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

/** Where members are fitted, one after the other. */
interface Lane {
  fit: MemberKind['fit'];
  end(): void;
}

const inThisThread = ({ fit }: MemberKind): Lane => ({ fit, end: () => {} });

/** A thread of its own, with the backend that this one has. */
function memberThread(posterior: string): Lane {
  const worker = new Worker(THREAD, { execArgv: [] });
  return {
    end: () => void worker.terminate(),
    fit: ({ likelihood, ...problem }, { signal, onProgress, options, seed, from }) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        worker.removeAllListeners();
        worker.on('message', (reply: MemberReply) => {
          if ('progress' in reply) return onProgress?.(reply.progress);
          if ('state' in reply) return resolve(reply.state);
          const { code, message } = reply.failure;
          reject(code ? new CoreError(code, message) : new Error(message));
        });
        worker.on('error', reject);
        worker.on('exit', (code) => reject(new Error(`A thread of the training ended with code ${code}.`)));
        const backend = currentBackend()!;
        const task: MemberTask = {
          posterior,
          likelihood: likelihood.id,
          problem,
          options,
          seed,
          backend,
          ...(from ? { from } : {}),
        };
        worker.postMessage(task);
      }),
  };
}

/** A fit that is over sooner than this is not worth the second that a thread takes to start. */
const WORTH_SECONDS = 4;
const SECONDS_PER_STEP = 5e-4;
const SECONDS_PER_PRODUCT = 1e-10;

/** Threads to fit in: 1 is this one. Estimated from the size of the network and the number of steps. */
function lanesFor({ network, features }: Problem, { options, threads }: MemberRun, members: number): number {
  const cores = Math.min(members, threads ?? availableParallelism());
  if (cores < 2 || !currentBackend() || !existsSync(fileURLToPath(THREAD))) return 1;
  const { epochs, batches } = scheduleOf(features.count, options as TrainingOptions);
  const products = placesOf(network).reduce((sum, { weights, outputShape }) => {
    const positions = sizeOf(outputShape) / (outputShape.at(-1) ?? 1);
    return sum + positions * weights.reduce((own, { shape, fanIn }) => own + (fanIn > 0 ? sizeOf(shape) : 0), 0);
  }, 0);
  const seconds = epochs * (batches * SECONDS_PER_STEP + 3 * products * features.count * SECONDS_PER_PRODUCT);
  return seconds * members > WORTH_SECONDS ? cores : 1;
}
