import { gunzipSync } from 'node:zlib';
import type { TableRow, Text } from '@querent/core/encoders';
import { readData } from './data.ts';

/** A record with its class. */
export interface Item {
  record: Text | TableRow;
  label: number;
}
type Part = 'train' | 'test';
export interface EncoderSet {
  title: string;
  classes: number;
  /** How many test records are taken; all if left out. */
  tests?: number;
  read: () => { pool: Item[]; test: Item[] };
}

const COARSE = ['ABBR', 'DESC', 'ENTY', 'HUM', 'LOC', 'NUM'];
const COLUMNS = [
  'age',
  'workclass',
  'fnlwgt',
  'education',
  'education-num',
  'marital-status',
  'occupation',
  'relationship',
  'race',
  'sex',
  'capital-gain',
  'capital-loss',
  'hours-per-week',
  'native-country',
];

/** The sets by name: records of the pool and of the test, with their classes. AG News and Adult are tested on 2,000. */
export const SETS: Record<string, EncoderSet> = {
  trec: { title: 'TREC', classes: 6, read: () => split(trec) },
  sst2: { title: 'SST-2', classes: 2, read: () => split(sst2) },
  'ag-news': { title: 'AG News', classes: 4, tests: 2_000, read: () => split(agNews) },
  adult: { title: 'Adult', classes: 2, tests: 2_000, read: () => split(adult) },
};

const split = (read: (part: Part) => Item[]) => ({ pool: read('train'), test: read('test') });

/** Lines of a packed file of the sets that are not blank. */
export const linesOf = (path: string[], encoding: BufferEncoding = 'utf8') =>
  gunzipSync(readData(...path))
    .toString(encoding)
    .split('\n')
    .filter((line) => line.trim() !== '');

/** A line cut in two at the first separator. */
function halves(line: string, separator: string): [string, string] {
  const at = line.indexOf(separator);
  return [line.slice(0, at), line.slice(at + separator.length)];
}

const text = (words: string, label: number): Item => ({ record: { kind: 'text', text: words.trim() }, label });

const trec = (part: Part) =>
  linesOf(['trec', `TREC.${part}.gz`], 'latin1').map((line) => {
    const [labels, question] = halves(line, ' ');
    return text(question, COARSE.indexOf(labels.split(':')[0] ?? ''));
  });

const sst2 = (part: Part) =>
  linesOf(['sst2', `stsa.binary.${part}.gz`]).map((line) => {
    const [label, review] = halves(line, ' ');
    return text(review, Number(label));
  });

const agNews = (part: Part) =>
  linesOf(['ag-news', `${part}.tsv.gz`]).map((line) => {
    const [label, news] = halves(line, '\t');
    return text(news, Number(label) - 1);
  });

const adult = (part: Part): Item[] =>
  linesOf(['adult', part === 'train' ? 'adult.data.gz' : 'adult.test.gz'])
    .filter((line) => !line.startsWith('|'))
    .map((line) => {
      const cells = line.split(', ');
      const values = Object.fromEntries(COLUMNS.map((name, i) => [name, cells[i] ?? null]));
      return { record: { kind: 'row', values }, label: cells[COLUMNS.length]?.startsWith('>50K') ? 1 : 0 };
    });
