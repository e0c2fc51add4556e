import type { Survey, TaskKind } from '@querent/contracts';
import { wilsonInterval } from '@querent/core/evaluation';
import { many, roughly, rounded } from './in-words.js';

const MOST = 100_000;
const ENOUGH = 1_000;
/** Of the labelled records: the others are for learning. */
const SHARE = 5;
/** At which the width of the interval is told. */
const LIKELY_ACCURACY = 0.8;
/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.96;

interface Labels {
  task: TaskKind;
  /** Records with a label, as far as is known of the whole file. */
  labelled: number;
  /** Of those: the ones that differ by more than case and space. Copies are kept aside with what they are copies of. */
  distinct: number;
  /** Of those: the ones that say that they are for measuring. */
  declared: number;
  /** Else the numbers are estimates. */
  isWhole: boolean;
  /** The project that the records join: whether its holdout is drawn already, and how many records it asks for. */
  project: { hasBegun: boolean; holdout: number } | null;
}

/** How many labelled records to keep for measuring, and what that means for the figures. */
export function proposeHoldout({ task, labelled, distinct, declared, isWhole, project }: Labels): Survey['holdout'] {
  const told = (number: number) => (isWhole ? number : rounded(number));
  if (declared > 0) {
    const about = isWhole ? '' : 'About ';
    const records = told(declared);
    const reason = `As the file says. ${about}${precision(task, records)}. No others are drawn.`;
    return { records, most: records, reason };
  }
  if (project?.hasBegun)
    return {
      records: 0,
      most: 0,
      reason:
        'All of these records join those to learn from. To measure models on some, give them the split "test" in the file, and a label.',
    };
  if (labelled === 0)
    return {
      records: 0,
      most: 0,
      reason:
        'No labels are given, so nothing can be measured: models are trained all the same. To measure them, label some records beforehand, or add records with a label and the split "test" later.',
    };
  const most = Math.min(MOST, Math.floor(told(distinct) / 2));
  const proposed = Math.min(ENOUGH, Math.max(1, Math.floor(told(distinct) / SHARE)));
  const records = Math.min(most, project ? project.holdout : proposed);
  if (most === 0)
    return { records, most, reason: 'One labelled record is too few to measure anything by. It is for learning.' };
  if (records === 0)
    return { records, most, reason: 'The project asks for no records to measure on: models are trained all the same.' };
  return {
    records,
    most,
    reason: `${precision(task, records)}. They are drawn at random among ${isWhole ? 'the ' : ''}${roughly(distinct, isWhole)} ${distinct < labelled ? 'different texts ' : ''}with a label before anybody is asked, and never learned from.${distinct < labelled ? ' Texts that differ from them in case or space only are kept aside with them.' : ''}`,
  };
}

/** What so many records tell of a model. */
function precision(task: TaskKind, records: number): string {
  const what = many(records, 'record');
  if (task === 'numeric') {
    // Of errors that are spread normally: the root of their mean square has a standard deviation of 1/√(2n) of itself.
    return `${what}: the error of a model known to about ± ${Math.round((100 * Z) / Math.sqrt(2 * records))} % of itself`;
  }
  const { low, high } = wilsonInterval(Math.round(LIKELY_ACCURACY * records), records);
  const points = (100 * (high - low)) / 2;
  return `${what}: accuracy to ± ${points < 1.5 ? points.toFixed(1) : Math.round(points)} points`;
}
