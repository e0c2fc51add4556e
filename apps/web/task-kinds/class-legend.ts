import { type Class, classesInUse } from '@querent/contracts';
import { classKeys } from './class-keys';
import { FIND_ABOVE } from './find-classes';
import type { LegendRow } from './task-view';

/** The keys of the classes, what they mean where somebody has written it down, and how the others are found. */
export function classLegend(all: readonly Class[], textOf: (name: string) => string): LegendRow[] {
  const classes = classesInUse(all);
  const keys = classKeys(classes);
  const rows = classes
    .map(({ id, name, description }) => ({ key: keys.get(id) ?? null, text: textOf(name), description }))
    .filter(({ key, description }) => key !== null || description !== '');
  const find = { key: '/', text: 'Find a class by its name; Enter takes the first', description: '' };
  return classes.length > FIND_ABOVE ? [...rows, find] : rows;
}
