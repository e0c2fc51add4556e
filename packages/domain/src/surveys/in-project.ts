import type { Survey } from '@querent/contracts';
import type { Db } from '@querent/db';
import type { ProjectTask } from '../tasks/project-task.js';
import { many, placesIn } from './in-words.js';
import { isGiven } from './label-for.js';
import { untallyLabel } from './label-tally.js';
import { type Found, lookInProject } from './look-in-project.js';
import type { ReadFile } from './read-within.js';
import type { Shown } from './show-records.js';
import { REFUSED_SHOWN } from './tally-file.js';

/** What adding a file to a project would do. @param undecoded pictures that cannot be read, and passed for new until they were shown */
export async function inProject(
  db: Db,
  project: { id: string; task: ProjectTask },
  { keys, reasons, refusedCount }: ReadFile,
  undecoded: Shown['refused'],
) {
  const { labels, ...found } = await lookInProject(db, project, keys);
  // Those whose id stands twice in the file are among the keys.
  const unreadable = refusedCount + undecoded.length - (reasons.get('clash')?.count ?? 0);
  for (const { record } of undecoded) if (isGiven(record.label)) untallyLabel(labels, record.label);
  return {
    ...{ ...found, labels, fresh: found.fresh - undecoded.length, refused: found.refused + unreadable },
    records: found.records - undecoded.length,
  };
}

/** Each record once: the file may tell of it, and the project. */
export function joined(inFile: Survey['refused'], inProject: Survey['refused']): Survey['refused'] {
  const places = new Set(inFile.map(({ place }) => place));
  return [...inFile, ...inProject.filter(({ place }) => !places.has(place))].slice(0, REFUSED_SHOWN);
}

const clashesIn = ({ count: found, places }: { count: number; places: readonly string[] }) =>
  `${many(found, 'record has', 'records have')} the id of another record of the project, and ${found === 1 ? 'is' : 'are'} left out: ${placesIn(places, found)}. Give ${found === 1 ? 'it another id' : 'them other ids'}.`;

const takingIn = (found: number) =>
  `${many(found, 'record', 'records')} of the project without a label ${found === 1 ? 'takes' : 'take'} that of a copy in the file.`;

/** What to know of the project's records before others are added. */
export const noticesOfAdding = ({ clashes, taking }: Pick<Found, 'clashes' | 'taking'>): string[] => [
  ...(clashes.count > 0 ? [clashesIn(clashes)] : []),
  ...(taking > 0 ? [takingIn(taking)] : []),
];
