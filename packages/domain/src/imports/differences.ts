import type { Split } from '@querent/contracts';
import type { Taken } from './take-records.js';
import { type Differing, PLACES_SHOWN } from './tally.js';

/** A record that stands in the project already, or further up in what is brought. */
export interface There {
  id: string;
  externalId: string | null;
  contentHash: string;
  removedAt: Date | null;
  split: Split;
  answerKey: string | null;
  /** It has no label, and may take that of a copy. */
  isOpen: boolean;
}

/** What was brought of a record that is there. */
export interface Known {
  one: Taken;
  there: There;
  /** It had been removed, and this brings it back. */
  comesBack: boolean;
}

/** What is said of records that are there otherwise than they are, and changes nothing. */
export function differencesIn(known: Known[]): Differing {
  const others = known.filter(({ comesBack }) => !comesBack);
  const labels = known.filter(hasOtherLabel);
  return {
    ids: others.filter(({ one, there }) => one.externalId !== null && one.externalId !== there.externalId).length,
    labels: labels.length,
    labelPlaces: labels.slice(0, PLACES_SHOWN).map(({ one }) => placeWithLabel(one)),
    splits: others.filter(({ one, there }) => Boolean(one.split) && one.split !== there.split).length,
  };
}

/** One that names no class is another, too. */
const hasOtherLabel = ({ one, there }: Known) =>
  one.answered === null ? one.isUnnamed : one.answered.answerKey !== there.answerKey;

const LETTERS = 40;

/** Where another label stands and what it says: `line 3 ("b")`. */
export function placeWithLabel({ place, label }: { place: string; label?: unknown }): string {
  const words = [label].flat().map((name) => (typeof name === 'string' ? name : JSON.stringify(name)));
  const text = words.join(', ');
  return `${place} ("${text.length > LETTERS ? `${text.slice(0, LETTERS)}…` : text}")`;
}
