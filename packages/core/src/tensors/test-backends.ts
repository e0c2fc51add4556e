import { type BackendName, startBackend } from './backend.js';

/** The backends that suites run on: WebAssembly everywhere, and TensorFlow's own library where this machine has it. */
export async function listTestBackends(): Promise<BackendName[]> {
  const { name, note } = await startBackend();
  if (name === 'tensorflow') return ['tensorflow', 'wasm'];
  console.warn(`Tested on WebAssembly only. ${note ?? ''}`);
  return ['wasm'];
}
