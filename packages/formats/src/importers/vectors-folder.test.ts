import { zipOf } from '@querent/testing/zip-of';
import { describe, expect, it } from 'vitest';
import { collect, file } from '../collect.contract.js';
import { npyBytes } from '../samples.contract.js';
import { csv } from './csv.js';
import { jsonl } from './jsonl.js';
import { vectorsFolder } from './vectors-folder.js';

const zip = (rows: number, tableName: string, table: string, values?: Float32Array) => {
  const numbers = values ?? Float32Array.from({ length: rows * 2 }, (_, i) => i);
  const array = npyBytes('<f4', [rows, 2], new Uint8Array(numbers.buffer));
  return file(zipOf(Object.entries({ 'v.npy': array, [tableName]: Buffer.from(table) })), 'a.zip');
};

describe('an array with a table beside it', () => {
  it('gives vectors with the ids, labels, texts and splits of the table, row by row', async () => {
    const input = zip(2, 'table.tsv', 'key\ttext\tlabel\tsplit\tsize\na\tone\tx\ttrain\t3\nb\ttwo\ty\ttest\t4\n');
    const { options, columns } = await vectorsFolder.look(input);
    expect(columns.map(({ name, role }) => [name, role])).toEqual([
      ['key', 'id'],
      ['text', 'text'],
      ['label', 'label'],
      ['split', 'split'],
      ['size', 'number'],
    ]);
    const expected = [
      {
        ...{ place: 'table.tsv, line 2', externalId: 'a', label: 'x', split: 'pool', metadata: { size: 3 } },
        content: { kind: 'vector', values: [0, 1], text: 'one' },
      },
      {
        ...{ place: 'table.tsv, line 3', externalId: 'b', label: 'y', split: 'holdout', metadata: { size: 4 } },
        content: { kind: 'vector', values: [2, 3], text: 'two' },
      },
    ];
    for (const given of [{}, options]) expect((await collect(vectorsFolder, input, given)).records).toEqual(expected);
  });

  it('takes JSONL too, and a line that cannot be read takes its vector with it', async () => {
    const { records, rejected } = await collect(vectorsFolder, zip(3, 't.jsonl', '{"id": 1}\nno JSON\n{"id": 3}\n'));
    expect(records.map(({ externalId, content }) => [externalId, content])).toEqual([
      ['1', { kind: 'vector', values: [0, 1] }],
      ['3', { kind: 'vector', values: [4, 5] }],
    ]);
    expect(rejected).toMatchObject([{ place: 't.jsonl, line 2', code: 'bad_json' }]);
  });

  it('refuses a vector that holds no number, and keeps the others in their places', async () => {
    const input = zip(2, 't.csv', 'id,label\na,x\nb,y\n', Float32Array.of(1, Number.NaN, 3, 4));
    const { records, rejected } = await collect(vectorsFolder, input);
    expect(records).toMatchObject([{ externalId: 'b', content: { values: [3, 4] } }]);
    expect(rejected).toMatchObject([{ place: 't.csv, line 2', code: 'missing_number' }]);
  });

  it.each([
    ['longer', 2, 'id,n\na,x\nb,y\nc,z\n', 't.csv, line 4'],
    ['shorter', 4, 'id,n\na,x\nb,y\nc,z\n', 'v.npy, row 4'],
  ])('says where the table is %s than the array', async (_, rows, table, place) => {
    const { rejected } = await collect(vectorsFolder, zip(rows, 't.csv', table));
    expect(rejected).toMatchObject([{ place, code: 'rows_differ' }]);
  });
});

describe('columns of numbers', () => {
  const roles = { a: 'vector', b: 'vector', c: 'label' } as const;

  it('that are called vector are one vector, in the order of the file', async () => {
    const columns = { b: 'vector', c: 'label', a: 'vector' } as const;
    const { records, rejected } = await collect(csv, file('a,b,c\n1,2,x\n3,,y\n5,6.5,z\n'), { columns });
    expect(records).toMatchObject([
      { label: 'x', content: { kind: 'vector', values: [1, 2] } },
      { label: 'z', content: { kind: 'vector', values: [5, 6.5] } },
    ]);
    expect(rejected).toMatchObject([{ place: 'line 3', code: 'missing_number' }]);
  });

  it('stand in the order of the first object, whatever order a later one has', async () => {
    const lines = '{"a": 1, "b": 2}\n{"b": 4, "a": 3}\n';
    const { records } = await collect(jsonl, file(lines), { columns: { a: roles.a, b: roles.b } });
    expect(records.map(({ content }) => content)).toMatchObject([{ values: [1, 2] }, { values: [3, 4] }]);
  });

  it('are proposed as a vector where there are hundreds and nothing else to learn from', async () => {
    const names = Array.from({ length: 120 }, (_, i) => `x${i}`);
    const row = (i: number) => [`id${i}`, ...names.map((_, j) => j * i), i % 2 ? 'yes' : 'no'].join(',');
    const wide = (extra: string) =>
      file(`id,${names.join(',')},label${extra && ',city'}\n${[1, 2, 3, 4].map((i) => row(i) + extra).join('\n')}\n`);
    const rolesOf = async (input: ReturnType<typeof file>) =>
      new Set((await csv.look(input)).columns.map(({ role }) => role));
    expect(await rolesOf(wide(''))).toEqual(new Set(['id', 'vector', 'label']));
    expect(await rolesOf(wide(',Oslo'))).toEqual(new Set(['id', 'number', 'label', 'category']));
  });
});
