import { describe, expect, it } from 'vitest';
import { collect, file } from '../collect.contract.js';
import { csv } from '../importers/csv.js';
import { hasHeadingIn } from './heading.js';
import { separatorIn } from './label-separator.js';

describe('whether the first row is a heading', () => {
  it.each<[string, string[][], boolean]>([
    [
      'words over numbers',
      [
        ['age', 'city'],
        ['39', 'Oslo'],
      ],
      true,
    ],
    [
      'words over words',
      [
        ['text', 'label'],
        ['a', 'b'],
      ],
      true,
    ],
    [
      'a number over numbers',
      [
        ['39', 'Rome'],
        ['40', 'Oslo'],
        ['', 'Bern'],
      ],
      false,
    ],
    [
      'numbers alone',
      [
        ['0.1', '0.2'],
        ['0.3', '0.4'],
      ],
      false,
    ],
    [
      'places of columns',
      [
        ['0', '1', '2'],
        ['0.3', '0.4', '0.5'],
      ],
      true,
    ],
    [
      'years over numbers',
      [
        ['country', '2001', '2002'],
        ['Chad', '3', '4'],
      ],
      true,
    ],
    ['a single row of numbers', [['0.1', '7']], false],
    ['nothing under it', [['id', 'text']], true],
  ])('%s', (_, rows, isHeading) => {
    expect(hasHeadingIn(rows)).toBe(isHeading);
  });

  it('is found by a reader that is not told, proposed, and said', async () => {
    const input = file('0.5,1.5\n2.5,3.5\n', 'a.csv');
    const { options, notices } = await csv.look(input);
    expect(options).toMatchObject({ hasHeading: false, columns: { 'column 1': 'number', 'column 2': 'number' } });
    expect(notices).toMatchObject([{ notice: expect.stringMatching(/first row/) }]);
    expect((await collect(csv, input)).records).toHaveLength(2);
    expect((await collect(csv, input, { hasHeading: true })).records).toHaveLength(1);
  });

  it('a file of plain text has none', async () => {
    const { records } = await collect(csv, file('The first text of all.\nThe second of them all.\n', 'notes.txt'));
    expect(records).toHaveLength(2);
  });
});

describe('what stands between several answers', () => {
  it.each([
    [['red|round', 'blue', 'blue | red'], '|'],
    [['red;round', 'blue', 'red'], ';'],
    [['Sci|Tech', 'Business'], ''],
    [['["a"]', '[]'], 'json'],
    [['red, round', 'red', 'round', 'blue, red'], ','],
    [['Paris, France', 'Rome, Italy'], ''],
    [['a', 'b'], ''],
    [[], ''],
  ])('of %j is "%s"', (cells, separator) => {
    expect(separatorIn(cells, '.')).toBe(separator);
  });

  it('is proposed, and a person may say otherwise', async () => {
    const input = file('text,label\none,a|b\ntwo,b\n');
    const { options } = await csv.look(input);
    expect(options.labelSeparator).toBe('|');
    expect((await csv.look(input, { ...options, labelSeparator: '' })).options.labelSeparator).toBe('');
    expect((await collect(csv, input, options)).records.map(({ label }) => label)).toEqual([['a', 'b'], ['b']]);
  });
});
