import { type Class, classesInUse, currentClass } from '@querent/contracts';
import type { ClassBarsProps } from './class-bars';

/**
 * How many answers name each class that is in use, in its order; a merged one counts for what it was merged into.
 *
 * @param idsOf the classes that an answer names
 */
export function countClasses<Answer>(
  classes: readonly Class[],
  answers: { answer: Answer; count: number }[],
  idsOf: (answer: Answer) => string[],
): ClassBarsProps['bars'] {
  const counts = new Map<string, number>();
  for (const { answer, count } of answers) {
    const named = new Set(idsOf(answer).flatMap((id) => currentClass(id, classes)?.id ?? []));
    for (const id of named) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return classesInUse(classes).map((of) => ({ of, count: counts.get(of.id) ?? 0 }));
}
