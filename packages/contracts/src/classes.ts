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

/** In use, of one project: the labelling page shows a button for each. */
export const MOST_CLASSES = 1_000;
export const TOO_MANY_CLASSES = 'A project has at most 1,000 classes';

/** A class as it is made: by its name alone, or with more. */
export const NewClass = Class.pick({ name: true })
  .strict()
  .extend({
    key: Class.shape.key.default(null),
    colour: Class.shape.colour.default(null),
    description: Class.shape.description.default(''),
  });
export type NewClass = z.infer<typeof NewClass>;

export const UpdateClass = Class.pick({ name: true, key: true, colour: true, description: true })
  .strict()
  .extend({ order: z.int().min(0).describe('Its new place; the others move') })
  .partial();
export type UpdateClass = z.infer<typeof UpdateClass>;

/** The classes that people are offered and models learn, in their order. */
export const classesInUse = (classes: readonly Class[]): readonly Class[] => placesOf(classes).inUse;

/** The class that counts for an id today: itself, or what it was merged into; null where it was archived or is unknown. */
export function currentClass(id: string, classes: readonly Class[]): Class | null {
  const found = placesOf(classes).byId.get(id);
  if (!found) return null;
  if (found.mergedIntoId !== null) return currentClass(found.mergedIntoId, classes);
  return found.isArchived ? null : found;
}

/** The class that somebody means by a name, its case and the blanks around it aside, or by its id. */
export function classNamed(given: string, classes: readonly Class[]): Class | null {
  const found = placesOf(classes).byId.get(given) ?? classCalled(given, classes);
  return found && currentClass(found.id, classes);
}

/** The class with a name, its case and the blanks around it aside, whether it is in use or not. */
export function classCalled(given: string, classes: readonly Class[]): Class | null {
  const { byName, byFoldedName } = placesOf(classes);
  return byName.get(given) ?? byFoldedName.get(foldName(given)) ?? null;
}

/** Names that fold to the same are one name. */
export const foldName = (name: string): string => name.normalize('NFC').trim().toLowerCase();

interface Places {
  inUse: Class[];
  byId: Map<string, Class>;
  byName: Map<string, Class>;
  byFoldedName: Map<string, Class>;
}
/** Thousands of classes are looked up for each of thousands of labels. Lists of classes never change: a change makes new ones. */
const known = new WeakMap<readonly Class[], Places>();

function placesOf(classes: readonly Class[]): Places {
  const before = known.get(classes);
  if (before) return before;
  const backwards = [...classes].reverse(); // of several, the first counts
  const places = {
    inUse: classes.filter(({ isArchived, mergedIntoId }) => !isArchived && mergedIntoId === null),
    byId: new Map(backwards.map((one) => [one.id, one])),
    byName: new Map(backwards.map((one) => [one.name, one])),
    byFoldedName: new Map(backwards.map((one) => [foldName(one.name), one])),
  };
  known.set(classes, places);
  return places;
}
