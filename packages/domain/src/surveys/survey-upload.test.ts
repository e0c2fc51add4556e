import { momentOf } from '@querent/core/dates';
import { bytesInput, type FileInput, getImporter } from '@querent/formats';
import { describe, expect, it } from 'vitest';
import { surveyUpload } from '../index.js';
import { readWithin } from './read-within.js';
import { setUpSurveys } from './survey.contract.js';

const { test, bring, survey, of } = setUpSurveys();
const table = (heading: string, ...rows: string[]) => `${[heading, ...rows].join('\n')}\n`;
const rowsOf = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i));
const notes = ({ columns }: { columns: { name: string; note: string }[] }) =>
  Object.fromEntries(columns.map(({ name, note }) => [name, note]));

describe('who may survey a file', () => {
  it('is whoever brought it, once it is whole', async () => {
    const uploadId = await bring('a.csv', 'text\none\n');
    const other = await test().as('admin');
    const wishes = { uploadId, options: {}, labels: 'answers', newClasses: false } as const;
    await expect(surveyUpload(other, wishes)).rejects.toMatchObject({ code: 'upload_not_found' });
    await test().db.upload.update({ where: { id: uploadId }, data: { receivedAt: null } });
    await expect(surveyUpload(test().eve, wishes)).rejects.toMatchObject({ code: 'upload_unfinished' });
    await expect(surveyUpload(test().eve, { ...wishes, uploadId: 'none' })).rejects.toMatchObject({
      code: 'upload_not_found',
    });
  });

  it('needs to manage the project that records are to be added to', async () => {
    await expect(of('a.csv', 'text\none\n', { projectId: 'none' })).rejects.toMatchObject({
      code: 'project_not_found',
    });
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['a.parquet', 'PAR1 and more', /Parquet.*CSV/],
    ['a.csv', '', /empty.*another/],
    ['a.csv', 'id,text,text\n1,a,b\n', /two columns "text".*Correct/],
    ['a.json', '{"a": 1}', /list of records/],
  ])('%s with %j is told in words, with what to do', async (name, content, words) => {
    await expect(of(name, content)).rejects.toMatchObject({
      code: 'file_unreadable',
      detail: expect.stringMatching(words),
    });
  });

  it('options that the format does not have are refused as such', async () => {
    const wishes = { options: { delimiter: 'long' } };
    await expect(of('a.csv', 'text\none\n', wishes)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('columns', () => {
  it('of a table are told in words, as its encoder takes them', async () => {
    const found = await of(
      'people.csv',
      table(
        'id,age,city,born,code,same,split,label',
        ...rowsOf(40, (i) =>
          [
            `p${i}`,
            i === 3 ? '' : 18 + i,
            ['Oslo', 'Rome', 'Bern'][i % 3],
            `1999-01-${10 + (i % 9)}`,
            `00${i % 4}`,
            7,
            i % 4 ? 'train' : 'test',
            i % 2 ? 'yes' : 'no',
          ].join(','),
        ),
      ),
    );
    expect(found.recordKind).toBe('row');
    expect(notes(found)).toMatchObject({
      id: 'id, no two alike',
      age: 'number, 18 to 57, 3 % missing',
      city: 'category of 3: Oslo, Rome and Bern',
      born: 'date, 1999-01-10 to 1999-01-18',
      code: 'category of 4: 000, 001, 002 and 003',
      same: 'number, 7; the same everywhere, which tells nothing',
      split: 'split: 30 to learn from, 10 to measure on',
      label: 'label: 2 classes',
    });
    expect(found.encoder).toMatchObject({ title: expect.any(String), unread: null });
    expect(found.counts).toEqual({
      isWhole: true,
      records: 40,
      labelled: 40,
      unlabelled: 0,
      pool: 30,
      holdout: 10,
      refused: 0,
    });
    expect(found.holdout).toMatchObject({ records: 10, most: 10, reason: expect.stringMatching(/As the file says/) });
  });

  it('of numbers are rows at first, and one vector where somebody says so', async () => {
    const id = await bring(
      'numbers.csv',
      table('id,x,y,label', ...rowsOf(20, (i) => `${i},${i / 2},${i * 3},${i % 2 ? 'a' : 'b'}`)),
    );
    const rows = await survey(id);
    expect(rows.recordKind).toBe('row');
    const columns = { id: 'id', x: 'vector', y: 'vector', label: 'label' };
    const vectors = await survey(id, { options: { ...rows.options, columns } });
    expect(vectors.recordKind).toBe('vector');
    expect(vectors.records[2]).toMatchObject({ content: { kind: 'vector', numbers: [1, 6] }, label: 'b' });
    expect(notes(vectors).x).toBe('one of the 2 numbers of a vector');
  });

  it('that leave nothing to learn from are a problem, and stay to be chosen', async () => {
    const found = await of('a.csv', table('id,text', '1,one'), { options: { columns: { id: 'id', text: 'ignore' } } });
    expect(found).toMatchObject({ recordKind: null, records: [], encoder: null });
    expect(found.problems).toEqual([expect.stringMatching(/Say which column is the text/)]);
    expect(found.columns.map(({ role }) => role)).toEqual(['id', 'ignore']);
  });

  it('of which two are the id are a problem, and keep their roles', async () => {
    const columns = { a: 'id', b: 'id', text: 'text' };
    const found = await of('a.csv', table('a,b,text', '1,2,one'), { options: { columns } });
    expect(found.problems).toEqual([expect.stringMatching(/a and b are each called id.*another role/)]);
    expect(found.options.columns).toEqual(columns);
    expect(found.records).toHaveLength(1);
  });

  it('of numbers that hold words are a problem where they are many, and said where they are few', async () => {
    const options = { columns: { price: 'number', label: 'label' } };
    const prices = (words: number) =>
      table('price,label', ...rowsOf(100, (i) => `${i < words ? 'cheap' : i},${i % 2 ? 'a' : 'b'}`));
    const many = await of('a.csv', prices(20), { options });
    expect(many.problems).toEqual([
      expect.stringMatching(/^20 of 100 records have words.*line 2: price is "cheap".*category/),
    ]);
    const few = await of('a.csv', prices(3), { options });
    expect(few.problems).toEqual([]);
    expect(few.notices).toContainEqual(expect.stringMatching(/^3 of 100 records have words/));
  });

  it('follow when a person changes how the file is read', async () => {
    const id = await bring('a.csv', 'one;two\nthree;four\n');
    const { options } = await survey(id);
    const other = await survey(id, { options: { ...options, delimiter: ',' } });
    expect(other.columns.map(({ name }) => name)).toEqual(['one;two']);
    const headless = await survey(id, { options: { ...options, hasHeading: false } });
    expect(headless.columns.map(({ name }) => name)).toEqual(['column 1', 'column 2']);
  });
});

it('a holdout is proposed by different texts, as it is drawn: a copy goes where its text goes', async () => {
  const ways = [(text: string) => text, (text: string) => text.toUpperCase(), (text: string) => ` ${text}`];
  const found = await of(
    'a.csv',
    table('text,label', ...rowsOf(90, (i) => `"${ways[i % 3]!(`Text of ${Math.floor(i / 3)}`)}",${i % 2 ? 'a' : 'b'}`)),
  );
  expect(found.counts).toMatchObject({ records: 90, labelled: 90 });
  expect(found.holdout).toEqual({
    ...{ records: 6, most: 15 },
    reason: expect.stringMatching(
      /^6 records: .* among the 30 different texts with a label .* kept aside with them\.$/,
    ),
  });
});

describe('what is in it twice', () => {
  it('is counted as an import would: by content, but for case and space, and by id', async () => {
    const found = await of(
      'a.csv',
      table('id,text', '1,The pump.', '2,The pump.', '3,the  pump. ', '4,Other.', '4,Third.', '4,Other.'),
      { options: { columns: { id: 'id', text: 'text' } } },
    );
    expect(found.copies).toEqual({ exact: 2, near: 1 });
    expect(found.counts).toMatchObject({ records: 3, refused: 1 });
    expect(found.refused).toEqual([
      { place: 'line 6', reason: expect.stringMatching(/"4" stands for another record/) },
    ]);
    expect(notes(found).id).toBe('id, 2 records with one that came before');
  });

  it('is what the project has already: by id or content', async () => {
    const { id: projectId } = await test().db.project.create({
      data: {
        ...{ name: 'Texts', recordKind: 'text', taskKind: 'single_choice', settings: {} },
        members: { create: { userId: test().eve.actor.id, role: 'engineer' } },
        classes: { create: { name: 'good', order: 0 } },
      },
    });
    const { addRecords } = await import('../index.js');
    const { read } = await import('../imports/adding.contract.js');
    await addRecords(
      test().eve,
      { projectId, labels: 'answers', source: 'import', more: true },
      read([
        { id: 'a', text: 'one' },
        { id: 'b', text: 'two' },
      ]),
    );
    const file = await bring(
      'a.csv',
      table('id,text,label', 'a,one,good', 'b,changed,good', 'c,two,Good', 'd,three,bad', 'e,,good'),
    );
    const found = await survey(file, { projectId });
    expect(found.inProject).toMatchObject({ fresh: 0, known: 2, refused: 3 });
    expect(found.counts.refused).toBe(3);
    expect(found.refused).toEqual([
      { place: 'line 5', reason: expect.stringMatching(/no class "bad"/) },
      { place: 'line 6', reason: expect.any(String) },
      { place: 'line 3', reason: expect.stringMatching(/"b" stands for another record/) },
    ]);
    expect(found.problems).toEqual([]);
    expect(found.notices).toContainEqual(expect.stringMatching(/^1 label names what is no class here: "bad"/));
    expect(found.holdout).toMatchObject({ records: 0, reason: expect.stringMatching(/asks for no records/) });
    const wider = await survey(file, { projectId, newClasses: true });
    expect(wider.inProject).toMatchObject({ fresh: 1, known: 2, refused: 2 });
    expect(wider.notices).toContainEqual(expect.stringMatching(/"bad"\. They become classes\.$/));
    const all = await of('d.csv', table('text,label', 'six,bad', 'seven,worse'), { projectId });
    expect(all).toMatchObject({ inProject: { fresh: 0, known: 0, refused: 2 }, recordKind: 'text' });
    expect(all.problems).toEqual([expect.stringMatching(/^No record can be added.*line 2: There is no class "bad"/)]);
    // Whether its classes are many or few is the project's affair, also where nothing has a label.
    expect((await of('c.csv', table('text', 'four', 'five'), { projectId })).problems).toEqual([]);
    const rows = await of('b.csv', table('x,y', '1,2', '3,4'), { projectId });
    expect(rows.problems).toEqual([expect.stringMatching(/holds rows, and the records of this project are texts/)]);
  });
});

it('days are put in their order, however they are written', async () => {
  const found = await of('a.csv', table('a,b', '01.02.2026,2024/1/9', '19.11.2025,2023/12/1', '5.1.2026,2024/1/10'));
  expect(notes(found)).toMatchObject({
    a: 'date, 19.11.2025 to 01.02.2026',
    b: 'date, 2023/12/1 to 2024/1/10',
  });
});

it.each([
  ...['2024-01-31', '2024/1/31', '31.01.2024', '2024-01-31T10:15', '2024-01-31 10:15:30,5', '1.1.2024 9:05'],
  ...['2024-01-31t10:15:00z', '2024-01-31T10:15:00+02:00', '31.13.2024', '2024-13-01', '2024-01/31', '01/02/2024'],
  ...['31.01.2024 10:15:00Z', '2024-00-10', '31.01.24', '2024-01-31 10'],
])('what is proposed as a date is one to the encoder: %s', async (text) => {
  const { columns } = await of('a.csv', table('x,day', ...rowsOf(12, (i) => `${i},"${text}"`)));
  expect(columns[1]!.role === 'date').toBe(momentOf(text) !== null);
});

it('numbers that a project does not take are told', async () => {
  const { id: projectId } = await test().db.project.create({
    data: {
      ...{ name: 'Prices', recordKind: 'text', taskKind: 'numeric', task: { high: 10 }, settings: {} },
      members: { create: { userId: test().eve.actor.id, role: 'engineer' } },
    },
  });
  const found = await of('a.csv', table('text,label', 'one,2.5', 'two,12.5'), { projectId });
  expect(found).toMatchObject({ task: { kind: 'numeric' }, problems: [], range: { low: 2.5, high: 12.5 } });
  expect(found.inProject).toMatchObject({ fresh: 1, known: 0, refused: 1 });
  expect(found.refused).toEqual([{ place: 'line 3', reason: expect.stringMatching(/^12\.5 lies outside/) }]);
  expect(found.notices).toEqual([
    expect.stringMatching(/^1 record has a label that this project does not take.*line 3: 12\.5 lies outside/),
  ]);
});

describe('a file that is too long to be read whole', () => {
  const words = 'the river runs and that is what it does'.split(' ');
  const line = (i: number) =>
    JSON.stringify({
      id: 1_000_000 + i,
      text: words.map((word, j) => word + ((i * (j + 1)) % 7)).join(' '),
      label: i % 4,
    });
  const lines = (count: number) => Buffer.from(`${rowsOf(count, line).join('\n')}\n`);

  it('is told by its beginning within two seconds or so', async () => {
    const id = await bring('long.jsonl', lines(400_000));
    await of('short.csv', 'text\none\n'); // loads what a process loads once
    const start = performance.now();
    const { counts, classes } = await survey(id);
    expect(performance.now() - start).toBeLessThan(6_000); // beside everything else that tests do
    expect(counts.isWhole).toBe(false);
    expect(counts.records).toBeGreaterThan(counts.labelled);
    expect(classes).toHaveLength(4);
  });

  it('has about as many records as its bytes say', async () => {
    const [count, content] = [40_000, lines(40_000)];
    const file: FileInput = {
      ...bytesInput('long.jsonl', content),
      async *open({ start, end } = { start: 0, end: content.length }) {
        for (let at = start; at < end; at += 65_536) yield content.subarray(at, Math.min(end, at + 65_536));
      },
    };
    const columns = { id: 'id', text: 'text', label: 'label' } as const;
    const budget = { deadlineMs: Number.POSITIVE_INFINITY, bytes: content.length / 4 };
    const read = await readWithin(getImporter('jsonl'), file, { columns }, { ...budget, columns, into: null });
    expect(read.isWhole).toBe(false);
    expect(read.labels.labelled).toBeLessThan(count / 3);
    // Copies are left out of what is read, so that all that was seen is counted here.
    expect((read.read + read.copies.exact) / read.share / count).toBeCloseTo(1, 1);
  });
});
