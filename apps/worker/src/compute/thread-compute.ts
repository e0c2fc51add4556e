import { Worker } from 'node:worker_threads';
import { DomainError } from '@querent/domain';
import type { ComputeRun, RoundCompute } from '@querent/domain/background';
import type { Failure, FromThread, TaskInput, TaskName, TaskOutput, TaskProgress, ThreadOptions } from './messages.js';

/** Of any task: each of them is told of its own progress only. */
type Run = ComputeRun<never>;

interface Waiting {
  run: Run;
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

/**
 * Rounds computed in one thread beside the worker's loop, one task after the other: the mathematics uses all cores by
 * itself. A thread that dies fails its task and is started anew for the next.
 */
export function startCompute(options: ThreadOptions): RoundCompute & { close(): Promise<void> } {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let lastId = 0;
  let queue: Promise<unknown> = Promise.resolve();

  const start = () => {
    const started = new Worker(new URL(import.meta.resolve('@querent/worker/compute-thread')), { workerData: options });
    started.on('message', (message: FromThread) => {
      const task = waiting.get(message.id);
      if (!task) return;
      if ('progress' in message) return (task.run as ComputeRun<TaskProgress>).onProgress(message.progress);
      waiting.delete(message.id);
      if ('output' in message) task.resolve(message.output);
      else task.reject(toError(message.failure));
    });
    started.on('error', (cause) => fail(started, cause));
    started.on('exit', (code) => fail(started, new Error(`The compute thread ended with code ${code}.`)));
    return started;
  };
  const fail = (dead: Worker, cause: unknown) => {
    if (thread !== dead) return;
    thread = null;
    for (const task of waiting.values()) task.reject(cause);
    waiting.clear();
  };
  const perform = async <Name extends TaskName>(task: Name, input: TaskInput<Name>, run: Run) => {
    run.signal.throwIfAborted();
    thread ??= start();
    const target = thread;
    const id = ++lastId;
    const abort = () => target.postMessage({ abort: id });
    run.signal.addEventListener('abort', abort, { once: true });
    try {
      return await new Promise<TaskOutput<Name>>((resolve, reject) => {
        waiting.set(id, { run, resolve: (output) => resolve(output as TaskOutput<Name>), reject });
        target.postMessage({ id, task, input });
      });
    } finally {
      run.signal.removeEventListener('abort', abort);
    }
  };
  const enqueue = <Name extends TaskName>(task: Name, input: TaskInput<Name>, run: Run) => {
    const result = queue.then(() => perform(task, input, run));
    queue = result.catch(() => {});
    return result;
  };
  return {
    prepare: (input, run) => enqueue('prepare', input, run),
    encode: (input, run) => enqueue('encode', input, run),
    coldStart: (input, run) => enqueue('coldStart', input, run),
    train: (input, run) => enqueue('train', input, run),
    draw: (input, run) => enqueue('draw', input, run),
    scorePart: (input, run) => enqueue('scorePart', input, run),
    select: (input, run) => enqueue('select', input, run),
    predict: (input, run) => enqueue('predict', input, run),
    exportModel: (input, run) => enqueue('exportModel', input, run),
    tryFold: (input, run) => enqueue('tryFold', input, run),
    tryRanking: (input, run) => enqueue('tryRanking', input, run),
    compareTrial: (input, run) => enqueue('compareTrial', input, run),
    evaluate: (input, run) => enqueue('evaluate', input, run),
    async close() {
      const last = thread;
      thread = null;
      await last?.terminate();
    },
  };
}

/** The failure of a task, as it was in the thread. */
function toError({ code, message, stack }: Failure): Error {
  const cause = new Error(message);
  if (stack) cause.stack = stack;
  if (code === null) return cause;
  return new DomainError(code, message, { cause });
}
