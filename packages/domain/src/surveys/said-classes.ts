import { type Class, foldName, type NotAClass, type TaskKind, TaskSettings, taskKindOf } from '@querent/contracts';
import { notClassFinder } from '../imports/not-classes.js';

/** Labels that are no classes, by what makes names equal: those that were said, and others that are called so. */
export type NotClasses = Map<string, NotAClass & { count: number; isProposed: boolean }>;

/** Classes of a project that is not made yet. */
export interface NamedClasses {
  /** Null where the labels say it. */
  task: TaskKind | null;
  classes: readonly Class[];
}

/** Tells of a label whether it is to be no class, and counts it then. */
export function notClassCounter(notClasses: NotClasses, classes: readonly Class[], said: NotAClass[] | null) {
  for (const one of said ?? []) notClasses.set(foldName(one.name), { ...one, count: 0, isProposed: false });
  const find = notClassFinder(said, classes);
  return (label: unknown): NotAClass | null => {
    const found = find(label);
    if (!found) return null;
    const key = foldName(found.name);
    const { count, ...own } = notClasses.get(key) ?? { ...found, count: 0, isProposed: true };
    notClasses.set(key, { ...own, count: count + 1 });
    return found;
  };
}

/** Why a label is none of the classes that are to be all; null where it is one. */
export function problemIn(label: unknown, { task, classes }: NamedClasses): string | null {
  const kind = task ?? (Array.isArray(label) ? 'multi_label' : 'single_choice');
  const read = taskKindOf(kind).read(label, { settings: TaskSettings.parse({ kind }), classes: [...classes] });
  return 'problem' in read ? read.problem : null;
}
