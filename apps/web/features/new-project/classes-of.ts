import type { Class } from '@querent/contracts';

/** Classes that are not made yet, to be shown. */
export const classesOf = (names: readonly string[]): Class[] =>
  names.map((name, order) => ({
    ...{ id: name, name, key: null, colour: null, description: '', order },
    ...{ mergedIntoId: null, isArchived: false },
  }));
