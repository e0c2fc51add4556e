import { parentPort, workerData } from 'node:worker_threads';
import { DomainError, refusalOf } from '@querent/domain';
import { openFolderStore } from '@querent/storage';
import type { Failure, FromThread, Request, TaskProgress, ThreadOptions, ToThread } from './messages.js';
import { tasksOn } from './tasks.js';

/** The thread where the mathematics runs, so that the worker's own loop stays free to renew job locks and answer. */
const port = parentPort!;
const options = workerData as ThreadOptions;
const tasks = tasksOn(openFolderStore(options.objectsDir), options);
const running = new Map<number, AbortController>();

port.on('message', (message: ToThread) => {
  if ('abort' in message) running.get(message.abort)?.abort(new Error('The job was taken away.'));
  else void perform(message);
});

async function perform(request: Request) {
  const { id } = request;
  const stop = new AbortController();
  running.set(id, stop);
  const send = (message: FromThread) => port.postMessage(message);
  const run = { signal: stop.signal, onProgress: (progress: TaskProgress) => send({ id, progress }) };
  try {
    // A request carries the input of its own task, which its type guarantees.
    send({ id, output: await tasks[request.task](request.input as never, run) });
  } catch (error) {
    send({ id, failure: toFailure(error) });
  } finally {
    running.delete(id);
  }
}

/** Errors lose their class on the way between threads, so that code and text travel by themselves. */
function toFailure(error: unknown): Failure {
  const known = refusalOf(error);
  if (known instanceof DomainError) return { code: known.code, message: known.detail, stack: known.stack };
  const { message, stack } = error as Partial<Error>;
  return { code: null, message: message ?? String(error), stack };
}
