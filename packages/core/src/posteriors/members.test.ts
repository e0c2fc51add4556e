import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../tensors/index.js';
import { deepEnsemble } from './deep-ensemble.js';
import { memberOf, membersIn } from './members.js';
import { TEST_LIKELIHOODS, TEST_NETWORKS, testProblem } from './test-problems.js';

const problem = testProblem(TEST_NETWORKS[1], TEST_LIKELIHOODS[0]);
const parse = (options: object) => deepEnsemble.options.parse({ epochs: 5, minUpdates: 0, members: 3, ...options });
const fit = (options: object, seed = 1) => deepEnsemble.fit(problem, { options: parse(options), seed });

beforeAll(async () => {
  await startBackend({ prefer: 'wasm' });
});

it('no two members are alike, with and without bagging and adversarial records', async () => {
  for (const options of [{}, { bagging: true }, { adversarial: 0.01 }]) {
    const state = await fit(options);
    expect(membersIn(state)).toBe(3);
    const kernels = [0, 1, 2].map((member) => Array.from(memberOf(state, member)['1.kernel']!.data));
    expect(new Set(kernels.map(String)).size).toBe(3);
  }
  expect(await fit({ adversarial: 0.01 })).not.toEqual(await fit({}));
});

it('a member does not depend on how many there are', async () => {
  const [three, two] = [await fit({}), await fit({ members: 2 })];
  expect(memberOf(three, 1)).toEqual(memberOf(two, 1));
});

it('members that are fitted in threads are those that are fitted one after the other', async () => {
  const built = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
  expect(existsSync(built), 'Build the packages first: npx tsc -b').toBe(true);
  const long = parse({ epochs: 1_400 }); // a shorter fit is not worth a thread
  const { network, features, labels } = problem;
  const script = `
    import { likelihoods, posteriors, saveState, startBackend } from ${JSON.stringify(built)};
    await startBackend({ prefer: 'wasm' });
    const features = { dtype: 'float32', shape: [12], count: ${features.count}, data: Float32Array.from(${JSON.stringify(Array.from(features.data))}) };
    const labels = Int32Array.from(${JSON.stringify(Array.from(labels))});
    const network = ${JSON.stringify(network)};
    const problem = { network, features, labels, likelihood: likelihoods.get('categorical') };
    const ensemble = posteriors.get('deep-ensemble');
    const options = ${JSON.stringify(long)};
    const progress = [];
    const state = await ensemble.fit(problem, { options, seed: 1, threads: 2, onProgress: ({ epoch, epochs }) => progress.push([epoch, epochs]) });
    const stop = new AbortController();
    const stopped = await ensemble
      .fit(problem, { options: { ...options, epochs: 100000 }, seed: 1, threads: 2, signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) })
      .catch((error) => error.message);
    const wrong = { ...options, learningRate: 10 };
    const huge = { ...features, data: features.data.map(() => 3e38) };
    const failed = await ensemble.fit({ ...problem, network: { ...network, layers: network.layers.slice(1) }, features: huge }, { options: wrong, seed: 1, threads: 2 }).catch((error) => error.code);
    console.log(JSON.stringify({ bytes: Buffer.from(saveState(state)).toString('base64'), last: progress.at(-1), stopped, failed }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const line = stdout.trim().split('\n').at(-1);
  expect(line, stderr).toBeTruthy();
  const result = JSON.parse(line!);
  const { saveState } = await import('../tensors/index.js');
  expect(result.bytes).toBe(Buffer.from(saveState(await fit(long))).toString('base64'));
  expect(result.last).toEqual([4_200, 4_200]);
  expect(result).toMatchObject({ stopped: 'stopped', failed: 'training_diverged' });
});
