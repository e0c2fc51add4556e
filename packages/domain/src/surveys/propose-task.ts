import { type Columns, type TaskKind, taskKindOf } from '@querent/contracts';
import type { ColumnTallies, ColumnTally } from './column-tally.js';
import { couldBeLabel } from './could-be-label.js';
import { amount, count, listed, many, quoted } from './in-words.js';
import { countNumbers, type LabelTally } from './label-tally.js';

/** So few whole numbers are names of classes rather than amounts. */
const FEW_VALUES = 20;
/** Whole numbers from 0 to here are a scale, such as stars, however seldom each stands. */
const SCALE = 10;

/** Of the labels that say something: so many numbers are what is asked, and the words among them slips. */
const MOSTLY = 0.9;

export interface ProposedTask {
  kind: TaskKind;
  reason: string;
}

/** How the labels are written, as the options of their format say. */
interface Writing {
  columns?: Columns;
  labelSeparator?: string;
}

/** What the labels suggest to ask, and why. @param columns of a new project: those that can be made the label are named */
export function proposeTask(tally: LabelTally, writing: Writing, columns?: ColumnTallies): ProposedTask {
  const { labelled, lists, single, words, whole, numbers, names, low, high } = tally;
  const values = words > 0 ? countNumbers(tally) : names.size;
  if (labelled === 0) {
    const other = columns ? couldBeLabel(writing.columns ?? {}, columns, isAmount) : '';
    const reason = `No labels are given. ${other}${other ? 'type' : 'Type'} the classes of which people are to choose one, or choose another question.`;
    return { kind: 'single_choice', reason };
  }
  if (lists > 0) return { kind: 'multi_label', reason: reasonOfLists(writing, single === labelled) };
  if (words > 0 && !areNumbers(tally, values))
    return {
      kind: 'single_choice',
      reason: `Labels are words, one to a record: ${many(names.size, 'class', 'classes')}.`,
    };
  if (words === 0 && areClasses({ isWhole: whole === numbers, values, low, high, records: labelled }))
    return {
      kind: 'single_choice',
      reason: `Labels are whole numbers of ${many(values, 'value')}, ${amount(low)} to ${amount(high)}: classes. If they are amounts, a number would do too.`,
    };
  const found = tally.hasMoreNames ? `more than ${count(values)}` : count(values);
  return {
    kind: 'numeric',
    reason: `Labels are numbers with many values (${found}), ${amount(low)} to ${amount(high)}: a number.${words > 0 ? ` ${count(words)} of ${count(labelled)} ${words === 1 ? 'is' : 'are'} none.` : ''}`,
  };
}

/** Whether the values of a column would ask for a number. */
function isAmount({ present, numbers, values, hasMoreValues, low, high }: ColumnTally): boolean {
  if (numbers < MOSTLY * present) return false;
  const isWhole = [...values.keys()].every((value) => Number.isInteger(Number(value)));
  return hasMoreValues || !areClasses({ isWhole, values: values.size, low, high, records: present });
}

interface Numbers {
  isWhole: boolean;
  /** Different ones. */
  values: number;
  low: number;
  high: number;
  records: number;
}

/** Whether numbers are the names of classes rather than amounts. */
const areClasses = ({ isWhole, values, low, high, records }: Numbers): boolean =>
  isWhole && values <= FEW_VALUES && ((low >= 0 && high <= SCALE) || 2 * values <= records);

/** Whether labels are numbers, a few words among them apart. @param values different numbers */
const areNumbers = ({ labelled, numbers, noNumbers }: LabelTally, values: number): boolean =>
  values > FEW_VALUES && numbers >= MOSTLY * (labelled - noNumbers);

function reasonOfLists({ columns = {}, labelSeparator = '' }: Writing, isOneEach: boolean): string {
  const flags = Object.keys(columns).filter((name) => columns[name] === 'flag');
  const labels = Object.keys(columns).filter((name) => columns[name] === 'label');
  if (flags.length > 0) return `The columns ${listed(flags)} each say whether one label applies: several labels.`;
  if (labels.length > 1) return `The columns ${listed(labels)} each give a label: several labels.`;
  if (labelSeparator !== '' && labelSeparator !== 'json')
    return `Between labels of a record stands "${labelSeparator}": several labels.`;
  return `Labels are lists${isOneEach ? ', if of one each so far' : ''}: several labels.`;
}

/** Why the labels do not answer a question, with what to do; none where they do. @param column that they stand in, if it is one */
export function problemsOfTask(kind: TaskKind, tally: LabelTally, column: string | null): string[] {
  const { labelled, lists, words, noNumbers, firstWords } = tally;
  const { title } = taskKindOf(kind);
  const where = column === null ? 'The labels' : `The column ${column}`;
  const has = column === null ? 'have' : 'has';
  const examples = listed(firstWords.map(({ place, label }) => `${quoted(label)} (${place})`));
  if (kind === 'numeric' && 2 * (words - noNumbers) > labelled - noNumbers && lists < words)
    return [
      `${where} ${has} words: ${count(words)} of ${count(labelled)}, such as ${examples}. Correct them, or ask for a class.`,
    ];
  if (kind !== 'multi_label' && lists > 0)
    return [`${where} ${has} lists of labels, and "${title}" takes one. Choose "${taskKindOf('multi_label').title}".`];
  return [];
}
