import { z } from 'zod';
import { classesInUse, classNamed, currentClass } from '../classes.js';
import { defineTaskKind } from './task-kind.js';
import { nameOf, noSuchClass } from './words.js';

const unique = (ids: string[]) => [...new Set(ids)].sort();

/** Any number of classes for each record, none included. */
export const multiLabel = defineTaskKind({
  id: 'multi_label',
  title: 'Several labels',
  description: 'Any number of labels for each record, also none.',
  likelihood: 'bernoulli',
  leastClasses: 1,
  settings: z.strictObject({ kind: z.literal('multi_label') }),
  answer: z.strictObject({
    classIds: z.array(z.string().max(200)).max(10_000).describe('Labels that hold; empty where none does'),
  }),
  problemOf({ classIds }, { classes }) {
    if (unique(classIds).length < classIds.length) return 'A label stands twice in this answer. Give each one once.';
    return classIds.every((id) => currentClass(id, classes))
      ? null
      : 'One of these labels does not exist in the project, or is not used any more. Reload the page to see its labels.';
  },
  keyOf: ({ classIds }) => unique(classIds).join(' '),
  textOf: ({ classIds }, { classes }) =>
    classIds.length === 0 ? 'none of these' : classIds.map((id) => nameOf(id, classes)).join(', '),
  currentOf: ({ classIds }, { classes }) => ({
    classIds: unique(classIds.flatMap((id) => currentClass(id, classes)?.id ?? [])),
  }),
  read(given, { classes }) {
    const names = given === null || given === '' ? [] : Array.isArray(given) ? given : [given];
    const classIds: string[] = [];
    for (const name of names) {
      if (typeof name !== 'string' && typeof name !== 'number')
        return { problem: 'The labels are not a list of names.' };
      const found = classNamed(String(name), classes);
      if (!found) return { problem: noSuchClass(String(name), classesInUse(classes)) };
      classIds.push(found.id);
    }
    return { answer: { classIds: unique(classIds) } };
  },
  write: ({ classIds }, { classes }) => classIds.map((id) => nameOf(id, classes)),
  outputsOf: (classIds) => classIds.length,
  targetOf: ({ classIds }, outputs) => outputs.map((id) => (classIds.includes(id) ? 1 : 0)),
  answerOf: (target, outputs) => ({ classIds: unique(outputs.filter((_, place) => target[place] === 1)) }),
});
