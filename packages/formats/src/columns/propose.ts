import type { ColumnRole, Columns, DecimalMark } from '@querent/contracts';
import { flagOf, isMissing, isNoNumber, splitOf } from './cells.js';
import {
  isAboutText,
  isCalledAnswer,
  isCalledId,
  isCalledLabelItself,
  isCalledNumber,
  isCalledSplit,
  isCalledText,
  isInLabel,
} from './names.js';
import { isNumeric } from './numbers.js';
import { areSentences } from './sentences.js';

/** A column and what stands in its first records. */
export interface Sample {
  name: string;
  values: unknown[];
}

/** An answer is one of so few. */
const MOST_ANSWERS = 20;
/** A class is called in so few letters, stands so often as a rule, and so many records say it. */
const CLASS_LETTERS = 30;
const CLASS_TIMES = 3;
const CLASS_RECORDS = 9;
const PICTURE = /\.(?:png|jpe?g|gif|webp|bmp|tiff?|avif)$/i;
/**
 * Days that nobody takes for others, with or without a time. The encoder of tables reads them with `momentOf` of core's dates, which
 * formats do not know of (arrows point from the domain to both); a test of the domain holds one against the other.
 */
const DATE =
  /^(?:\d{4}([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?|(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.\d{4}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?)$/i;
/** A column of so few words is a category. */
const MOST_WORDS = 50;
/** A text has so many characters on average; what is shorter is text by its name only. */
const TEXT_LENGTH = 25;

/** So many columns of numbers are a vector. */
const MANY_NUMBERS = 100;
/** What stands beside a vector. */
const BESIDE: ColumnRole[] = ['id', 'label', 'split'];

type Fits = (sample: Filled) => boolean;
/** One column at most takes such a role: the first that fits, by its name and its values, those by the first way before others. */
const SINGLE: [ColumnRole, ...Fits[]][] = [
  ['vector', ({ values }) => all(values, (value) => Array.isArray(value) && value.length > 1 && value.every(isNumber))],
  ['image', ({ values }) => all(values, (value) => typeof value === 'string' && PICTURE.test(value))],
  ['split', ({ name, values }) => isCalledSplit(name) && all(values, isSplit)],
  [
    'id',
    // A copy or two of an id is for the import to say; a column of a few words is no id.
    ({ name, values }) => isCalledId(name) && values.every(isPlain) && new Set(values).size >= 0.8 * values.length,
    ({ name, values }) => isCalledNumber(name) && all(values, counts) && new Set(values).size === values.length,
  ],
  [
    'label',
    ({ name, values }) => isCalledLabelItself(name) && values.every((value) => isPlain(value) || isListOfTexts(value)),
    ({ name, values }) => isInLabel(name) && (areOfFew(values, MOST_WORDS) || all(values, isListOfTexts)),
  ],
];

interface Filled {
  name: string;
  /** Those that are not missing. */
  values: unknown[];
}

/**
 * What each column seems to be, by its name and by its first values: a proposal for a person to change. `007` is no
 * number, and `NA` among words is a word.
 *
 * @param mark before the fractions of numbers that stand as text
 */
export function proposeRoles(samples: readonly Sample[], mark: DecimalMark = '.'): Columns {
  const filled = samples.map(({ name, values }) => ({ name, values: values.filter((value) => !isMissing(value)) }));
  const roles = new Map<string, ColumnRole>();
  const free = () => filled.filter(({ name }) => !roles.has(name));
  const records = samples[0]?.values.length ?? 0;
  for (const [role, ...ways] of SINGLE) {
    const sample = firstFilled(
      ways.flatMap((fits) => outermost(free()).filter(fits)),
      records,
    );
    if (sample) roles.set(sample.name, role);
  }
  const hasContent = [...roles.values()].some((role) => role === 'vector' || role === 'image');
  const text = hasContent ? undefined : textAmong(outermost(free()), records);
  if (text) roles.set(text.name, 'text');
  if (![...roles.values()].includes('label')) {
    const answers = answersAmong(free());
    const ofWords = answers.length === 0 && text ? classAmong(free(), mark) : answers;
    const guessed = ofWords.length === 0 ? partlyAmong(free(), samples, mark) : ofWords;
    for (const [name, role] of guessed) roles.set(name, role);
  }
  for (const sample of free())
    roles.set(sample.name, isInPlaceOf(sample, filled) ? 'metadata' : roleOfRest(sample, mark));
  if (areCoordinates(samples, roles, mark))
    for (const [name, role] of roles) if (role === 'number') roles.set(name, 'vector');
  return Object.fromEntries(samples.map(({ name }) => [name, roles.get(name)!]));
}

/** Hundreds of numbers and nothing else to learn from: what a network has made of something, or the pixels of a picture. */
function areCoordinates(samples: readonly Sample[], roles: Map<string, ColumnRole>, mark: DecimalMark): boolean {
  const [first, ...rest] = [...roles.values()].filter((role) => !BESIDE.includes(role));
  const isWhole = ({ name, values }: Sample) =>
    roles.get(name) !== 'number' || values.every((value) => isNumberIn(value, mark));
  return (
    rest.length + 1 >= MANY_NUMBERS &&
    first === 'number' &&
    rest.every((role) => role === first) &&
    samples.every(isWhole)
  );
}

/** Where no column is called a label: several that each say whether one applies, or one that is called as answers are. */
function answersAmong(samples: Filled[]): [name: string, role: ColumnRole][] {
  const flags = flagsAmong(samples);
  if (flags.length > 0) return flags.map((name) => [name, 'flag']);
  const [answer, ...others] = samples.filter(
    ({ name, values }) => isCalledAnswer(name) && areOfFew(values, MOST_ANSWERS),
  );
  return answer && others.length === 0 ? [[answer.name, 'label']] : [];
}

/** Beside a text: the one column of a few short words that come again and again, whatever it is called. */
function classAmong(samples: Filled[], mark: DecimalMark): [name: string, role: ColumnRole][] {
  const found = samples.filter(
    (sample) =>
      roleOfRest(sample, mark) === 'category' &&
      !isAboutText(sample.name) &&
      !all(sample.values, isFlag) &&
      sample.values.length >= CLASS_RECORDS &&
      areOfFew(sample.values, Math.min(MOST_ANSWERS, sample.values.length / CLASS_TIMES)) &&
      new Set(sample.values).size > 1 &&
      sample.values.every(
        (value) => typeof value === 'string' && value.length <= CLASS_LETTERS && /\p{L}/u.test(value),
      ),
  );
  const [only] = found;
  return only && found.length === 1 ? [[only.name, 'label']] : [];
}

/** Of the records, so many lack what was only answered for some of them; the others lack hardly anything. */
const PARTLY = 0.3;
const FEWEST_ANSWERS = 3;

/** The one column that a good part of the records lacks, of a few words or of numbers: what was answered for some of them. */
function partlyAmong(
  free: Filled[],
  samples: readonly Sample[],
  mark: DecimalMark,
): [name: string, role: ColumnRole][] {
  const records = samples[0]?.values.length ?? 0;
  const isPartly = ({ values }: Filled) => values.length > 0 && values.length <= (1 - PARTLY) * records;
  const [only, ...others] = free.filter(isPartly);
  if (!only || others.length > 0) return [];
  const { name, values } = only;
  const role = roleOfRest(only, mark);
  const isAnswer = role === 'number' ? !values.every(isNone) : role === 'category' && areOfFew(values, MOST_ANSWERS);
  const hasOthers = samples.length > 1 && records >= CLASS_RECORDS && values.length >= FEWEST_ANSWERS;
  return isAnswer && hasOthers && !isAboutText(name) && new Set(values).size > 1 ? [[name, 'label']] : [];
}

/** Columns of 1 and 0 that are called as labels are, each with a class behind it: `topic.billing`, `topic.praise`. */
function flagsAmong(samples: Filled[]): string[] {
  const named = samples.flatMap(({ name, values }) => {
    const [, prefix = '', word = ''] = /^(.+?)[.:_/-](.+)$/.exec(name) ?? [];
    return word !== '' && isCalledLabelItself(prefix) && all(values, isFlag) ? [{ name, prefix }] : [];
  });
  const flags = named.filter(({ prefix }) => prefix === named[0]!.prefix);
  return flags.length > 1 ? flags.map(({ name }) => name) : [];
}

function textAmong(samples: Filled[], records: number): Filled | undefined {
  const isText = (value: unknown) => typeof value === 'string';
  // One that is none is rejected when it is read; a look must not take the name from the others.
  const byName = firstFilled(
    samples.filter(({ name, values }) => isCalledText(name) && values.filter(isText).length >= values.length / 2),
    records,
  );
  if (byName) return byName;
  const texts = samples.filter(({ values }) => values.every(isText));
  // Short ones, too, where no other column is left.
  if (samples.length === 1 && texts[0] && areSentences(texts[0].values as string[])) return texts[0];
  const long = texts
    .map((sample) => ({ sample, length: meanLength(sample.values) }))
    .filter(({ sample, length }) => length >= TEXT_LENGTH && sample.values.some((value) => /\s/.test(String(value))));
  return long.sort((a, b) => b.length - a.length)[0]?.sample;
}

function roleOfRest({ values }: Filled, mark: DecimalMark): ColumnRole {
  if (all(values, (value) => isNumberOrNone(value, mark)) && !all(values, isNone)) return 'number';
  if (all(values, (value) => typeof value === 'string' && DATE.test(value))) return 'date';
  return areOfFew(values, MOST_WORDS) ? 'category' : 'metadata';
}

const all = (values: unknown[], test: (value: unknown) => boolean) => values.length > 0 && values.every(test);
/** Each is one of a few. */
const areOfFew = (values: unknown[], most: number) =>
  all(values, isPlain) && new Set(values).size <= Math.min(most, Math.max(2, values.length / 2));
const isNumber = (value: unknown) => typeof value === 'number';
/** Of the records, no more than that have a value in what is nearly always empty. */
const NEARLY_NONE = 0.02;
/** The first that is not nearly always empty, if there is one. */
const firstFilled = (samples: Filled[], records: number): Filled | undefined =>
  samples.find((sample) => sample.values.length > NEARLY_NONE * records && !isInPlaceOf(sample, samples)) ?? samples[0];
/** Whether it is what a few records have in place of an object: what lies within that has more values. */
const isInPlaceOf = ({ name, values }: Filled, samples: readonly Filled[]) =>
  samples.some((other) => other.name.startsWith(`${name}.`) && other.values.length > values.length);
/** Of what lies within objects, what lies least deep comes first. */
const outermost = (samples: Filled[]) =>
  [...samples].sort((a, b) => a.name.split('.').length - b.name.split('.').length);
/** A whole number, with zeros or letters in front or not. */
const counts = (value: unknown) => isPlain(value) && /^\p{L}*-?\d+$/u.test(String(value).trim());
const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
const isListOfTexts = (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string');
const isNone = (value: unknown) => typeof value === 'string' && isNoNumber(value);
/** With zeros in front it is a code. */
const isProperNumber = (text: string, mark: DecimalMark) => isNumeric(text, mark) && !/^[+-]?0\d/.test(text.trim());
const isNumberIn = (value: unknown, mark: DecimalMark) =>
  isNumber(value) || (typeof value === 'string' && isNumeric(value, mark));
const isNumberOrNone = (value: unknown, mark: DecimalMark) =>
  isNumber(value) || isNone(value) || (typeof value === 'string' && isProperNumber(value, mark));
const meanLength = (values: unknown[]) =>
  values.reduce<number>((sum, value) => sum + String(value).length, 0) / Math.max(1, values.length);

const isSplit = (value: unknown) => isRead(() => splitOf('', value));
const isFlag = (value: unknown) => isRead(() => flagOf('', value));

/** Whether there is a value that can be read. */
function isRead(read: () => unknown): boolean {
  try {
    return read() !== null;
  } catch {
    return false;
  }
}
