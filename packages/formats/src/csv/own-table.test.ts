import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { collect, file } from '../collect.contract.js';
import type { Layout, OutgoingRecord } from '../exporter.js';
import { csv as exporter } from '../exporters/csv.js';
import { csv } from '../importers/csv.js';

const LAYOUT: Layout = {
  kind: 'row',
  columns: ['=sum', 'size', 'id'],
  metadata: ['note'],
  told: ['annotator'],
  hasPictures: false,
  isByClass: true,
};
const record = (values: unknown[], more: Partial<OutgoingRecord> = {}): OutgoingRecord => ({
  externalId: '007',
  content: { kind: 'row', values: values.map((value, at): [string, unknown] => [LAYOUT.columns[at]!, value]) },
  split: 'pool',
  metadata: {},
  ...more,
});

async function table(records: OutgoingRecord[]): Promise<string> {
  async function* each() {
    yield* records;
  }
  let text = '';
  for await (const chunk of exporter.write(each(), LAYOUT)) text += Buffer.from(chunk).toString();
  return text;
}

describe('a table that is exported', () => {
  // What stands in the public file of such cells, and what each may look like to a spreadsheet.
  const DANGEROUS = [
    '=1+2',
    '+358 40',
    '-5 degrees',
    '@here',
    '\t=cmd',
    '\r=cmd',
    '=HYPERLINK("http://x","y")',
    '＝wide',
  ];

  it('has no cell that a spreadsheet runs, headings and names of people included, and says which were changed', async () => {
    const written = await table(
      DANGEROUS.map((text) => record([text, -5, text], { label: text, name: text, told: { annotator: text } })),
    );
    const rows: string[][] = parse(written);
    expect(rows).toHaveLength(DANGEROUS.length + 1);
    for (const cell of rows.flat()) expect(cell).toMatch(/^(?:[^=+\-@\t\r＝]|-5$|$)/);
    const [heading, first] = rows;
    expect(heading).toContain("'=sum");
    const marks = JSON.parse(first![heading!.indexOf('querent_cells')]!);
    expect(Object.keys(marks).sort()).toEqual(['=sum', 'annotator', 'label', 'name', 'row.id']);
  });

  it('keeps numbers as numbers and ids as they came', async () => {
    const [heading, row] = parse(await table([record([-5, 1.5, '-7'], { label: -0.25 })])) as string[][];
    const at = (name: string) => row![heading!.indexOf(name)];
    expect([at('id'), at("'=sum"), at('size'), at('row.id'), at('label')]).toEqual(['007', '-5', '1.5', '-7', '-0.25']);
    expect(at('querent_cells')).toBe('{"row.id":"text"}');
  });

  it('tells whoever looks at it that there is nothing to choose, and is read by roles where somebody gives some', async () => {
    const text = await table([record(['a', 1, 'b'], { metadata: { note: ['x'] } })]);
    const look = await csv.look(file(text));
    expect(look).toMatchObject({ columns: [], notices: [{ notice: expect.stringContaining('nothing to choose') }] });
    const own = await collect(csv, file(text), look.options);
    expect(own.records[0]).toMatchObject({
      content: {
        values: [
          ['=sum', 'a'],
          ['size', 1],
          ['id', 'b'],
        ],
      },
      metadata: { note: ['x'] },
    });
    const chosen = await collect(csv, file(text), { columns: { id: 'id', size: 'number' } });
    expect(chosen.records[0]!.content).toEqual({ kind: 'row', values: [['size', 1]] });
  });

  it('is read too where somebody has changed cells of it, taken columns away and put others in', async () => {
    const text =
      'label,mine,querent_cells,text\nb,new,,42\n"\'=x",,"{""label"":""apostrophe""}","\'@here"\nc,,broken,d';
    const { records, rejected } = await collect(csv, file(text));
    expect(records.map(({ label, content, externalId }) => [label, content, externalId])).toEqual([
      ['b', { kind: 'text', text: '42' }, null],
      ['=x', { kind: 'text', text: "'@here" }, null],
    ]);
    expect(rejected).toMatchObject([{ place: 'line 4', code: 'bad_value' }]);
  });

  it('of pictures that are not in it is refused in words', async () => {
    await expect(collect(csv, file('id,name,label,split,querent_cells\n1,a.png,cat,pool,'))).rejects.toMatchObject({
      code: 'missing_content',
      message: expect.stringContaining('Export them as a ZIP'),
    });
  });
});
