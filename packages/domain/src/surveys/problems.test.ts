import { zipOf } from '@querent/testing/zip-of';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { askedTask } from './asked-task.js';
import { problemsOf } from './judge.js';
import { tallyLabel } from './label-tally.js';
import { proposeTask } from './propose-task.js';
import { setUpSurveys } from './survey.contract.js';
import { newFileTally } from './tally-file.js';

const { test, bring, survey, of } = setUpSurveys();
const rowsOf = (count: number, row: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => `${row(i)}\n`).join('');

describe('classes', () => {
  it('of which there is one are a problem, until another is typed', async () => {
    const id = await bring('a.csv', `text,label\n${rowsOf(10, (i) => `Text ${i},good`)}`);
    expect((await survey(id)).problems).toEqual([expect.stringMatching(/one class only, "good".*at least 2/)]);
    const typed = await survey(id, { classes: ['good', 'bad'] });
    expect(typed.problems).toEqual([]);
    expect(typed.classes).toEqual([
      { name: 'good', count: 10 },
      { name: 'bad', count: 0 },
    ]);
  });

  it('more than a project can have are a problem', () => {
    const tally = { ...newFileTally(), read: 1_500, isWhole: true, share: 1 };
    for (let i = 0; i < 1_500; i++) tallyLabel(tally.labels, `class ${i}`, `line ${i}`);
    const asked = askedTask(proposeTask(tally.labels, {}), tally.labels, { project: null });
    const judged = {
      read: tally,
      asked,
      labelColumn: 'label',
      projectKind: null,
      hasClasses: false,
      newClasses: false,
      hasHeading: true,
    };
    expect(problemsOf(judged)).toEqual([
      'The labels name 1,500 classes. A project has at most 1,000 classes: choose another column as the label, or ask for a number.',
    ]);
    expect(asked.classes).toHaveLength(1_000);
  });

  it('that a person leaves out are told by how many records name them', async () => {
    const file = `text,label\n${rowsOf(9, (i) => `Text ${i},${'abc'[i % 3]}`)}`;
    const { notices, problems } = await of('a.csv', file, { classes: ['a', 'b'] });
    expect(problems).toEqual([]);
    expect(notices).toContainEqual(expect.stringMatching(/^3 labels name what is no class here: "c"\./));
  });

  it('of which one has nearly all labels are worth a word', async () => {
    const file = `text,label\n${rowsOf(100, (i) => `Text ${i},${i ? 'ham' : 'spam'}`)}`;
    expect((await of('a.csv', file)).notices).toEqual([expect.stringMatching(/^99 % of the labels are "ham"/)]);
  });

  it('that are written in several ways are one, which is said', async () => {
    const ways = ['Sport', 'sport', 'World', ' SPORT ', 'Arts'];
    const found = await of('a.csv', `text,label\n${rowsOf(10, (i) => `Text ${i},"${ways[i % 5]}"`)}`);
    expect(found.classes.map(({ name, count }) => [name, count])).toEqual([
      ['Arts', 2],
      ['Sport', 6],
      ['World', 2],
    ]);
    expect(found.notices).toEqual([
      'Labels that differ only in case, or in the space around them, are one class: "Sport" (also written "sport" and " SPORT "). Correct the file where they are not.',
    ]);
  });

  it('that no class can be called are a problem', async () => {
    const file = `text,label\none,${'x'.repeat(300)}\ntwo,b\n`;
    expect((await of('a.csv', file)).problems).toEqual([
      expect.stringMatching(/cannot be the name of a class: Use at most 200/),
    ]);
  });
});

describe('records', () => {
  it('that are empty are refused, which is said with their number', async () => {
    const found = await of('a.csv', 'id,text\n1,one\n2,\n3,two\n4,""\n');
    expect(found.counts).toMatchObject({ records: 2, refused: 2 });
    expect(found.notices).toEqual(['2 of 4 records are left out, the first at line 3: The text is empty.']);
  });

  it('that have no content are told openly where they are many, and by one line where they are few', async () => {
    const file = (empty: number) =>
      rowsOf(100, (i) => JSON.stringify(i < empty ? { id: i, text: null } : { id: i, text: `Text ${i}` }));
    expect((await of('a.jsonl', file(41))).notices).toEqual([
      '41 of 100 records have no content and are left out, the first at line 1: It has no text.',
    ]);
    const few = await of('a.jsonl', file(2));
    expect(few.counts).toMatchObject({ records: 98, refused: 2 });
    expect(few.notices).toEqual([]);
  });

  it('beyond what a project may have are told before they are imported', async () => {
    const ten = `text\n${rowsOf(10, (i) => `Text ${i}`)}`;
    await test().db.limits.create({ data: { id: 1, uploadBytes: 1e9, projectRecords: 8, freeBytes: 0 } });
    expect((await of('a.csv', ten)).notices).toEqual([
      'The file has 10 records, and a project has at most 8: the first 8 come in, and the rest is left out. An admin can raise that limit under "Limits".',
    ]);
    await test().db.limits.update({ where: { id: 1 }, data: { projectRecords: 10 } });
    expect((await of('a.csv', ten)).notices).toEqual([]);
    await test().db.limits.deleteMany();
  });

  it('are there before there are labels, and English is found', async () => {
    const found = await of(
      'a.txt',
      'The court said that it would hear the case of the two men.\nHow far is it from here to the river?\n',
    );
    expect(found).toMatchObject({ recordKind: 'text', problems: [], task: { kind: 'single_choice' }, inProject: null });
    expect(found.encoder).toMatchObject({ title: 'English sentences', unread: 0 });
    expect(found.records[0]).toMatchObject({ place: 'line 1', externalId: null, label: null, split: null });
  });

  it('of a language that an encoder cannot read say so', async () => {
    const { encoder } = await of('a.csv', 'text\n今日は東京に行きます。\nЯ не знаю кто живёт в этом доме.\n');
    expect(encoder).toMatchObject({
      title: 'Hashed n-grams',
      unread: 0,
      reason: expect.stringMatching(/0 of 2 texts look English/),
    });
  });

  it('of which none can be read are a problem', async () => {
    const { problems, recordKind } = await of('a.jsonl', '{"text": \n{"text"}\n');
    expect(problems).toEqual([expect.stringMatching(/^None of the 2 records can be read\. The first, line 1/)]);
    expect(recordKind).toBeNull();
  });

  it('have their labels as the task reads them', async () => {
    const file = 'text,label\none,b | a\ntwo,a\nthree,\n';
    expect((await of('a.csv', file)).records.map(({ label }) => label)).toEqual(['a, b', 'a', null]);
    const numbers = `text,label\n${rowsOf(30, (i) => `Text ${i},${i}.5`)}`;
    const found = await of('a.csv', numbers);
    expect(found).toMatchObject({ task: { kind: 'numeric' }, classes: [], range: { low: 0.5, high: 29.5 } });
    expect(found.records[1]!.label).toBe('1.5');
  });
});

describe('a ZIP of pictures', () => {
  const picture = (side: number) =>
    sharp({ create: { width: side, height: side / 2, channels: 3, background: { r: side % 255, g: 9, b: 99 } } })
      .png()
      .toBuffer();

  it('shows them small, with the class of their folder, and decodes no drawings', async () => {
    const found = await of(
      'sets.zip',
      zipOf(
        Object.entries({
          'train/cat/1.png': await picture(300),
          'train/dog/2.png': await picture(40),
          'test/dog/3.png': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
          'test/cat/4.png': await picture(30),
        }),
      ),
    );
    expect(found).toMatchObject({ format: { id: 'image-folder' }, recordKind: 'image', columns: [] });
    expect(found.counts).toMatchObject({ isWhole: true, records: 3, labelled: 3, pool: 2, holdout: 1, refused: 1 });
    expect(found.classes).toEqual([
      { name: 'cat', count: 2 },
      { name: 'dog', count: 1 },
    ]);
    expect(found.refused).toEqual([{ place: 'test/dog/3.png', reason: expect.stringMatching(/SVG|drawing|picture/) }]);
    const shown = found.records.find(({ place }) => place === 'train/cat/1.png')!;
    expect(shown).toMatchObject({ label: 'cat', split: 'pool', content: { width: 300, height: 150 } });
    const [, bytes = ''] =
      /^data:image\/jpeg;base64,(.*)$/.exec(shown.content.kind === 'image' ? shown.content.url : '') ?? [];
    expect(await sharp(Buffer.from(bytes, 'base64')).metadata()).toMatchObject({ width: 256, height: 128 });
    expect(found.encoder?.reason).toMatch(/several sizes/);
  });

  it('of which more are damaged than were looked at says of how many it knows', async () => {
    const [whole, cut] = [await picture(40), (await picture(60)).subarray(0, 80)];
    const some = (count: number) =>
      zipOf([
        ...Array.from(
          { length: count },
          (_, i) => [`cat/${String(i).padStart(3, '0')}.png`, i % 4 ? whole : cut] as const,
        ),
        ['dog/a.svg', '<svg/>'],
        ['notes.txt', 'None of the data.'],
      ]);
    const many = await of('many.zip', some(40));
    expect(many.notices).toContain(
      '5 of the first 20 pictures cannot be read, such as cat/000.png. The others are looked at when they are imported.',
    );
    expect(many.notices.join()).not.toContain('left out, ');
    const few = await of('few.zip', some(8));
    expect(few.counts).toMatchObject({ records: 6, refused: 3 });
    expect(few.notices).toContain(
      '3 of 9 records are left out, 2 of them as cat/000.png: It cannot be read as a picture: the file ends too early. Bring it again, whole.',
    );
    expect(few.notices).toContain('notes.txt: It is no picture, and is left out.');
  });
});

/** Of NumPy, with two numbers a row. */
function arrayOf(rows: number, values: Float32Array): Buffer {
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, 2), }`.padEnd(117);
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1'),
    Buffer.from(`${dictionary}\n`),
    Buffer.from(new Uint8Array(values.buffer)),
  ]);
}

describe('vectors with a table beside them', () => {
  const array = arrayOf(3, Float32Array.of(1, 2, 3, 4, 5, 6));

  it('are surveyed row by row', async () => {
    const found = await of(
      'v.zip',
      zipOf(Object.entries({ 'v.npy': array, 't.csv': 'id,text,label\na,one,x\nb,two,y\nc,three,x\n' })),
    );
    expect(found).toMatchObject({ format: { id: 'vectors-folder' }, recordKind: 'vector', problems: [] });
    expect(found.formats.map(({ id }) => id)).toEqual(['vectors-folder', 'csv']);
    expect(found.records[1]).toMatchObject({ externalId: 'b', label: 'y', content: { numbers: [3, 4], text: 'two' } });
    expect(found.columns.map(({ role }) => role)).toEqual(['id', 'text', 'label']);
  });

  it('are a problem where there are more rows here than there', async () => {
    const { problems } = await of('v.zip', zipOf(Object.entries({ 'v.npy': array, 't.csv': 'id,label\na,x\nb,y\n' })));
    expect(problems).toEqual([expect.stringMatching(/t\.csv ends after 2 rows, and v\.npy goes on/)]);
  });
});

it('NaN and infinity in an array are told as such, with where they stand and what to do', async () => {
  const values = (bad: number) =>
    Float32Array.from({ length: 20 }, (_, i) => (i % 2 === 0 && i / 2 < bad ? Number.NaN : i));
  const array = (bad: number) => arrayOf(10, values(bad));
  const some = await of('v.npy', array(4));
  expect(some).toMatchObject({ problems: [], counts: { records: 6, refused: 4 } });
  expect(some.notices).toContainEqual(
    '4 of 10 records have NaN, infinity or nothing where a number is to be, and are left out: row 1, row 2, row 3 and 1 more. The first: Its value 1 is NaN. Replace NaN and infinity in the file by numbers (in NumPy: nan_to_num), or take such records out of it.',
  );
  const all = await of('v.npy', array(10));
  expect(all.problems).toEqual([expect.stringMatching(/^No record can be read: in each.*row 1: .*NaN.*nan_to_num/)]);
  expect(JSON.stringify([some, all])).not.toMatch(/words|another role/);
});

it('a heading alone is told with what to do', async () => {
  const { problems, columns, records } = await of('a.csv', 'id,text,label\n');
  expect(problems).toEqual([expect.stringMatching(/^The file holds a heading and no record under it\. Bring one/)]);
  expect([columns.flatMap(({ examples }) => examples), records]).toEqual([[], []]);
});
