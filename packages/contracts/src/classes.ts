import { z } from 'zod';
import { shortText } from './text.js';

/** What an answer can name. Answers name its id, so that it can be renamed, moved, merged and archived. */
export const Class = z.object({
  id: z.string(),
  name: shortText(200, 'Please give the class a name'),
  key: z
    .string()
    .regex(/^[a-z0-9]$/, 'A key is one small letter or digit')
    .nullable()
    .describe('On the keyboard; null where the labelling page chooses'),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'A colour is written #rrggbb, in small letters')
    .nullable(),
  description: z.string().trim().max(5_000),
  order: z.int(),
  mergedIntoId: z.string().nullable().describe('Answers that name this class count for that one'),
  isArchived: z.boolean().describe('Nobody is offered it any more, and no model learns it'),
});
export type Class = z.infer<typeof Class>;

/** A class as it is made: by its name alone, or with more. */
export const NewClass = Class.pick({ name: true }).extend({
  key: Class.shape.key.default(null),
  colour: Class.shape.colour.default(null),
  description: Class.shape.description.default(''),
});
export type NewClass = z.infer<typeof NewClass>;

export const UpdateClass = Class.pick({ name: true, key: true, colour: true, description: true })
  .extend({ order: z.int().min(0).describe('Its new place; the others move') })
  .partial();
export type UpdateClass = z.infer<typeof UpdateClass>;

/** The classes that people are offered and models learn, in their order. */
export const classesInUse = (classes: readonly Class[]): Class[] =>
  classes.filter(({ isArchived, mergedIntoId }) => !isArchived && mergedIntoId === null);

/** The class that counts for an id today: itself, or what it was merged into; null where it was archived or is unknown. */
export function currentClass(id: string, classes: readonly Class[]): Class | null {
  const found = classes.find((one) => one.id === id);
  if (!found) return null;
  if (found.mergedIntoId !== null) return currentClass(found.mergedIntoId, classes);
  return found.isArchived ? null : found;
}

/** The class that somebody means by a name, its case and the blanks around it aside, or by its id. */
export function classNamed(given: string, classes: readonly Class[]): Class | null {
  const found = classes.find(({ id }) => id === given) ?? classCalled(given, classes);
  return found && currentClass(found.id, classes);
}

/** The class with a name, its case and the blanks around it aside, whether it is in use or not. */
export function classCalled(given: string, classes: readonly Class[]): Class | null {
  const folded = fold(given);
  return classes.find(({ name }) => name === given) ?? classes.find(({ name }) => fold(name) === folded) ?? null;
}

const fold = (name: string) => name.normalize('NFC').trim().toLowerCase();
