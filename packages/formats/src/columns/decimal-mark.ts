import type { DecimalMark } from '@querent/contracts';
import type { Noticed } from '../imported.js';
import { isMissing, isNoNumber } from './cells.js';
import { isCalledLabel } from './names.js';
import { isNumeric, numberIn } from './numbers.js';
import type { Sample } from './propose.js';

/** Of a column of numbers, so many are some; the others are slips of the pen. */
const NEARLY_ALL = 0.9;
/** Of a column of decimal fractions, so many have one; of lists, most are of one. */
const MANY = 0.5;

export interface FoundMark {
  mark: DecimalMark;
  /** Where it could as well be the other one. */
  notice: Noticed | null;
  /** Whether there is a number in a text by which the choice shows. */
  isSeen: boolean;
}

/** Numbers of a column of texts that are some with one mark only, or with both and then not the same. */
interface Evidence {
  name: string;
  comma: string[];
  point: string[];
  either: string[];
  /** Of texts that are not missing. */
  filled: number;
}

/**
 * Which mark stands before the fraction of the numbers of a file. "10,37" says it; "1,234" does not, and is decided by the
 * other columns, else by what stands between cells: a semicolon is written where the comma is taken.
 *
 * @param delimiter null where the file is no table of text
 */
export function findMark(samples: readonly Sample[], delimiter: string | null): FoundMark {
  const columns = samples.flatMap((sample) => evidenceIn(sample) ?? []);
  const isTaken = delimiter === ';';
  const commas = columns.filter((column) => saysComma(column, delimiter));
  const points = columns.filter(({ point, comma }) => point.length > comma.length);
  const isSeen = columns.length > 0;
  const found = (mark: DecimalMark, notice: Noticed | null = null): FoundMark => ({ mark, notice, isSeen });
  const [comma, point] = [commas[0], points[0]];
  if (comma && point) {
    const mark = commas.length > points.length || (isTaken && commas.length === points.length) ? ',' : '.';
    return found(mark, bothIn(mark, shownOf(comma.name, comma.comma[0]!), shownOf(point.name, point.point[0]!)));
  }
  if (comma) return found(',');
  if (point) return found('.');
  const unsure = columns.find(({ comma, either }) => comma.length > 0 || either.some((text) => text.includes(',')));
  if (unsure) {
    const text = unsure.comma[0] ?? unsure.either.find((one) => one.includes(','))!;
    const mark = isTaken && unsure.comma.length === 0 ? ',' : '.';
    return found(mark, unsureOf(mark, unsure.name, text));
  }
  const [parted] = isTaken ? columns : [];
  return found('.', parted ? unsureOf('.', parted.name, parted.either[0]!) : null);
}

function evidenceIn({ name, values }: Sample): Evidence | null {
  const texts = values.filter((value) => typeof value === 'string' && !isMissing(value) && !isNoNumber(value));
  const evidence: Evidence = { name, comma: [], point: [], either: [], filled: texts.length };
  let numbers = 0;
  for (const text of texts as string[]) {
    const [point, comma] = [numberIn(text, '.'), numberIn(text, ',')];
    if (point === null && comma === null) continue;
    numbers++;
    if (point === null) evidence.comma.push(text);
    else if (comma === null) evidence.point.push(text);
    else if (point !== comma) evidence.either.push(text);
  }
  const hasAny = evidence.comma.length + evidence.point.length + evidence.either.length > 0;
  return hasAny && numbers >= NEARLY_ALL * texts.length ? evidence : null;
}

/** What may as well be a list of answers does not, unless the comma is taken for nothing else. */
function saysComma({ name, comma, point, filled }: Evidence, delimiter: string | null): boolean {
  if (comma.length <= point.length) return false;
  if (delimiter === ';' && !isCalledLabel(name)) return true;
  return comma.length >= MANY * filled && !(isCalledLabel(name) && mayBeLists(comma));
}

/** The same few parts before the comma and after it, none of them such as no name begins. */
function mayBeLists(texts: readonly string[]): boolean {
  const [before, after] = [0, 1].map((at) => new Set(texts.map((text) => text.split(',')[at]!.trim())));
  return [...after!].some((part) => before!.has(part)) && ![...after!].some((part) => /^0\d/.test(part));
}

const shownOf = (name: string, text: string) => `"${text}" in the column ${name}`;

const bothIn = (mark: DecimalMark, comma: string, point: string): Noticed => ({
  place: 'file',
  notice: `There are numbers with a decimal comma, such as ${comma}, and with a point, such as ${point}. They are read with a ${mark === ',' ? 'comma' : 'point'}; the others are no numbers then. If it is the other way round, say so where it is said how the file is read.`,
});

const unsureOf = (mark: DecimalMark, name: string, text: string): Noticed => {
  const number = numberIn(text, mark);
  const what =
    number === null
      ? 'is taken for no number, since it may be a list. If it is one, choose the comma as the decimal mark'
      : `is read as ${number}, with a ${mark === ',' ? 'comma' : 'point'} as the decimal mark. If that is wrong, choose the other mark`;
  return { place: 'file', notice: `${shownOf(name, text)} ${what} where it is said how the file is read.` };
};

/** A text that stands for a number only by the decimal mark of its file. @returns other values as they are */
export function withMark(value: unknown, mark: DecimalMark | undefined): unknown {
  if (typeof value !== 'string' || mark === undefined || !isNumeric(value, mark)) return value;
  const number = numberIn(value, mark);
  return number === Number(value) ? value : number;
}
