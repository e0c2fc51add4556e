import { z } from 'zod';
import { classesInUse, classNamed, currentClass } from '../classes.js';
import { defineTaskKind } from './task-kind.js';
import { nameOf, noSuchClass } from './words.js';

/** One class for each record. */
export const singleChoice = defineTaskKind({
  id: 'single_choice',
  title: 'Single choice',
  description: 'Exactly one class for each record.',
  likelihood: 'categorical',
  leastClasses: 2,
  settings: z.strictObject({ kind: z.literal('single_choice') }),
  answer: z.strictObject({ classId: z.string().max(200) }),
  problemOf: ({ classId }, { classes }) =>
    currentClass(classId, classes)
      ? null
      : 'This class does not exist in the project, or is not used any more. Reload the page to see its classes.',
  keyOf: ({ classId }) => classId,
  textOf: ({ classId }, { classes }) => nameOf(classId, classes),
  currentOf({ classId }, { classes }) {
    const current = currentClass(classId, classes);
    return current && { classId: current.id };
  },
  read(given, { classes }) {
    const name = typeof given === 'number' || typeof given === 'boolean' ? String(given) : given;
    if (typeof name !== 'string') return { problem: 'The label is not the name of a class.' };
    const found = classNamed(name, classes);
    return found ? { answer: { classId: found.id } } : { problem: noSuchClass(name, classesInUse(classes)) };
  },
  write: ({ classId }, { classes }) => nameOf(classId, classes),
  outputsOf: (classIds) => classIds.length,
  targetOf({ classId }, classIds) {
    const place = classIds.indexOf(classId);
    return place < 0 ? null : [place];
  },
  answerOf: ([place = 0], classIds) => ({ classId: classIds[place] ?? '' }),
});
