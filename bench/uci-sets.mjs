import { hasData, readData } from './data.mjs';

/** The sets that are shipped with their 20 splits. */
export const SETS = ['bostonHousing', 'concrete', 'energy', 'yacht', 'wine-quality-red'];
export const SPLITS = Array.from({ length: 20 }, (_, k) => k);

const numbersOf = (text) => text.trim().split(/\s+/).map(Number);
const read = (set, file) => readData('uci-regression', set, file).toString();
const cache = new Map();

/** Sets whose files are not there. */
export const missingSets = (sets) => sets.filter((set) => !hasData('uci-regression', set, 'data.txt'));

function tableOf(set) {
  if (!cache.has(set)) {
    const rows = read(set, 'data.txt').trim().split('\n').map(numbersOf);
    const columns = numbersOf(read(set, 'index_features.txt'));
    const target = numbersOf(read(set, 'index_target.txt'))[0];
    cache.set(set, { rows, columns, target });
  }
  return cache.get(set);
}

/**
 * Records to fit and records to measure on.
 *
 * @param part `test`: as shipped; `validation`: the last fifth of the training rows, the test rows stay untouched
 * @returns { fit, measure }, each { features, targets }
 */
export function readSplit(set, split, part) {
  const { rows, columns, target } = tableOf(set);
  const train = numbersOf(read(set, `index_train_${split}.txt`));
  const cut = Math.floor(train.length * 0.8);
  const [fit, measure] =
    part === 'test'
      ? [train, numbersOf(read(set, `index_test_${split}.txt`))]
      : [train.slice(0, cut), train.slice(cut)];
  const pick = (indices) => ({
    features: {
      dtype: 'float32',
      shape: [columns.length],
      count: indices.length,
      data: Float32Array.from(indices.flatMap((i) => columns.map((c) => rows[i][c]))),
    },
    targets: Float32Array.from(indices, (i) => rows[i][target]),
  });
  return { fit: pick(fit), measure: pick(measure) };
}
