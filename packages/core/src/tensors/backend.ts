import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import util from 'node:util';
import { isMainThread } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import { CoreError, messageOf } from '../errors.js';

/** The backends, fastest first. */
export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

/** The backend that was started. */
export interface Backend {
  name: BackendName;
  title: string;
  /** One line on why a faster one could not be had. */
  note?: string;
}

const ORDER: readonly BackendName[] = ['tensorflow', 'wasm', 'cpu'];
const TITLES: Record<BackendName, string> = {
  tensorflow: 'TensorFlow (native)',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};
const require = createRequire(import.meta.url);

// Keeps TensorFlow's log lines to errors. A worker thread has only a copy of the environment, which the library does
// not see; so the main thread sets it as soon as it loads this file.
if (isMainThread) process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';

const START: Record<BackendName, () => Promise<void>> = {
  async tensorflow() {
    // tfjs-node 4.22 calls this function, which Node 23 has removed.
    (util as { isNullOrUndefined?: (value: unknown) => boolean }).isNullOrUndefined ??= (value) => value == null;
    const warn = console.warn;
    console.warn = () => {}; // "Hi, looks like you are running TensorFlow.js in Node.js"
    try {
      await import('@tensorflow/tfjs-node');
      if (!(await tf.setBackend('tensorflow'))) throw new Error('the native library does not start');
    } finally {
      console.warn = warn;
    }
    await tf.ready();
  },
  async wasm() {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), sep));
    if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly module does not start');
    await tf.ready();
  },
  async cpu() {
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
  },
};

let started: Promise<Backend> | undefined;

/** The backend that computes now; null where none was started. */
export function currentBackend(): BackendName | null {
  const name = tf.engine().backendName;
  return ORDER.find((own) => own === name) ?? null;
}

/**
 * Starts the fastest backend that this machine has: TensorFlow's own library, else WebAssembly, else plain JavaScript.
 * Once a process or worker thread; later calls give the same.
 *
 * @param prefer begins the search there; for tests and for machines where a library misbehaves
 * @throws backend_unavailable where none can be started
 */
export function startBackend({ prefer }: { prefer?: BackendName } = {}): Promise<Backend> {
  if (prefer && started) started = started.then((backend) => (backend.name === prefer ? backend : search(prefer)));
  started ??= search(prefer ?? 'tensorflow');
  return started;
}

async function search(first: BackendName): Promise<Backend> {
  const notes: string[] = [];
  for (const name of ORDER.slice(ORDER.indexOf(first))) {
    try {
      await START[name]();
      return { name, title: TITLES[name], ...(notes.length > 0 ? { note: notes.join('; ') } : {}) };
    } catch (error) {
      notes.push(`${TITLES[name]} is not available: ${messageOf(error).split('\n')[0]}`);
    }
  }
  throw new CoreError(
    'backend_unavailable',
    `Nothing on this machine can compute (${notes.join('; ')}). Install Querent again, then try once more.`,
  );
}
