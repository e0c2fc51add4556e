import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Survey } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../errors.js';
import { setUpSurveys } from './survey.contract.js';

const data = process.env.QUERENT_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const formats = join(data, 'formats');
const READ = ['csv', 'json', 'npy', 'zip'];
const REFUSED = ['images', 'xlsx', 'parquet'];
/** Other readers than these are for it. */
const NOT_READ = ['npy/set.npz'];
/** Refused at the desk by its name where it is text: what it is called says otherwise. */
const IS_TABLE = ['xlsx/really-csv.xlsx'];

interface Expectation {
  outcome: 'accept' | 'partial' | 'refuse';
  options?: {
    id?: string;
    text?: string;
    label?: string | string[];
    path?: string;
    label_separator?: Record<string, string>;
  };
  records: number;
  fields?: Record<string, string>;
  classes?: Record<string, string[]>;
  rejected?: { reason: string }[];
}

const filesIn = (folder: string) =>
  existsSync(join(formats, folder))
    ? readdirSync(join(formats, folder))
        .filter((name) => !name.endsWith('.expected.json') && statSync(join(formats, folder, name)).isFile())
        .map((name) => `${folder}/${name}`)
    : [];
const readable = READ.flatMap(filesIn).filter((name) => !NOT_READ.includes(name));
const missing = readable.length === 0 ? `: skipped, for ${formats} is not there` : '';
const expectationOf = (name: string): Expectation =>
  JSON.parse(readFileSync(join(formats, `${name}.expected.json`), 'utf8'));

/** Said by the database or the decoder where others say it of the file, or the other way round. */
const OTHERWISE: Record<string, Partial<Expectation>> = {
  // A line without an id is refused where the column is called id: the expectation has no word on it.
  'json/lines-quirks.jsonl': { records: 5 },
  // An empty text is no record to label.
  'json/records.json': { records: 2, rejected: [{ reason: 'missing_text' }] },
  // A vector with NaN in it.
  'npy/probabilities.npy': { records: 2, rejected: [{ reason: 'not_a_number' }] },
  // Of a file that is cut off, what came before the cut.
  'json/truncated.json': { outcome: 'partial', records: 2 },
  'zip/bomb.zip': { outcome: 'partial', records: 1 },
  // One of two files of a name.
  'zip/odd-names.zip': { records: 6 },
};

describe.skipIf(readable.length === 0)(`the files of neighbours${missing}`, () => {
  const { of } = setUpSurveys();
  const surveyed = (name: string, wishes?: object): Promise<Survey | DomainError> =>
    of(name.split('/')[1]!, readFileSync(join(formats, name)), wishes).catch((error) => {
      expect(error).toBeInstanceOf(DomainError);
      return error as DomainError;
    });

  it.each(readable)('%s is surveyed as it must come in, and its options say the same again', async (name) => {
    const expected = { ...expectationOf(name), ...OTHERWISE[name] };
    const found = await surveyed(name);
    if (found instanceof DomainError) {
      expect([expected.outcome, found.code]).toEqual(['refuse', 'file_unreadable']);
      return;
    }
    if (expected.outcome === 'refuse') {
      expect(found.problems).not.toEqual([]);
      return;
    }
    expect(found.counts.records + found.copies.exact).toBe(expected.records);
    expect(found.counts.refused > 0).toBe((expected.rejected ?? []).length > 0);
    const named = Object.fromEntries(found.columns.map((column) => [column.name, column.role]));
    const { id, text, label } = expected.options ?? {};
    const [first] = [label ?? []].flat();
    if (id) expect(named[id]).toBe('id');
    if (text) expect(named[text]).toBe('text');
    if (first && expected.classes?.[first] && found.columns.length > 0) {
      expect(named[first]).toBe('label');
      expect(found.classes.map((one) => one.name).sort()).toEqual([...expected.classes[first]].sort());
    }
    const again = await surveyed(name, { format: found.format.id, options: found.options });
    expect(again).toEqual(found);
  });

  it.each(REFUSED.flatMap(filesIn).filter((name) => !IS_TABLE.includes(name)))(
    '%s is refused with what to do',
    async (name) => {
      const refused = await surveyed(name);
      expect(refused).toMatchObject({
        code: 'file_unreadable',
        detail: expect.stringMatching(/(save|put|pack|bring|choose)/i),
      });
    },
  );
});

describe.skipIf(!existsSync(join(data, 'cases')))('cases', () => {
  const { of } = setUpSurveys();
  const file = (name: string) => readFileSync(join(data, 'cases', name));

  it('copies and near copies are told before anything is stored', async () => {
    const found = await of('pool.csv', file('b13-duplicates/pool.csv'), {
      options: { columns: { id: 'id', text: 'text' } },
    });
    expect(found.copies).toEqual({ exact: 1, near: 2 });
    expect(found.refused).toEqual([
      { place: expect.any(String), reason: expect.stringMatching(/"1" stands for another record/) },
    ]);
  });

  it('a label column of another name is found, and bad lines are named', async () => {
    const found = await of('labels.jsonl', file('b09-wrong-key/labels-not-label.jsonl'));
    expect(found.columns.find(({ role }) => role === 'label')?.name).toBe('labels');
    expect(found.counts).toMatchObject({ records: 3, labelled: 3, refused: 3 });
    expect(found.refused.map(({ place }) => place)).toEqual(['line 4', 'line 5', 'line 6']);
    expect(found.task).toMatchObject({ kind: 'multi_label', reason: expect.stringMatching(/of one each/) });
  });

  it.each(['utf8-bom-crlf', 'semicolon-lf', 'utf16le', 'gb18030'])(
    'one table is the same from %s.csv',
    async (name) => {
      const expected = JSON.parse(file('b07-csv-headings/expected.json').toString());
      const found = await of(`${name}.csv`, file(`b07-csv-headings/${name}.csv`));
      expect(found.columns.map((column) => [column.name, column.role])).toEqual([
        [expected.columns[0], 'id'],
        [expected.columns[1], 'text'],
        [expected.columns[2], 'label'],
      ]);
    },
  );
});
