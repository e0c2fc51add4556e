import type { Class } from '@querent/contracts';

/** So many are seen at a glance and have keys; more are found by typing. */
export const FIND_ABOVE = 10;

/** Those whose names have the words of a query in them, whatever their case and accents: first those that begin with it. */
export function findClasses<One extends Pick<Class, 'name'>>(query: string, classes: readonly One[]): One[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  const found = classes
    .map((one) => ({ one, name: fold(one.name) }))
    .filter(({ name }) => words.every((w) => name.includes(w)));
  const rank = (name: string) => (name.startsWith(first) ? 0 : name.includes(` ${first}`) ? 1 : 2);
  return found.sort((a, b) => rank(a.name) - rank(b.name)).map(({ one }) => one);
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
