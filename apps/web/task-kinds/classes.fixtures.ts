import type { Class, Task, TaskSettings } from '@querent/contracts';

/** Classes by their names, with the ids `c0`, `c1` …, and what is particular to some. */
export const classesOf = (...given: (string | Partial<Class>)[]): Class[] =>
  given.map((one, order) => ({
    ...{ id: `c${order}`, name: `class ${order}`, key: null, colour: null, description: '', order },
    ...{ mergedIntoId: null, isArchived: false },
    ...(typeof one === 'string' ? { name: one } : one),
  }));
/** Kinds whose answers name classes. */
export type ChoiceKind = 'single_choice' | 'multi_label';
export const CHOICE_KINDS: ChoiceKind[] = ['single_choice', 'multi_label'];
export const taskOf = (kind: ChoiceKind, ...given: (string | Partial<Class>)[]): Task<TaskSettings> => ({
  settings: { kind },
  classes: classesOf(...given),
});
