import { random } from '@querent/core/tensors';
import { readImages } from './data.mjs';

/** Noise that makes copies of one image different, as in Kirsch et al. 2019. */
const COPY_NOISE = 0.1;

/** The sets that curves are drawn of. */
export function readSet(data, seed) {
  if (data === 'mnist') return { ...mnist(), classes: 10 };
  if (data === 'repeated-mnist') return { ...repeated(mnist(), 3, seed), classes: 10 };
  throw new Error(`There is no set "${data}".`);
}

function mnist() {
  const [train, test] = [readImages('mnist', 'train'), readImages('mnist', 't10k')];
  return {
    pool: { features: train.features, labelsN: train.labels },
    test: { features: test.features, labelsN: test.labels },
  };
}

/** Every image so many times, each copy with noise of its own; bytes, as the images are. */
function repeated({ pool, test }, times, seed) {
  const { features, labelsN } = pool;
  const size = features.data.length / features.count;
  const stream = random(seed, 601);
  const data = new Uint8Array(times * features.data.length);
  const labels = new Int32Array(times * features.count);
  for (let copy = 0; copy < times; copy++) {
    labels.set(labelsN, copy * features.count);
    const from = copy * features.count * size;
    for (let at = 0; at < features.data.length; at++)
      data[from + at] = Math.max(0, Math.min(255, Math.round(features.data[at] + 255 * COPY_NOISE * stream.normal())));
  }
  return {
    pool: { features: { ...features, count: times * features.count, data }, labelsN: labels },
    test,
  };
}
