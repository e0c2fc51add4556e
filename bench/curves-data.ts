import type { LabelledSet } from '@querent/core';
import { random } from '@querent/core/tensors';
import { readImages } from './data.ts';
import { encodeOnce } from './encode-once.ts';
import { SETS } from './encoders-sets.ts';

/** Noise that makes copies of one image different, as in Kirsch et al. 2019. */
const COPY_NOISE = 0.1;
const ENCODERS: Record<string, string> = { trec: 'sentence', 'ag-news': 'sentence', sst2: 'sentence', adult: 'tables' };

interface Sets {
  pool: LabelledSet;
  test: LabelledSet;
}

/** The sets that curves are drawn of. */
export async function readSet(data: string, seed: number): Promise<Sets & { outputs: number }> {
  if (data === 'mnist') return { ...mnist(), outputs: 10 };
  if (data === 'repeated-mnist') return { ...repeated(mnist(), 3, seed), outputs: 10 };
  if (data in ENCODERS) return encoded(data);
  throw new Error(`There is no set "${data}".`);
}

function mnist(): Sets {
  const [train, test] = [readImages('mnist', 'train'), readImages('mnist', 't10k')];
  return {
    pool: { features: train.features, labels: train.labels },
    test: { features: test.features, labels: test.labels },
  };
}

/** Every image so many times, its copies side by side, each with noise of its own; bytes, as the images are. */
function repeated({ pool, test }: Sets, times: number, seed: number): Sets {
  const { features } = pool;
  const size = features.data.length / features.count;
  const stream = random(seed, 601);
  const data = new Uint8Array(times * features.data.length);
  const labels = Int32Array.from({ length: times * features.count }, (_, n) => pool.labels[Math.floor(n / times)]!);
  for (let n = 0; n < labels.length; n++) {
    const from = Math.floor(n / times) * size;
    for (let at = 0; at < size; at++)
      data[n * size + at] = Math.max(
        0,
        Math.min(255, Math.round(features.data[from + at]! + 255 * COPY_NOISE * stream.normal())),
      );
  }
  return { pool: { features: { ...features, count: labels.length, data }, labels }, test };
}

/** Texts and rows of tables as an encoder gives them, which learned from the pool. */
async function encoded(name: string) {
  const { classes, read } = SETS[name]!;
  const items = read();
  const contents = (part: 'pool' | 'test') => items[part].map(({ record }) => record);
  const features = await encodeOnce(
    { id: ENCODERS[name]!, options: {} },
    { pool: contents('pool'), test: contents('test') },
  );
  const setOf = (part: 'pool' | 'test') => ({
    features: features[part],
    labels: Int32Array.from(items[part], ({ label }) => label),
  });
  return { pool: setOf('pool'), test: setOf('test'), outputs: classes };
}
