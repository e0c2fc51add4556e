import type { Class } from '@querent/contracts';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

/**
 * The key of each class by its id: its own, or its name where all that have none are named by digits, or else the digits that
 * are left, in their order. Those beyond have none.
 */
export function classKeys(classes: readonly Class[]): Map<string, string> {
  const before = known.get(classes);
  if (before) return before;
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  const give = ({ id }: Class, key: string | undefined) => {
    if (key === undefined || taken.has(key)) return;
    keys.set(id, key);
    taken.add(key);
  };
  for (const one of classes) if (one.key !== null) give(one, one.key);
  const others = classes.filter(({ id }) => !keys.has(id));
  const areDigits = others.every(({ name }) => /^[0-9]$/.test(name));
  const left = DIGITS.filter((digit) => !taken.has(digit));
  for (const [at, one] of others.entries()) give(one, areDigits ? one.name : left[at]);
  known.set(classes, keys);
  return keys;
}

/** Asked for again with every key that is pressed. Lists of classes never change: a change makes new ones. */
const known = new WeakMap<readonly Class[], Map<string, string>>();

/** The class of a key, among these. */
export function classOfKey(key: string, classes: readonly Class[]): Class | null {
  const keys = classKeys(classes);
  return classes.find(({ id }) => keys.get(id) === key) ?? null;
}
