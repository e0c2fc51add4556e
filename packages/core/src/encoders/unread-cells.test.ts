import { describe, expect, it } from 'vitest';
import { encoders, type TableRow, unreadCellsOf } from './index.js';

const rows = (...all: TableRow['values'][]): TableRow[] => all.map((values) => ({ kind: 'row', values }));

describe('cells that say nothing to the encoder of a table', () => {
  it('are told with their column and why, and what is empty is not', async () => {
    const pool = rows({ x: 1, c: 'a', d: '2024-01-31' }, { x: 2, c: 'b', d: '2024-02-01' });
    const told = unreadCellsOf(await encoders.get('tables').prepare(pool, {}));
    const of = (values: TableRow['values']) => told({ kind: 'row', values });
    expect(of({ x: '1.5', c: 'b', d: '2025-01-01' })).toEqual([]);
    expect(of({ x: null, c: '' })).toEqual([]);
    for (const text of ['abc', '2,9', 'NaN'])
      expect(of({ x: text })).toEqual([
        `"${text}" in column "x" is no number as this column has them and counts as missing.`,
      ]);
    expect(of({ x: 1e9, c: 'new', d: 'soon' })).toEqual([
      expect.stringContaining('"1000000000" in column "x" is too far'),
      expect.stringContaining('"new" in column "c" is a value that the project did not have'),
      expect.stringContaining('"soon" in column "d" is no date'),
    ]);
  });

  it('are none where no table is read', async () => {
    const told = unreadCellsOf(await encoders.get('vectors').prepare([{ kind: 'vector', values: [1, 2] }], {}));
    expect(told({ kind: 'row', values: { x: 'abc' } })).toEqual([]);
  });
});
