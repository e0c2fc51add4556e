import { formatCount, many } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { countLeftOut, countTogether } from '../records/near-copies.js';
import { readTask } from '../tasks/project-task.js';
import { placesInWords } from './notices.js';
import type { Tally } from './tally.js';

/** So many of them are shown: the first. */
export const REFUSED_SHOWN = 100;

export interface Addition {
  tally: Tally;
  /** Whether people were asked before. */
  hadBegun: boolean;
  holdout: number;
  /** Index of the first that was added, or one before it. */
  first?: number;
  more?: boolean;
}

/** What to know of records that were added, in sentences. */
export async function notesOn(
  db: Transaction,
  projectId: string,
  { tally, hadBegun, holdout, first = 0, more = false }: Addition,
): Promise<string[]> {
  const notesOnCopies = () =>
    // Those that were there may be copies of what is measured on from now on.
    hadBegun ? noteOnLeftOut(db, projectId, tally.toHoldout > 0 ? 0 : first) : noteOnTogether(db, projectId, holdout);
  return [
    ...notesOnAdding(tally, hadBegun),
    ...(hadBegun ? [] : await noteOnDrawing(db, { projectId, holdout })),
    ...(tally.added > 0 && holdout > 0 && !more ? await notesOnCopies() : []),
    ...notesOnKnown(tally),
  ];
}

function notesOnAdding({ toHoldout, known, added, refused }: Tally, hadBegun: boolean): string[] {
  const notes: string[] = [];
  if (hadBegun && toHoldout > 0)
    notes.push(
      `${many(toHoldout, 'record')} joined the holdout: figures from the next model on stand on other records than those before, so the curve has a step here.`,
    );
  if (known > 0 && added === 0 && refused === 0) notes.push('All of these records were there already.');
  return notes;
}

/** That labelling has begun with a smaller holdout than the project asks for: it is not drawn again. */
async function noteOnDrawing(db: Transaction, { projectId, holdout }: { projectId: string; holdout: number }) {
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId } });
  if (project.begunAt === null || holdout >= project.holdout) return [];
  return [
    `The project asks for a holdout of ${project.holdout}, and labelling has begun with ${holdout || 'none'}: at most half of the records with a label are drawn.${holdout ? '' : ' Without a holdout no model is measured.'} Add records with "split": "holdout" and a label to measure models on them.`,
  ];
}

async function noteOnLeftOut(db: Transaction, projectId: string, first: number): Promise<string[]> {
  const count = await countLeftOut(db, projectId, first);
  const them = count === 1 ? 'it' : 'them';
  return noteOnCopies(count, `one of the holdout in case or space only: no model learns from ${them}`);
}

async function noteOnTogether(db: Transaction, projectId: string, holdout: number) {
  const copies = await countTogether(db, projectId);
  const instead = `${formatCount(holdout)} rather than ${formatCount(holdout - copies)}`;
  return noteOnCopies(
    copies,
    `another of the holdout in case or space only: such copies are kept there together, so that it has ${instead} records`,
  );
}

const noteOnCopies = (count: number, what: string) =>
  count > 0 ? [`${many(count, 'record differs', 'records differ')} from ${what}.`] : [];

/** What was brought of records that were there already: labels that they lacked, and what has changed nothing. */
function notesOnKnown({ labelled, differing: { ids, labels, labelPlaces, splits } }: Tally): string[] {
  const said: [number, string][] = [
    [ids, `Not added, since a content is asked about once: ${ids} with a new id and the content of another record.`],
    [labelled, `${many(labelled, 'record')} had no label and took that of a copy.`],
    [labels, noteOnLabels(labels, labelPlaces)],
    [splits, `Splits that differ from those here: ${splits}. Records stay where they are.`],
  ];
  return said.flatMap(([count, sentence]) => (count > 0 ? [sentence] : []));
}

/** That copies say something else than their records. @param places of the first of them, with what they say */
export function noteOnLabels(count: number, places: readonly string[]): string {
  return `${many(count, 'copy carries', 'copies carry')} another label than the record with the same content, which keeps its own: ${placesInWords(places, count)}.`;
}

/** That labels were to make classes, and there are too few to choose among. */
export async function noteOnClasses(db: Transaction, projectId: string): Promise<string[]> {
  const { kind, classIds } = await readTask(db, projectId);
  const { leastClasses, title } = kind;
  if (classIds.length >= leastClasses) return [];
  const least = many(leastClasses, 'class', 'classes');
  const found = classIds.length === 1 ? 'there is 1' : `there are ${classIds.length}`;
  return [`"${title}" needs at least ${least}, and ${found}. Add the others.`];
}
