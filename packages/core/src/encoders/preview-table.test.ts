import { describe, expect, it } from 'vitest';
import { encoders, previewTable, type TableRow } from './index.js';

const rows = (...all: TableRow['values'][]): TableRow[] => all.map((values) => ({ kind: 'row', values }));
const column = (name: string, ...values: (string | number | null)[]) =>
  rows(...values.map((value) => ({ [name]: value })));
const notesOf = async (pool: TableRow[], options = {}) =>
  (await previewTable(pool, options)).columns.flatMap(({ notes }) => notes);

describe('the preview of a table', () => {
  it('says what each column becomes, and what counted as missing how often', async () => {
    const pool = rows(
      { age: 40, work: 'clerk', id: 'a', land: 'x' },
      { age: '?', work: 'NA', id: 'b', land: 'x' },
      { age: 'NA', work: 'smith', id: 'c', land: 'x' },
      { age: '?', work: ' ', id: 'd', land: 'x' },
      { age: 30, id: 'e', land: 'x' },
      { age: Number.NaN, work: null, id: 'f', land: 'x' },
    );
    const count = (text: string, n: number) => ({ text, count: n });
    expect(await previewTable(pool, { categories: 2, hashed: 4 })).toEqual({
      rows: 6,
      columns: [
        {
          name: 'age',
          kind: 'number',
          width: 2,
          present: 2,
          missing: 4,
          missingTexts: [count('?', 2), count('NA', 1), count('NaN', 1)],
          notes: [],
        },
        {
          name: 'work',
          kind: 'category',
          width: 2,
          present: 2,
          missing: 4,
          missingTexts: [count('', 3), count('NA', 1)],
          notes: [],
        },
        { name: 'id', kind: 'hashed', width: 4, present: 6, missing: 0, missingTexts: [], notes: [] },
        { name: 'land', kind: 'constant', width: 0, present: 6, missing: 0, missingTexts: [], notes: [] },
      ],
      notes: [],
    });
  });

  it('is what the encoder learns', async () => {
    const pool = rows({ a: 1, b: 'x', c: 'é' }, { a: '-', b: 2, c: true }, { a: 3, d: '2,5' });
    for (const options of [{}, { missing: ['-'], decimal: ',', verbatim: ['b'] }, { categories: 1 }]) {
      const { fitted } = await encoders.get('tables').prepare(pool, options);
      const { columns } = await previewTable(pool, options);
      expect(fitted.columns).toMatchObject(columns.map(({ name, kind }) => ({ name, kind })));
      expect(fitted.shape).toEqual([columns.reduce((sum, { width }) => sum + width, 0)]);
    }
  });

  it('notes a column that one text has kept from being numbers, and that it is one without it', async () => {
    const pool = column('age', 40, 31, '27', '-', 55);
    const note =
      'Column "age" becomes categories: 4 of 5 values are numbers. Row 3 has "-": if that stands for a missing number, name it in `missing`; otherwise write a number there.';
    expect(await notesOf(pool)).toEqual([note]);
    const { columns } = await previewTable(pool, { missing: ['-'] });
    expect(columns).toMatchObject([{ kind: 'number', missingTexts: [{ text: '-', count: 1 }], notes: [] }]);
  });

  it('notes decimal commas, and what else a comma may be', async () => {
    const pool = column('price', '1,5', '2,25', '3', null);
    expect(await notesOf(pool)).toEqual([
      'Column "price" becomes categories: 1 of 3 values are numbers. 2 more would be with "," as the decimal mark, first "1,5" in row 0: set `decimal` to ",", or, if it parts thousands, write numbers without it.',
    ]);
    expect((await previewTable(pool, { decimal: ',' })).columns).toMatchObject([{ kind: 'number', notes: [] }]);
    const [both] = await notesOf(column('price', '1,5', '-', '3'));
    expect(both).toMatch(/first "1,5" in row 0: .*Row 1 has "-": if that stands for a missing number/);
    expect(await notesOf(column('price', '1.5', '2.25'), { decimal: ',' })).toEqual([
      expect.stringContaining('set `decimal` to "."'),
    ]);
  });

  it('notes codes that begin with 0, dates, and names that are nearly the same', async () => {
    expect(await notesOf(column('zip', '10115', '01067'))).toEqual([
      'Column "zip" becomes numbers, of which 1 of 2 begin with 0: row 1 has "01067". If these are codes, name the column in `verbatim`.',
    ]);
    expect(await notesOf(column('zip', '10115', '01067'), { verbatim: ['zip'] })).toEqual([]);
    for (const day of ['2024-01-05', '2024-01-05T10:00:00Z', '5.1.2024'])
      expect(await notesOf(column('day', day, null))).toEqual([]);
    for (const day of ['1/5/2024', '01/05/24'])
      expect(await notesOf(column('day', day, null))).toEqual([expect.stringContaining('Column "day" holds dates')]);
    expect(await notesOf(rows({ age: 1, ' Age': 2 }, { age: 3, ' Age': 4 }))).toEqual([
      'Column " Age" is called as "age" is, but for blanks or capitals. If they are one, give them one name.',
    ]);
  });

  it('notes nothing of columns that are of categories by their nature', async () => {
    expect(await notesOf(column('size', 'S', 'M', '38', '40', 'L'))).toEqual([]);
    expect(await notesOf(column('a', null, ''))).toEqual([]);
    expect((await previewTable([])).columns).toEqual([]);
  });

  it('names what the options name in vain, and refuses what they cannot be', async () => {
    const pool = rows({ id: 1, x: 2 });
    expect((await previewTable(pool, { ignore: ['ID', 'id'], verbatim: ['zip'] })).notes).toEqual([
      'No column is called "ID", which `ignore` names. There are: "x", "id".',
      'No column is called "zip", which `verbatim` names. There are: "x", "id".',
    ]);
    await expect(previewTable(pool, { decimal: ';' })).rejects.toMatchObject({ code: 'invalid_options' });
  });
});
