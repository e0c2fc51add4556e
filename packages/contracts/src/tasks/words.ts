import type { Class } from '../classes.js';

export const nameOf = (id: string, classes: readonly Class[]): string =>
  classes.find((one) => one.id === id)?.name ?? '?';

const SHOWN = 8;

/** What is said of a label that names no class. */
export function noSuchClass(name: string, classes: readonly Class[]): string {
  const names = classes.slice(0, SHOWN).map((one) => one.name);
  const more = classes.length > SHOWN ? ` and ${classes.length - SHOWN} more` : '';
  const short = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return `There is no class "${short}". The classes are: ${names.join(', ')}${more}. Correct the label, or add the class to the project first.`;
}
