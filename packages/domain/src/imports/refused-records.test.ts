import { AddingOptions, type RecordKind } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { addRecords, getProject } from '../index.js';
import { picture, read, setUpAdding } from './adding.contract.js';

const { add, countsOf, eve, make, test } = setUpAdding();

describe('records that are none', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>').toString('base64');
  it.each<[string, RecordKind, unknown, unknown, RegExp]>([
    [
      'a row with other columns',
      'row',
      { row: { a: 1, b: 2 } },
      { row: { a: 1, c: 2 } },
      /^The row has the column "c", which .* Theirs are "a", "b"\.$/,
    ],
    [
      'a vector of another length',
      'vector',
      { vector: [1, 2] },
      { vector: [1, 2, 3] },
      /^The vector has 3 numbers, those of this project have 2\. /,
    ],
    ['a vector that no float holds', 'vector', { vector: [1] }, { vector: [1e300] }, /beyond what features hold/],
    [
      'a number that no float holds',
      'row',
      { row: { a: 1 } },
      { row: { a: 1e300 } },
      /^a: A number is beyond what features hold/,
    ],
    [
      'a text that shows nothing',
      'text',
      { text: 'x' },
      { text: '\u200b\u2060 \u00ad\u2800' },
      /^The text is empty\.$/,
    ],
    ['a vector with a hole', 'vector', { vector: [1, 2] }, { vector: [1, null] }, /^vector/],
    [
      'a label that no class has',
      'text',
      { text: 'x' },
      { text: 'y', label: 'nosuch' },
      /^There is no class "nosuch"\. The classes are: a, b, c\. Correct the label, or add the class/,
    ],
    [
      'a label that is no name',
      'text',
      { text: 'x' },
      { text: 'y', label: { a: 1 } },
      /^The label is not the name of a class\.$/,
    ],
    [
      'several kinds at once',
      'text',
      { text: 'x' },
      { text: 'y', row: { a: 1 } },
      /^It has two contents, text and row: give one of them\.$/,
    ],
    [
      'a row beside a vector',
      'vector',
      { vector: [1] },
      { vector: [2], row: { a: 1 } },
      /^It has two contents, row and vector: give one of them\.$/,
    ],
    [
      'another kind',
      'row',
      { row: { a: 1 } },
      { text: 'y' },
      /^The records of this project are rows; this one is of texts\.$/,
    ],
    ['no content', 'text', { text: 'x' }, { id: 'y' }, /^It has no content: give one of text, row, vector or image\.$/],
    ['an empty text', 'text', { text: 'x' }, { text: ' \n\t' }, /The text is empty\.$/],
    [
      'a text of 10 MB',
      'text',
      { text: 'x' },
      { text: 'y'.repeat(10_000_000) },
      /^The record is longer than 8 MB, the most that a record may take\.$/,
    ],
    [
      'a text of 2 MB',
      'text',
      { text: 'x' },
      { text: 'y'.repeat(2_000_000) },
      /A text has at most a million characters\. Cut it/,
    ],
    [
      'a text with a NUL',
      'text',
      { text: 'x' },
      { text: 'y\0' },
      /^A text holds the character NUL, which cannot be stored\.$/,
    ],
    [
      'half of an emoji in its metadata',
      'text',
      { text: 'x' },
      { text: 'y', metadata: { by: ['\ud83d'] } },
      /^A text holds half of a surrogate pair, which cannot be stored\.$/,
    ],
    ['an SVG', 'image', null, { image: svg }, /It is a drawing \(SVG\), not a picture/],
    [
      'a damaged picture',
      'image',
      null,
      { image: 'bm8gcGljdHVyZQ==' },
      /^It cannot be read as a picture\. Bring it as PNG/,
    ],
    ['no object', 'text', { text: 'x' }, 'just a text', /object/],
    ['a list', 'text', { text: 'x' }, [{ text: 'y' }], /object/],
  ])('are left out by their place, in one sentence: %s', async (_, kind, good, bad, reason) => {
    const projectId = await make(kind);
    const first = good ?? { image: await picture(1) };
    const { added, rejected, rejectedCount } = await add(projectId, [first, bad]);
    expect([added, rejectedCount]).toEqual([1, 1]);
    expect(rejected).toEqual([{ place: 'line 2', reason: expect.stringMatching(reason) }]);
    expect(await test().db.record.count({ where: { projectId } })).toBe(1);
    expect(await countsOf(projectId)).toMatchObject({ records: 1 });
  });

  it('are told in their order, the first hundred of them, beside the reader’s own reasons', async () => {
    const projectId = await make();
    const given = Array.from({ length: 120 }, (_, at) => (at % 2 ? { text: '' } : { text: `y${at}`, label: 'no' }));
    const { added, rejected, rejectedCount } = await addRecords(
      eve(),
      { projectId, ...AddingOptions.parse({}) },
      read([...given, { text: 'good' }], '{"text":\n'),
    );
    expect([added, rejectedCount]).toEqual([1, 121]);
    expect(rejected.map(({ place }) => place)).toEqual(Array.from({ length: 100 }, (_, at) => `line ${at + 1}`));
  });

  it('leave a project as it was where none of them is one: the next can still decide its columns', async () => {
    const projectId = await make('row');
    expect(await add(projectId, [{ row: {} }, { row: { a: 1 }, label: 'nosuch' }])).toMatchObject({ added: 0 });
    expect(await getProject(eve(), { projectId })).toMatchObject({ encoding: null, counts: { records: 0 } });
    expect(await add(projectId, [{ row: { other: 1 } }])).toMatchObject({ added: 1 });
  });
});
