import { encoders, type TableRow } from '@querent/core/encoders';
import type { Imported } from '@querent/formats';
import { describe, expect, it } from 'vitest';
import { readGiven } from './read-given.js';

describe('rows that are sent to be predicted', () => {
  it('note with record and column what the model cannot read, and how many notes more there are', async () => {
    const pool: TableRow[] = [1, 2].map((x) => ({ kind: 'row', values: { x } }));
    const encoding = await encoders.get('tables').prepare(pool, {});
    const read = (...values: unknown[]) =>
      readGiven(sent(values), { recordKind: 'row', shape: { columns: ['x'] }, encoding });
    expect((await read(1.5, '2', null)).notes).toEqual([]);
    expect((await read(1.5, 'abc', '2,9')).notes).toEqual([
      'record 2: "abc" in column "x" is no number as this column has them and counts as missing.',
      'record 3: "2,9" in column "x" is no number as this column has them and counts as missing.',
    ]);
    const { notes } = await read(...Array.from({ length: 7 }, () => 'NaN'));
    expect([notes.length, notes.at(-1)]).toEqual([6, '… and 2 more notes.']);
  });
});

async function* sent(values: unknown[]): AsyncGenerator<Imported> {
  for (const [at, value] of values.entries()) {
    const content = { kind: 'row' as const, values: [['x', value]] as [string, unknown][] };
    yield { place: `record ${at + 1}`, externalId: null, content } as unknown as Imported;
  }
}
