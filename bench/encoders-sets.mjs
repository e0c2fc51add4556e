import { gunzipSync } from 'node:zlib';
import { readData } from './data.mjs';

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
export const SETS = {
  trec: { title: 'TREC', classes: 6, read: () => split(trec) },
  sst2: { title: 'SST-2', classes: 2, read: () => split(sst2) },
  'ag-news': { title: 'AG News', classes: 4, tests: 2_000, read: () => split(agNews) },
  adult: { title: 'Adult', classes: 2, tests: 2_000, read: () => split(adult) },
};

const split = (read) => ({ pool: read('train'), test: read('test') });

const linesOf = (path, encoding = 'utf8') =>
  gunzipSync(readData(...path))
    .toString(encoding)
    .split('\n')
    .filter((line) => line.trim() !== '');

/** A line cut in two at the first separator. */
function halves(line, separator) {
  const at = line.indexOf(separator);
  return [line.slice(0, at), line.slice(at + separator.length)];
}

const text = (words, label) => ({ record: { kind: 'text', text: words.trim() }, label });

const trec = (part) =>
  linesOf(['trec', `TREC.${part}.gz`], 'latin1').map((line) => {
    const [labels, question] = halves(line, ' ');
    return text(question, COARSE.indexOf(labels.split(':')[0]));
  });

const sst2 = (part) =>
  linesOf(['sst2', `stsa.binary.${part}.gz`]).map((line) => {
    const [label, review] = halves(line, ' ');
    return text(review, Number(label));
  });

const agNews = (part) =>
  linesOf(['ag-news', `${part}.tsv.gz`]).map((line) => {
    const [label, news] = halves(line, '\t');
    return text(news, Number(label) - 1);
  });

const adult = (part) =>
  linesOf(['adult', part === 'train' ? 'adult.data.gz' : 'adult.test.gz'])
    .filter((line) => !line.startsWith('|'))
    .map((line) => {
      const cells = line.split(', ');
      const values = Object.fromEntries(COLUMNS.map((name, i) => [name, cells[i]]));
      return { record: { kind: 'row', values }, label: cells[COLUMNS.length].startsWith('>50K') ? 1 : 0 };
    });
