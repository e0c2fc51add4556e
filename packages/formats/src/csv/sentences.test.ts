import { describe, expect, it } from 'vitest';
import { collect } from '../collect.contract.js';
import { csv } from '../importers/csv.js';
import { bytesInput } from '../input.js';

const look = (...lines: string[]) => csv.look(bytesInput('a.csv', Buffer.from(`${lines.join('\n')}\n`)), {});

describe('lines of sentences', () => {
  it.each([
    [['Der Zug kommt, wie immer, spät.', 'Das Essen war gut, sehr gut.', 'Nie wieder, wirklich!']],
    [['It works.', 'It fails.', 'It may, or may not, work.']],
    [['He came; he saw; he won.', 'Why not? Because.', '(Nobody knows, they say.)', 'no end here']].map((all) =>
      all.slice(0, 3),
    ),
  ])('are texts, the first too: %j', async (lines) => {
    const { options, columns } = await look(...lines);
    expect(options.hasHeading).toBe(false);
    expect(columns).toEqual([expect.objectContaining({ role: 'text' })]);
  });

  it('are texts, however short, where somebody says that nothing cuts them', async () => {
    const input = bytesInput('a.csv', Buffer.from('words\na, b\nc\nd, e, f\n'));
    const { columns, options } = await csv.look(input);
    expect(options.delimiter).toBe('');
    expect(columns).toEqual([{ name: 'words', role: 'text', examples: ['a, b', 'c', 'd, e, f'] }]);
    const cut = bytesInput('b.csv', Buffer.from('a, b\nc, d\n'));
    const told = await csv.look(cut, { delimiter: '', hasHeading: false });
    expect(told.columns).toMatchObject([{ role: 'text', examples: ['a, b', 'c, d'] }]);
    const { records } = await collect(csv, cut, told.options);
    expect(records.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'a, b' },
      { kind: 'text', text: 'c, d' },
    ]);
  });

  it.each([
    ['a heading stands above', ['text,label', 'It works.,yes', 'It fails.,no']],
    ['they stand in quotes', ['"It works, well.",1.', '"It fails.",2.']],
    ['they are numbers of a list', ['1.,2.', '3.,4.']],
    ['few of them are', ['It works.', 'a,b', 'c,d', 'e,f']],
  ])('are a table where %s', async (_, lines) => {
    expect((await look(...lines)).columns.length).toBe(lines[0] === 'It works.' ? 1 : 2);
  });
});
