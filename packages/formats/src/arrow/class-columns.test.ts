import { Field, FixedSizeList, Float64, List, Table, tableFromArrays, tableToIPC, vectorFromArray } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { readPredictionTable } from './class-columns.js';

const lists = (rows: number[][], type = new List(new Field('item', new Float64()))) => vectorFromArray(rows, type);

describe('predictions in a table of Arrow', () => {
  it('are a column of numbers for each class', () => {
    const table = tableFromArrays({ cat: Float64Array.of(0.25, 0.5), dog: Float64Array.of(0.75, 0.5) });
    expect(readPredictionTable(tableToIPC(table, 'stream'))).toEqual({
      ...{ columns: ['cat', 'dog'], shape: [2, 2], values: Float64Array.of(0.25, 0.75, 0.5, 0.5) },
    });
  });

  it('name their records, and hold the draws of each as a list, in files too', () => {
    const table = new Table({
      record: vectorFromArray(['r1', 'r2']),
      cat: lists([
        [0.1, 0.2, 0.3],
        [0.4, 0.5, 0.6],
      ]),
      dog: lists(
        [
          [0.9, 0.8, 0.7],
          [0.6, 0.5, 0.4],
        ],
        new FixedSizeList(3, new Field('item', new Float64())) as never,
      ),
    });
    expect(readPredictionTable(tableToIPC(table, 'file'))).toEqual({
      ...{ columns: ['cat', 'dog'], records: ['r1', 'r2'], shape: [3, 2, 2] },
      values: Float64Array.of(0.1, 0.9, 0.4, 0.6, 0.2, 0.8, 0.5, 0.5, 0.3, 0.7, 0.6, 0.4),
    });
  });

  it.each([
    ['no table', new TextEncoder().encode('{"a": 1}'), 'no table of Arrow'],
    ['a column of texts', tableToIPC(tableFromArrays({ cat: ['a'] })), 'Row 0 of the column "cat" is no number'],
    ['no column', tableToIPC(new Table({ record: vectorFromArray(['r']) })), 'has no column of numbers'],
    [
      'an empty cell',
      tableToIPC(new Table({ cat: vectorFromArray([0.5, null], new Float64()) })),
      'Row 1 of the column "cat" is empty',
    ],
    [
      'lists of other lengths',
      tableToIPC(new Table({ cat: lists([[1, 0], [1]]) })),
      'Row 1 of the column "cat" has 1 draws, and the first has 2',
    ],
    [
      'lists beside numbers',
      tableToIPC(new Table({ cat: lists([[1]]), dog: vectorFromArray([1], new Float64()) })),
      'Some columns hold numbers',
    ],
  ])('are refused for %s, in words', (_, bytes, words) => {
    expect(() => readPredictionTable(bytes)).toThrow(words);
  });

  it('are refused where the table is cut off', () => {
    const bytes = tableToIPC(tableFromArrays({ cat: new Float64Array(1_000) }), 'stream');
    expect(() => readPredictionTable(bytes.subarray(0, 2_000))).toThrow(/cut off|is empty/);
  });
});
