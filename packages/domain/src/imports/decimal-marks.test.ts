import { ExportQuery, SurveyUpload } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { requestEncoding } from '../encodings/request-encoding.js';
import { changeColumns, exportRecords, surveyUpload } from '../index.js';
import { setUpUploads } from './uploading.contract.js';

const { eve, make, records, run, start, test, upload } = setUpUploads();

const NUMERIC = { recordKind: 'row', task: { kind: 'numeric' }, classes: [] };
const rows = (count: number, row: (n: number) => string) => Array.from({ length: count }, (_, n) => row(n));
const PRICES = [
  'id;weight;turnover;postcode;price',
  ...rows(40, (n) => `w${n};${n},25;1.${100 + n},5;0${n % 3};${10 + n},${n % 10}`),
].join('\n');

const survey = (uploadId: string, wishes: object = {}) =>
  surveyUpload(eve(), { ...SurveyUpload.parse(wishes), uploadId });

async function exported(projectId: string) {
  const chunks: Uint8Array[] = [];
  const { bytes } = await exportRecords(eve(), { projectId, ...ExportQuery.parse({ format: 'csv' }) });
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const kept = async (projectId: string) =>
  (await records(projectId)).map(({ externalId, content, contentHash, label }) => ({
    ...{ externalId, content, contentHash, answer: label?.answer },
  }));

describe('numbers with a decimal comma', () => {
  const LABEL = { columns: { id: 'id', weight: 'number', turnover: 'number', postcode: 'category', price: 'label' } };

  it('are numbers in a survey, with their range, and words where somebody says that the mark is a point', async () => {
    const id = await upload('prices.csv', PRICES);
    const found = await survey(id, { options: LABEL });
    expect(found.options).toMatchObject({ decimal: ',', delimiter: ';', labelSeparator: '' });
    expect(Object.fromEntries(found.columns.map(({ name, note }) => [name, note]))).toMatchObject({
      weight: 'number, 0.25 to 39.25',
      turnover: 'number, 1100.5 to 1139.5',
      price: 'label: 40 numbers, 10 to 49.9',
    });
    expect(found).toMatchObject({ task: { kind: 'numeric' }, range: { low: 10, high: 49.9 } });
    expect(found).toMatchObject({ copies: { exact: 0 }, problems: [], notices: [] });
    const { columns } = await survey(id);
    expect(columns.map(({ role }) => role)).toEqual(['id', 'number', 'number', 'category', 'number']);
    const asWords = await survey(id, { options: { ...found.options, decimal: '.' } });
    expect(asWords.problems).toContainEqual(
      expect.stringMatching(/weight is "0,25", which is a number with a decimal comma only.*decimal mark is a comma/),
    );
  });

  it('become numbers of records and of labels, also of those that are added, and go out and come in again', async () => {
    const id = await upload('prices.csv', PRICES);
    const { options } = await survey(id, { options: LABEL });
    const { id: projectId } = await make(id, { project: NUMERIC, options });
    expect(await run(projectId)).toMatchObject({ state: 'done', added: 40, rejectedCount: 0 });
    const before = await kept(projectId);
    expect(before[3]).toMatchObject({
      content: {
        cells: [
          { column: 'weight', value: 3.25 },
          { column: 'turnover', value: 1103.5 },
          { column: 'postcode', value: '00' },
        ],
      },
      answer: { value: 13.3 },
    });
    // Texts that are left are read so, should somebody call their column a number.
    await requestEncoding(test().system, projectId);
    const { settings } = await changeColumns(eve(), { projectId, columns: { postcode: 'number' } });
    expect(settings.encoder).toEqual({ id: 'tables', options: { numbers: ['postcode'], decimal: ',' } });

    const more = await upload('more.csv', 'id;weight;turnover;postcode;price\nx;1,5;2.000;01;7,25\n');
    await start(projectId, more, { options: LABEL });
    expect(await run(projectId)).toMatchObject({ added: 1, rejectedCount: 0 });
    expect((await kept(projectId)).at(-1)).toMatchObject({ answer: { value: 7.25 } });

    const { id: again } = await make(await upload('again.csv', await exported(projectId)), { project: NUMERIC });
    expect(await run(again)).toMatchObject({ added: 41, rejectedCount: 0 });
    expect(await kept(again)).toEqual(await kept(projectId));
  });
});

it('a text beside a number with a decimal comma has that number as its label', async () => {
  const content = ['text,stars', ...rows(12, (n) => `"What people say, number ${n}","${n},${n % 7}5"`)].join('\n');
  const found = await survey(await upload('stars.csv', content), { options: { columns: { stars: 'label' } } });
  expect(found).toMatchObject({ task: { kind: 'numeric' }, range: { low: 0.05, high: 11.45 } });
});

it('what could be both is said among the notices, and can be chosen', async () => {
  const content = ['text;size', ...rows(12, (n) => `Some words about it, number ${n};1,${200 + n}`)].join('\n');
  const id = await upload('sizes.csv', content);
  const found = await survey(id);
  expect(found.notices).toEqual([expect.stringMatching(/^"1,200" in the column size is read as 1\.2, with a comma/)]);
  const chosen = await survey(id, { options: { ...found.options, decimal: '.' } });
  expect(chosen.notices).toEqual([]);
  expect(chosen.columns[1]).toMatchObject({ role: 'number', note: expect.stringMatching(/1200 to 1211/) });
});
