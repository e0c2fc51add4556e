import { drawGraph, fit, fromShards, likelihoods } from '@querent/core';
import { startBackend } from '@querent/core/tensors';
import * as ort from 'onnxruntime-node';

await startBackend({ prefer: 'wasm' });
const N = 200;
const data = Uint8Array.from({ length: N * 784 }, () => Math.random() * 255);
const config = {
  network: { id: 'gal-cnn', options: {} },
  likelihood: { id: 'categorical', options: {} },
  draws: 20,
  posterior: { id: 'mc-dropout', options: { epochs: 1, minUpdates: 1 } },
  acquisition: { id: 'bald', options: {} },
  selection: { id: 'power', options: {} },
  labelsPerRound: 10,
};
const rows = { dtype: 'uint8', shape: [28, 28, 1], count: N, data };
const { model } = await fit(
  {
    config,
    source: fromShards([{ start: 0, count: N }], async () => ({ ...rows, start: 0 })),
    answers: {
      indices: [...Array(20).keys()],
      labels: likelihoods.get('categorical').pack([...Array(20).keys()].map((i) => [i % 10])),
    },
    outputs: 10,
  },
  { seed: 1 },
);
const g = drawGraph(model, { config, dtype: 'uint8', seed: 1 });
console.log('graph', g.byteLength);
for (const threads of [1, 2]) {
  const session = await ort.InferenceSession.create(g, { intraOpNumThreads: threads, logSeverityLevel: 3 });
  for (const n of [1, 4, 16, 20, 64]) {
    const t = [];
    const cpu0 = process.cpuUsage();
    for (let i = 0; i < 60; i++) {
      const s = performance.now();
      await session.run({ features: new ort.Tensor('uint8', data.slice(0, n * 784), [n, 28, 28, 1]) }, [
        'meanProbsNC',
        'expectedEntropyN',
      ]);
      t.push(performance.now() - s);
    }
    const c = process.cpuUsage(cpu0);
    t.sort((a, b) => a - b);
    console.log(
      'threads',
      threads,
      'n',
      n,
      'min',
      t[0].toFixed(2),
      'p50',
      t[30].toFixed(2),
      'p95',
      t[57].toFixed(2),
      'cpu/run',
      ((c.user + c.system) / 60000).toFixed(2),
    );
  }
}
