import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startBackend } from './backend.js';

const file = fileURLToPath(new URL('./backend.ts', import.meta.url));
const run = (code: string) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: undefined },
  });

describe('the backend', () => {
  it('can be chosen, and is started once', async () => {
    for (const prefer of ['wasm', 'cpu'] as const) {
      expect(await startBackend({ prefer })).toEqual({ name: prefer, title: expect.any(String) });
      expect(await startBackend()).toMatchObject({ name: prefer });
    }
    expect(startBackend()).toBe(startBackend());
  });

  it('starts in a thread without a word on the terminal', async () => {
    const inThread = `
      import('node:worker_threads').then(async ({ parentPort }) => {
        (await import('tsx/esm/api')).register();
        const { startBackend } = await import(${JSON.stringify(file)});
        parentPort.postMessage(await startBackend());
      });`;
    const { stdout, stderr } = await run(`
      import { Worker } from 'node:worker_threads';
      await import(${JSON.stringify(file)});
      const worker = new Worker(${JSON.stringify(inThread)}, { eval: true });
      worker.on('message', ({ name }) => console.log(name));
    `);
    expect(['tensorflow', 'wasm']).toContain(stdout.trim());
    expect(stderr).toBe('');
  });

  it('falls back with one line on why, where the native library cannot be loaded', async () => {
    const { stdout } = await run(`
      import { Module } from 'node:module';
      const load = Module._load;
      Module._load = (name, ...rest) => {
        if (name.includes('tfjs-node')) throw new Error('libtensorflow.so.2: no such file');
        return load(name, ...rest);
      };
      const { startBackend } = await import(${JSON.stringify(file)});
      console.log(JSON.stringify(await startBackend()));
    `);
    expect(JSON.parse(stdout)).toEqual({
      name: 'wasm',
      title: 'WebAssembly',
      note: 'TensorFlow (native) is not available: libtensorflow.so.2: no such file',
    });
  });
});
