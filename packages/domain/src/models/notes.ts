import { formatCount, type Model, many, type Serving } from '@querent/contracts';

/** Of a share: above this half width an interval is worth a word. */
const WIDE = 0.03;

interface Noted {
  model: Model;
  records: number;
  serving: Serving;
  /** Models that could have been chosen. */
  models: number;
  /** Names of classes that no record of the holdout belongs to. */
  unseen: string[];
}

/** What to keep in mind when reading the figures of a model. */
export function notesOn({ model, records, serving, models, unseen }: Noted): string[] {
  const notes: string[] = [];
  const [first] = model.figures;
  const half = first ? (first.high - first.low) / 2 : 0;
  if (first?.unit === 'share' && half > WIDE)
    notes.push(
      `The holdout has ${many(records, 'record')}: its ${first.title.toLowerCase()} is known to ± ${Math.round(100 * half)} points. Two models that lie closer than that may be as good as each other; compare them to see. For ± 2 points it takes about ${formatCount(recordsFor(first.value))} records.`,
    );
  if (unseen.length > 0)
    notes.push(
      `No record of the holdout is ${listed(unseen)}: nothing is known of how well ${unseen.length === 1 ? 'it is' : 'they are'} recognised.`,
    );
  if (model.isServing && serving.by === 'best' && models > 1)
    notes.push(
      `It serves because it was the best of ${many(models, 'model')} on this holdout: a part of that is luck, and on new records it will do a little worse. Records that took no part in choosing would tell how much.`,
    );
  if (model.isStale)
    notes.push('The classes have changed since it was trained: it does not know them as they are today.');
  return notes;
}

/** Whose share is then known to ± 2 points, to two digits. */
const recordsFor = (share: number) => Number(((1.96 / 0.02) ** 2 * Math.max(0.05, share * (1 - share))).toPrecision(2));

const MOST_NAMES = 3;

function listed(names: string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `“${name}”`);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} or one of ${rest} more` : shown.join(' or ');
}
