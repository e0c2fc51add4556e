import { flagOf } from './cells.js';
import type { RoledCell } from './role.js';

/** What the flags are called: the names of their columns, without what all have in front: `topic.` */
export function classNames(columns: string[]): Map<string, string> {
  const [, prefix = ''] = /^(.*[.:_/-])/.exec(columns[0] ?? '') ?? [];
  const isShared = columns.length > 1 && columns.every((name) => name.startsWith(prefix) && name !== prefix);
  return new Map(columns.map((name) => [name, isShared ? name.slice(prefix.length) : name]));
}

/**
 * The answer of a record. One column gives it as it stands; several give a list of those that have one. Flags give a
 * list too: an empty one where each says 0, and none at all where nobody has said anything.
 */
export function labelOf(
  cells: RoledCell[],
  classOf: Map<string, string>,
  readLabel: (value: unknown) => unknown,
): unknown {
  const labels = cells.filter(([, , role]) => role === 'label').map(([, value]) => readLabel(value));
  const flags = cells
    .filter(([, , role]) => role === 'flag')
    .map(([name, value]) => [name, flagOf(name, value)] as const);
  if (labels.length < 2 && flags.length === 0) return labels[0];
  const set = flags.filter(([, flag]) => flag).map(([name]) => classOf.get(name));
  const given = [...labels.filter((label) => label !== undefined), ...set].flat();
  const isAnswered = given.length > 0 || flags.some(([, flag]) => flag !== null);
  return isAnswered ? [...new Set(given)] : undefined;
}
