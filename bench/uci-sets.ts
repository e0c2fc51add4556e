import type { Features } from '@querent/core/tensors';
import { hasData, readData } from './data.ts';

/** `test`: as shipped; `validation`: the last fifth of the training rows, the test rows stay untouched. */
export type Part = 'test' | 'validation';
interface Table {
  rows: number[][];
  columns: number[];
  target: number;
}
interface Records {
  features: Features;
  targets: Float32Array;
}

/** The sets that are shipped with their 20 splits. */
export const SETS = ['bostonHousing', 'concrete', 'energy', 'yacht', 'wine-quality-red'];
export const SPLITS = Array.from({ length: 20 }, (_, k) => k);

const numbersOf = (text: string) => text.trim().split(/\s+/).map(Number);
const read = (set: string, file: string) => readData('uci-regression', set, file).toString();
const cache = new Map<string, Table>();

/** Sets whose files are not there. */
export const missingSets = (sets: readonly string[]) =>
  sets.filter((set) => !hasData('uci-regression', set, 'data.txt'));

/** All records of a set as they are shipped. */
export function readTable(set: string): Table {
  const known = cache.get(set);
  if (known) return known;
  const rows = read(set, 'data.txt').trim().split('\n').map(numbersOf);
  const columns = numbersOf(read(set, 'index_features.txt'));
  const [target = 0] = numbersOf(read(set, 'index_target.txt'));
  const table = { rows, columns, target };
  cache.set(set, table);
  return table;
}

/** Records to fit and records to measure on. */
export function readSplit(set: string, split: number, part: Part): { fit: Records; measure: Records } {
  const { rows, columns, target } = readTable(set);
  const train = numbersOf(read(set, `index_train_${split}.txt`));
  const cut = Math.floor(train.length * 0.8);
  const [fit, measure] =
    part === 'test'
      ? [train, numbersOf(read(set, `index_test_${split}.txt`))]
      : [train.slice(0, cut), train.slice(cut)];
  const pick = (indices: number[]): Records => ({
    features: {
      dtype: 'float32',
      shape: [columns.length],
      count: indices.length,
      data: Float32Array.from(indices.flatMap((i) => columns.map((c) => rows[i]![c]!))),
    },
    targets: Float32Array.from(indices, (i) => rows[i]![target]!),
  });
  return { fit: pick(fit), measure: pick(measure) };
}
