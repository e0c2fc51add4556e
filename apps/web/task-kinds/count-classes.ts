import { type Class, classesInUse, currentClass } from '@querent/contracts';
import type { ClassCountsProps } from './class-counts';

/**
 * How many answers name each class that is in use, in its order; a merged one counts for what it was merged into.
 *
 * @param idsOf the classes that an answer names
 */
export function countClasses<Answer>(
  classes: readonly Class[],
  answers: { answer: Answer; count: number }[],
  idsOf: (answer: Answer) => string[],
): ClassCountsProps['bars'] {
  const counts = new Map<string, number>();
  for (const { answer, count } of answers) {
    const named = new Set(idsOf(answer).flatMap((id) => currentClass(id, classes)?.id ?? []));
    for (const id of named) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return classesInUse(classes).map(({ id, name, colour }) => ({
    ...{ id, name, value: counts.get(id) ?? 0 },
    ...(colour === null ? {} : { colour }),
  }));
}
