import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { RecordContent } from '@querent/core/encoders';
import type { Refusal, Reply, Request, SentRecord, Served, ServedModel, ThreadOptions } from './messages.js';
import { refusalIn } from './refusal-in.js';

/** Records that may wait: what a core predicts of the slowest kind in some seconds. */
const MOST_WAITING = 4_000;
/** Requests that may wait, each of which costs something by itself. */
const MOST_REQUESTS = 200;
const MOST_BYTES = 2 ** 30;

export interface Serving {
  /**
   * What a model says of records, in their order.
   *
   * @returns a refusal in words where it says nothing; never more wait than can be answered in some seconds
   */
  predict(model: ServedModel, records: RecordContent[]): Promise<Served>;
  close(): Promise<void>;
}

interface Waiting {
  records: number;
  resolve(served: Served): void;
}

const refuse = (code: string, detail: string): { refused: Refusal } => ({ refused: { code, detail } });
const BUSY =
  'More predictions are asked for than this machine makes at a time. Try again in a moment, or ask for fewer at once.';
const DIED = 'What makes the predictions has ended, most likely for want of memory, and is started again. Try again.';

/**
 * Models that answer in one thread beside this one, which is started with the first question. One that dies fails what it was
 * asked, and is started anew for the next.
 *
 * @param objectsDir where the graphs lie
 * @param threads of the runtime for a graph; left out, half of the cores: the others are for who asks
 */
export function startServing({
  objectsDir,
  threads = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2))),
  mostBytes = MOST_BYTES,
}: Partial<ThreadOptions> & Pick<ThreadOptions, 'objectsDir'>): Serving {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | null = null;
  let lastId = 0;
  let records = 0;

  const start = () => {
    const workerData: ThreadOptions = { objectsDir, threads, mostBytes };
    // Of the compiled package, also where a test runs its sources.
    const started = new Worker(new URL('../dist/thread.js', import.meta.url), { workerData, execArgv: [] });
    started.on('message', ({ id, ...served }: Reply) => end(id, served));
    started.on('error', () => fail(started));
    started.on('exit', () => fail(started));
    return started;
  };
  const end = (id: number, served: Served) => {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    records -= one.records;
    one.resolve(served);
  };
  const fail = (dead: Worker) => {
    if (thread !== dead) return;
    thread = null;
    for (const id of [...waiting.keys()]) end(id, refuse('died', DIED));
  };
  return {
    async predict(model, given) {
      // Whoever is alone is never too many.
      const isFull = waiting.size >= MOST_REQUESTS || records + given.length > MOST_WAITING;
      if (waiting.size > 0 && isFull) return refuse('busy', BUSY);
      const id = ++lastId;
      return new Promise((resolve) => {
        records += given.length;
        waiting.set(id, { records: given.length, resolve });
        Promise.all(given.map(toSend))
          .then((sent) => {
            thread ??= start();
            thread.postMessage({ id, model, records: sent } satisfies Request);
          })
          .catch((error) => end(id, { refused: refusalIn(error) }));
      });
    },
    async close() {
      const last = thread;
      thread = null;
      for (const id of [...waiting.keys()]) end(id, refuse('died', DIED));
      await last?.terminate();
    },
  };
}

async function toSend(record: RecordContent): Promise<SentRecord> {
  if (!('read' in record)) return record;
  const { read, ...look } = record;
  return { ...look, file: await read() };
}
