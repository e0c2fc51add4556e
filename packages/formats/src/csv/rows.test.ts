import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { file, inPieces } from '../collect.contract.js';
import { cellsOf } from './cells.js';
import { dialectOf } from './dialect.js';
import { type Row, rowsOf } from './rows.js';

async function rowsIn(text: string | Uint8Array, { delimiter = ',', size = 5, most = 1000, hasCrOnly = false } = {}) {
  const rows: Row[] = [];
  for await (const row of rowsOf(inPieces(file(text), size).open(), { delimiter, hasCrOnly, most })) rows.push(row);
  return rows;
}

describe('rows', () => {
  it('are lines where there is no delimiter, whatever quotes and commas are in them', async () => {
    const options = { delimiter: '' };
    const rows = await rowsIn('say "a, b"\n"he" said, no\r\n"all of it, ""so"""\n"open\n\nend', options);
    expect(rows.map((row) => cellsOf(row, '', 1000))).toEqual([
      ['say "a, b"'],
      ['"he" said, no'],
      ['all of it, "so"'],
      ['"open'],
      ['end'],
    ]);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3, 4, 6]);
  });

  it('tell the line where each begins, whatever ends of lines its cells hold', async () => {
    const rows = await rowsIn('a,b\r\n"1\r\n\r\n2",x\r\n\r\n3,4\n"5\n",6');
    expect(rows.map(({ line, bytes }) => [line, String(bytes)])).toEqual([
      [1, 'a,b'],
      [2, '"1\r\n\r\n2",x'],
      [6, '3,4'],
      [7, '"5\n",6'],
    ]);
  });

  it('that are too long are told, and the next is read', async () => {
    const rows = await rowsIn(`a\n${'"b\n",'.repeat(300)}c\nd`);
    expect(rows.map(({ line, bytes }) => [line, bytes && String(bytes)])).toEqual([
      [1, 'a'],
      [2, null],
      [303, 'd'],
    ]);
  });

  it('end in a lone CR only in files that have no other ends', async () => {
    expect(dialectOf(Buffer.from('a,b\r1,2\r'))).toMatchObject({ hasCrOnly: true, delimiter: ',' });
    expect((await rowsIn('a\rb', { hasCrOnly: true })).map(({ line }) => line)).toEqual([1, 2]);
    expect(await rowsIn('a\rb')).toHaveLength(1);
  });

  it.each([
    ['stray_quote', '"a"b,c\nd,e', 2],
    ['unclosed_quote', 'd,e\n"a,c\n', 2],
    [null, 'a"b"c,5"\n', 1],
  ])('say what is wrong with quotes: %s', async (problem, text, count) => {
    const rows = await rowsIn(text);
    expect(rows).toHaveLength(count);
    expect(rows.map((row) => row.problem).find(Boolean) ?? null).toBe(problem);
  });
});

it.each([
  ['semicolons beside commas', 'a;b\n"1,5";2\n3,5;4', ';'],
  ['tabs', 'a\tb\tc\n1, 2\t3\t4', '\t'],
  ['bars', 'a|b\n1;2|3', '|'],
  ['one column', 'text\none; two\nthree', ','],
  ['one column of words with commas', 'text\nplain\nand, so, on\n"quoted, once"', ''],
])('the delimiter is found: %s', (_, text, delimiter) => {
  expect(dialectOf(Buffer.from(text)).delimiter).toBe(delimiter);
});

it('cells are those that csv-parse finds', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '漢', ',', '"', '\n', '\r\n', ' ', ';'), maxLength: 6 });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  const quoted = (value: string) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const property = fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, size) => {
    const text = rows.map((row) => row.map(quoted).join(',')).join('\r\n');
    const found = (await rowsIn(text, { size })).map((row) => cellsOf(row, ',', 1000));
    expect(found).toEqual(rows);
    expect(found).toEqual(parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] }));
  });
  await fc.assert(property, { seed: 14, numRuns: 300 });
});
