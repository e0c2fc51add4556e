import { describe, expect, it } from 'vitest';
import { collect, file } from '../collect.contract.js';
import { csv } from './csv.js';

const read = (content: string | Uint8Array, options?: unknown) => collect(csv, file(content), options);
const TEXT = { columns: { id: 'id', text: 'text', label: 'label' } };

describe('rows', () => {
  it('with other cells than the heading are rejected by their line; only what is not needed may lack', async () => {
    const { records, rejected, notices } = await read('id,text,label\n1,a,b,c\n2\n3,no label\n,d,e\n5,f,g', TEXT);
    expect(rejected.map(({ place, code }) => [place, code])).toEqual([
      ['line 2', 'too_many_cells'],
      ['line 3', 'too_few_cells'],
      ['line 5', 'missing_id'],
    ]);
    expect(notices).toEqual([{ place: 'line 4', notice: 'It has 2 cells, and the heading has 3: without label.' }]);
    expect(records.map(({ externalId, label }) => [externalId, label])).toEqual([
      ['3', undefined],
      ['5', 'g'],
    ]);
  });

  it('keep what stands in them: 007, NA among words, blanks, and what a spreadsheet would run', async () => {
    const { records } = await read('id,text,country,size\n007,=1+2,NA,1e3\n1e5,"  b ",FI,NA', {
      columns: { id: 'id', text: 'text', country: 'category', size: 'number' },
    });
    expect(records.map(({ externalId, content, metadata }) => [externalId, content, metadata])).toEqual([
      ['007', { kind: 'text', text: '=1+2' }, { country: 'NA', size: 1000 }],
      ['1e5', { kind: 'text', text: '  b ' }, { country: 'FI', size: null }],
    ]);
  });

  it('of numbers and words become rows in the order of the table; a word among numbers is rejected', async () => {
    const { records, rejected } = await read('age,job,pay\n39,?,>50K\n?,clerk,\nold,clerk,<=50K', {
      columns: { age: 'number', job: 'category', pay: 'label' },
    });
    expect(records.map(({ content, label }) => [content, label])).toEqual([
      [
        {
          kind: 'row',
          values: [
            ['age', 39],
            ['job', '?'],
          ],
          categories: ['job'],
        },
        '>50K',
      ],
      [
        {
          kind: 'row',
          values: [
            ['age', null],
            ['job', 'clerk'],
          ],
          categories: ['job'],
        },
        undefined,
      ],
    ]);
    expect(rejected).toEqual([{ place: 'line 4', code: 'not_a_number', reason: 'age is "old", which is no number.' }]);
  });

  it('give vectors of a cell in brackets', async () => {
    const { records } = await read('id,v,text\na,"[0.5, -1]",x\nb,1 2,', {
      columns: { id: 'id', v: 'vector', text: 'text' },
    });
    expect(records.map(({ content }) => content)).toEqual([
      { kind: 'vector', values: [0.5, -1], text: 'x' },
      { kind: 'vector', values: [1, 2] },
    ]);
  });

  it('without a heading have columns by their numbers', async () => {
    const { records } = await read('good day,a\nbad day,b', {
      hasHeading: false,
      columns: { 'column 1': 'text', 'column 2': 'label' },
    });
    expect(records.map(({ place, label }) => [place, label])).toEqual([
      ['line 1', 'a'],
      ['line 2', 'b'],
    ]);
  });
});

describe('several answers of a record', () => {
  const labels = async (table: string, options: object) =>
    (await read(table, options)).records.map(({ label }) => label);

  it('are split where it is said; an empty cell is no answer', async () => {
    const options = { columns: { text: 'text', l: 'label' }, labelSeparator: '|' };
    expect(await labels('text,l\na,blue | red|blue\nb,\nc,red', options)).toEqual([
      ['blue', 'red'],
      undefined,
      ['red'],
    ]);
  });

  it('in JSON may be none, which is an answer', async () => {
    const options = { columns: { text: 'text', l: 'label' }, labelSeparator: 'json' };
    expect(await labels('text,l\na,"[""x|y""]"\nb,[]\nc,', options)).toEqual([['x|y'], [], undefined]);
    expect((await read('text,l\na,x', options)).rejected).toMatchObject([{ code: 'bad_value' }]);
  });

  it('are flags, a column each: all 0 is the answer that none applies, all empty is no answer', async () => {
    const options = { columns: { text: 'text', 't.new': 'flag', 't.old': 'flag' } };
    expect(await labels('text,t.new,t.old\na,1,0\nb,True,1.0\nc,0,false\nd,,', options)).toEqual([
      ['new'],
      ['new', 'old'],
      [],
      undefined,
    ]);
    expect((await read('text,t.new,t.old\na,2,0', options)).rejected).toMatchObject([{ code: 'bad_value' }]);
  });
});

describe('a file', () => {
  it.each([
    ['duplicate_header', 'id,text,text\n1,a,b', {}],
    ['unknown_column', 'id,text\n1,a', { columns: { id: 'id', texts: 'text' } }],
    ['missing_content', 'id,text\n1,a', { columns: { id: 'id' } }],
    ['bad_options', 'id,text\n1,a', { columns: { id: 'id', text: 'id' } }],
    ['bad_options', 'id,text\n1,a', { delimiter: '"' }],
    ['bad_encoding', 'id,text\n1,a', { encoding: 'latin-77' }],
  ])('is refused as %s before anything comes in', async (code, content, options) => {
    await expect(read(content, options)).rejects.toMatchObject({ code });
  });

  it('of a heading only has no records, and says so', async () => {
    expect(await read('id,text,label\n')).toMatchObject({ records: [], rejected: [], notices: [{ place: 'line 1' }] });
  });

  it('that is cut off within quotes loses its last row only', async () => {
    const { records, rejected } = await read('id,text,label\n1,a,b\n2,"cut in the mi', TEXT);
    expect(records).toHaveLength(1);
    expect(rejected).toMatchObject([{ place: 'line 3', code: 'unclosed_quote' }]);
  });

  it('holds no NUL, which cannot be stored', async () => {
    expect((await read('id,text,label\n1,a\0b,c\n2,d,e', TEXT)).rejected).toMatchObject([
      { place: 'line 2', code: 'unstorable_character' },
    ]);
  });

  it('in Windows-1252 is read as that, and said to be a guess; a bad byte in UTF-8 is a bad row', async () => {
    const western = Buffer.from(
      'id,text,label\n1,Gr\xf6\xdfe pa\xdft nicht \x96 zu klein,R\xfcckgabe\n2,f\xfcr \x805,b',
      'latin1',
    );
    const { records, notices } = await read(western);
    expect(records.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'Größe paßt nicht – zu klein' },
      { kind: 'text', text: 'für €5' },
    ]);
    expect(notices).toMatchObject([{ place: 'file', notice: expect.stringContaining('Windows-1252') }]);
    const broken = Buffer.concat([
      Buffer.from('id,text,label\n1,für,a\n2,'),
      Buffer.from([0xff]),
      Buffer.from(',b\n3,c,d'),
    ]);
    expect((await read(broken)).rejected).toMatchObject([{ place: 'line 3', code: 'bad_encoding' }]);
  });
});

it('a look proposes what each column is', async () => {
  const header = 'code,body,topic,priority,opened,zip,country,set';
  const rows = [
    '007,The parcel says delivered.,a,2,2024-05-01,00100,NA,train',
    '010,Charged twice on Monday.,b,NA,2024-05-02,00200,FI,test',
    '0x1F,Where is it?,a,0.5,2024-05-03,00100,FI,train',
    'NA,All is well with the shelf.,b,3,2024-05-04,00200,NA,train',
  ];
  const { options, rows: shown } = await csv.look(file([header, ...rows].join('\n')));
  expect(options.columns).toEqual({
    ...{ code: 'id', body: 'text', topic: 'label', priority: 'number', opened: 'date', zip: 'category' },
    ...{ country: 'category', set: 'category' },
  });
  expect(shown).toHaveLength(4);
});
