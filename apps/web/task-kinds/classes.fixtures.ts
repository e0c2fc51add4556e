import { type Class, type Task, TaskSettings } from '@querent/contracts';

/** Classes by their names, with the ids `c0`, `c1` …, and what is particular to some. */
export const classesOf = (...given: (string | Partial<Class>)[]): Class[] =>
  given.map((one, order) => ({
    ...{ id: `c${order}`, name: `class ${order}`, key: null, colour: null, description: '', order },
    ...{ mergedIntoId: null, isArchived: false },
    ...(typeof one === 'string' ? { name: one } : one),
  }));
export const taskOf = (kind: TaskSettings['kind'], ...given: (string | Partial<Class>)[]): Task<TaskSettings> => ({
  settings: TaskSettings.parse({ kind }),
  classes: classesOf(...given),
});
