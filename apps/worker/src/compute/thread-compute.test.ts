import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RoundConfig } from '@querent/contracts';
import { encodeShard } from '@querent/core/encoders';
import { openFolderStore } from '@querent/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BUILT = new URL('../../dist/compute/thread-compute.js', import.meta.url).href;

describe('the compute thread', () => {
  const objectsDir = mkdtempSync(join(tmpdir(), 'querent-thread-'));
  const store = openFolderStore(objectsDir);
  let good: string;
  let broken: string;
  beforeAll(async () => {
    const data = Uint8Array.from({ length: 8 }, (_, at) => at);
    good = await store.put(encodeShard({ dtype: 'uint8', shape: [1, 2, 1], start: 0, count: 4, data }));
    broken = await store.put(Buffer.from('not a shard'));
  });
  afterAll(() => rmSync(objectsDir, { recursive: true }));

  const task = (objectKey: string, settings: object = {}) => ({
    shards: [{ start: 0, count: 4, objectKey }],
    labels: [0, 1].map((index) => ({ index, target: [index] })),
    outputs: 2,
    likelihood: 'categorical',
    config: RoundConfig.parse({ network: { id: 'mlp', options: {} }, ...settings }),
    seed: 1,
  });

  /** Trains in a thread of a process of its own: one of this process would look for the sources, and find TypeScript. */
  async function refusalsOf(tasks: object[]): Promise<{ name: string; code: string }[]> {
    const script = `
      const { startCompute } = await import(${JSON.stringify(BUILT)});
      const compute = startCompute(${JSON.stringify({ objectsDir, backend: 'wasm' })});
      const run = { signal: new AbortController().signal, onProgress: () => {} };
      const refusals = [];
      for (const task of ${JSON.stringify(tasks)})
        await compute.train(task, run).catch(({ name, code }) => refusals.push({ name, code }));
      await compute.close();
      console.log(JSON.stringify(refusals));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', `(async () => {${script}})()`]);
    return JSON.parse(stdout);
  }

  it('refuses by the codes that the main loop would give: a file, records, a method, an option', async () => {
    const refusals = await refusalsOf([
      task('0'.repeat(64)),
      task(broken),
      task(good, { network: { id: 'gal-cnn', options: {} } }),
      task(good, { posterior: { id: 'none', options: {} } }),
      task(good, { network: { id: 'mlp', options: { units: 'many' } } }),
    ]);
    const codes = ['object_not_found', 'object_corrupt', 'method_unsuitable', 'invalid_input', 'invalid_input'];
    expect(refusals).toEqual(codes.map((code) => ({ name: 'DomainError', code })));
  });
});
