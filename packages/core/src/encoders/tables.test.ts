import { describe, expect, it } from 'vitest';
import { encoders, previewTable, type TableRow } from './index.js';
import { bucketOf, murmur3OfText } from './murmur3.js';

const tables = encoders.get('tables');
const rows = (...all: TableRow['values'][]): TableRow[] => all.map((values) => ({ kind: 'row', values }));
const learn = async (pool: TableRow[], options = {}) => tables.open(await tables.prepare(pool, options));
const encode = async (pool: TableRow[], options = {}, records = pool) => {
  const { data, shape } = await (await learn(pool, options)).encode(records);
  return Array.from({ length: records.length }, (_, n) =>
    Array.from(data.subarray(n * shape[0]!, (n + 1) * shape[0]!)),
  );
};

describe('columns of a table', () => {
  it('known answer of tables: numbers get mean 0 and deviation 1, also where they stand as text', async () => {
    expect(await encode(rows({ x: 1 }, { x: ' 3 ' }, { x: 5 }, { x: '3e0' }))).toEqual(
      [[-Math.SQRT2], [0], [Math.SQRT2], [0]].map((row) => row.map(Math.fround)),
    );
  });

  it('of numbers are as good in small units as in large ones', async () => {
    const inUnits = (unit: number) => encode(rows(...[1, 3, 5, 3].map((x) => ({ x: x * unit }))));
    for (const unit of [1e-7, 1e-12, 1e9])
      (await inUnits(unit)).forEach(([value], n) => {
        expect(value).toBeCloseTo([-Math.SQRT2, 0, Math.SQRT2, 0][n]!, 5);
      });
  });

  it('leave a category unread that the pool did not have, and nothing else', async () => {
    const opened = await learn(rows({ x: 1, c: 'a' }, { x: 2, c: 'b' }));
    const later = rows({ x: 9, c: 'new' }, { x: null, c: 'new' }, { x: 3, c: 'a' }, { c: null }, {});
    expect(Array.from(await opened.unread(later))).toEqual([1 / 2, 1, 0, 0, 0]);
  });

  it('of numbers that differ by rounding are the same everywhere', async () => {
    const [a, b] = [0.1 + 0.2, 0.3];
    expect(await encode(rows({ x: a, y: 1 }, { x: b, y: 2 }, { x: a, y: 1 }, { x: b, y: 2 }))).toEqual([
      [-1],
      [1],
      [-1],
      [1],
    ]);
    const [first, second] = await encode(rows({ x: a }, { x: b }, {}));
    expect([Math.abs(first![0]!), Math.abs(second![0]!)].every((value) => value < 1e-12)).toBe(true);
  });

  it('with missing numbers take the mean and say so in a feature of their own', async () => {
    const pool = rows({ x: 1 }, { x: '?' }, { x: 3 }, {}, { x: 'NA' }, { x: Number.NaN }, { x: null }, { x: ' ' });
    const missing = [0, 1];
    expect(await encode(pool)).toEqual([[-1, 0], missing, [1, 0], missing, missing, missing, missing, missing]);
  });

  it('of categories have a feature for each, in alphabetic order; what is unknown or missing has none', async () => {
    const pool = rows({ c: 'red' }, { c: 'blue' }, { c: ' red ' }, { c: 7 });
    const later = rows({ c: 'green' }, { c: null }, { c: 'blue' });
    expect(await encode(pool)).toEqual([
      [0, 0, 1],
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(await encode(pool, {}, later)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 1, 0],
    ]);
  });

  it('of more categories than the limit share features by hash and sign, known or not', async () => {
    const pool = rows({ c: 'a' }, { c: 'b' }, { c: 'c' });
    const [row] = await encode(pool, { categories: 2, hashed: 4 }, rows({ c: 'never seen' }));
    const { index, sign } = bucketOf(murmur3OfText('never seen'), 4);
    expect(row).toEqual([0, 0, 0, 0].map((_, i) => (i === index ? sign : 0)));
  });

  it('that are the same everywhere, or to be ignored, are left out; one that is only sometimes there is not', async () => {
    const pool = rows({ id: 1, same: 'x', some: 5, y: 1 }, { id: 2, same: 'x', y: 2 });
    expect(await encode(pool, { ignore: ['id'] })).toEqual([
      [0, 0, -1],
      [0, 1, 1],
    ]);
    await expect(tables.prepare(rows({ a: 1 }, { a: 1 }))).rejects.toThrow(/No column of the table differs/);
    await expect(tables.prepare([])).rejects.toMatchObject({ code: 'invalid_content' });
  });

  it('keep their order, whatever the order in later rows', async () => {
    const pool = rows({ a: 0, b: 0 }, { a: 2, b: 4 });
    expect(await encode(pool, {}, rows({ b: 4, a: 0 }))).toEqual([[-1, 1]]);
  });

  it('refuse an infinite number, by row and column', async () => {
    const opened = await learn(rows({ x: 1 }, { x: 2 }));
    await expect(opened.encode(rows({ x: Number.POSITIVE_INFINITY }))).rejects.toMatchObject({
      code: 'invalid_content',
    });
  });

  it('take a word among them, and what lies beyond all reason, for missing and for unread, in later rows', async () => {
    const odd = rows({ x: 'two' }, { x: true }, { x: 1e30 }, { x: 1e300 }, { x: 1e4 }, {});
    const without = await learn(rows({ x: 1 }, { x: 3 }));
    expect(Array.from((await without.encode(odd)).data)).toEqual([0, 0, 0, 0, 9_998, 0]);
    expect(Array.from(await without.unread(odd))).toEqual([1, 1, 1, 0, 0, 0]); // the 32-bit floats that it is not: missing
    const marked = await learn(rows({ x: 1 }, { x: 3 }, {}));
    expect(Array.from((await marked.encode(odd.slice(0, 3))).data)).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it('may be beyond what 32 bits hold in the pool, where they count as missing', async () => {
    const pool = rows({ x: 1e300 }, { x: '-1e300' }, { x: 1 }, { x: 3 }, { x: 3e38 });
    const [first, second, ...others] = await encode(pool);
    expect([first, second]).toEqual([
      [0, 1],
      [0, 1],
    ]);
    for (const row of others) expect(row.every(Number.isFinite)).toBe(true);
  });

  it('may be called as members of objects are, and are not taken from an object’s prototype', async () => {
    expect(await encode(rows({ constructor: 1 }, { constructor: 3 }), {}, rows({}))).toEqual([[0]]);
    const pool = rows(...['{"__proto__": 1}', '{"__proto__": 3}'].map((json) => JSON.parse(json)));
    expect(await encode(pool)).toEqual([[-1], [1]]);
    expect(await encode(pool, {}, rows({}))).toEqual([[0]]);
    expect((await previewTable(pool)).columns).toMatchObject([{ name: '__proto__', kind: 'number' }]);
  });

  it('of countries have Namibia as one, where the options do not count "NA" as missing', async () => {
    const pool = rows({ country: 'NA', age: 'NA' }, { country: 'DE', age: 1 }, { country: 'na', age: 3 });
    const [DE, NA, na] = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const encoded = [
      [...NA!, 0, 1],
      [...DE!, -1, 0],
      [...na!, 1, 0],
    ];
    expect(await encode(pool, { verbatim: ['country'] })).toEqual(encoded);
    expect(await encode(pool.map(({ values }) => ({ kind: 'row', values: { c: values.country! } })))).toEqual([
      [0],
      [1],
      [0],
    ]);
    expect(await encode(rows({ c: 'NA' }, { c: '-' }, { c: 'x' }), { missing: ['-'] })).toEqual([
      [1, 0],
      [0, 0],
      [0, 1],
    ]);
  });

  it('are what the options say: of numbers and dates all else is missing, and not unread', async () => {
    const pool = rows({ x: 1, day: '1970-01-01' }, { x: 'many', day: 'soon' }, { x: 3, day: 1971 });
    const opened = await learn(pool, { numbers: ['x'], dates: ['day'] });
    const { shape, data } = await opened.encode(pool);
    const width = shape[0]!;
    expect(width).toBe(2 + 6);
    const at = (n: number, feature: number) => data[n * width + feature];
    expect([0, 1, 2].map((n) => [at(n, 0), at(n, 1)])).toEqual([
      [-1, 0],
      [0, 1],
      [1, 0],
    ]);
    expect([0, 1, 2].map((n) => at(n, width - 1))).toEqual([0, 1, 1]);
    expect(Array.from(await opened.unread(pool))).toEqual([0, 0, 0]);
    const none = (await previewTable(rows({ c: 'a' }, { c: 'b' }), { numbers: ['c'] })).columns;
    expect(none).toMatchObject([{ kind: 'constant', present: 0, missing: 2 }]);
  });

  it('known answer of tables: the words of a text share features by hash and sign, each by one root of their number', async () => {
    const pool = rows({ t: 'Late goal, late cup' }, { t: 'NA' }, { t: '' });
    const encoded = await encode(pool, { texts: ['t'], words: 4_096 });
    const wanted = (words: [string, number][]) => {
      const row = new Array<number>(4_096).fill(0);
      for (const [word, value] of words) {
        const { index, sign } = bucketOf(murmur3OfText(word), 4_096);
        row[index]! += Math.fround(sign * value);
      }
      return row;
    };
    expect(encoded).toEqual([
      wanted([
        ['late', 1],
        ['goal', 0.5],
        ['cup', 0.5],
      ]),
      wanted([['na', 1]]),
      wanted([]),
    ]);
    expect((await previewTable(pool, { texts: ['t', 'u'] })).notes).toEqual([expect.stringContaining('"u"')]);
  });

  it('may have numbers that stand for a missing one, as text or not', async () => {
    const pool = rows({ x: 1 }, { x: -999 }, { x: '-999' }, { x: 3 });
    expect(await encode(pool, { missing: ['-999'] })).toEqual([
      [-1, 0],
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
  });

  it('of numbers with decimal commas are numbers where the options say so', async () => {
    const pool = rows({ x: '1,5' }, { x: '-2,5e0' }, { x: -0.5 });
    const encoded = await encode(pool, { decimal: ',' });
    expect(encoded.map(([x]) => x! * Math.sqrt(8 / 3) - 0.5)).toEqual(
      [1.5, -2.5, -0.5].map((x) => expect.closeTo(x, 6)),
    );
    expect(await encode(rows({ x: '1.5' }, { x: '2,5' }), { decimal: ',' })).toHaveLength(2);
    expect((await previewTable(rows({ x: '1.5' }, { x: '2,5' }), { decimal: ',' })).columns[0]!.kind).toBe('category');
  });

  it.each(['0x10', '0b1', '1_000', '1,234', 'Infinity', '1e999', '12 %', '--5', '1 2', '1n'])(
    'are no numbers where "%s" stands among them',
    async (text) => {
      expect((await previewTable(rows({ x: text }, { x: 1 }, { x: 2 }))).columns[0]).toMatchObject({
        kind: 'category',
        notes: [expect.stringMatching(/2 of 3 values are numbers\..*/)],
      });
    },
  );

  it.each([
    ['1e5', 100_000],
    [' 12 ', 12],
    ['007', 7],
    ['+5', 5],
    ['.5', 0.5],
    ['5.', 5],
    ['-0', 0],
  ])('have a number where "%s" stands', async (text, number) => {
    const [own, same] = await encode(rows({ x: text }, { x: number }, { x: 99 }));
    expect(own).toEqual(same);
  });

  it('of categories tell them apart as they are written', async () => {
    const pool = rows({ code: '007' }, { code: '7' }, { code: 'A1' });
    expect(await encode(pool)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(await encode(pool.slice(0, 2), { verbatim: ['code'] })).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('of booleans are categories', async () => {
    expect(await encode(rows({ is: true }, { is: false }, { is: 'true' }, { is: null }))).toEqual([
      [0, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
  });

  it.each([
    [{ a: 1 }, 'an object'],
    [[1], 'a list'],
    [1n, 'a bigint'],
    [() => 1, 'a function'],
    [Symbol('x'), 'a symbol'],
    [new Date(0), 'an object'],
  ])('refuse what no cell holds, by row and column, in the pool and later (%#)', async (value, what) => {
    const bad = rows({ x: 1 }, { x: value as never });
    const refusal = { code: 'invalid_content', detail: expect.stringContaining(`Row 1 has ${what} in column "x".`) };
    await expect(tables.prepare(bad)).rejects.toMatchObject(refusal);
    await expect((await learn(rows({ x: 1 }, { x: 2 }))).encode(bad)).rejects.toMatchObject(refusal);
    await expect(previewTable(bad)).rejects.toMatchObject(refusal);
    await expect(tables.prepare(rows({ x: value as never, y: 1 }, { y: 2 }), { ignore: ['x'] })).resolves.toBeTruthy();
  });

  it.each([[null], [undefined], [[1, 2]], ['x']])('refuse a row without columns (%#)', async (values) => {
    const bad = rows({ x: 1 }, values as never);
    const refusal = { code: 'invalid_content', detail: expect.stringContaining('Row 1 has no columns.') };
    await expect(tables.prepare(bad)).rejects.toMatchObject(refusal);
    await expect((await learn(rows({ x: 1 }, { x: 2 }))).encode(bad)).rejects.toMatchObject(refusal);
  });
});
