import { describe, expect, it } from 'vitest';
import { momentOf } from './dates.js';
import { encoders, previewTable, type TableRow } from './index.js';

const tables = encoders.get('tables');
const rows = (...values: (string | null)[]): TableRow[] =>
  values.map((day, n) => ({ kind: 'row', values: { day, x: n } }));

describe('a date', () => {
  it.each([
    ['1970-01-02', 1, null],
    ['1969-12-31', -1, null],
    ['2024-2-29', 19_782, null],
    ['2024/02/29', 19_782, null],
    ['29.02.2024', 19_782, null],
    ['1970-01-02T12:00:00Z', 1.5, 0.5],
    ['1970-01-02 06:00', 1.25, 0.25],
    ['1970-01-02T12:00:00+06:00', 1.25, 0.5], // noon where it was, which a clock on the wall shows
    ['1970-01-01T23:00:00.000-0100', 1, 23 / 24],
  ])('%s lies %d days after 1970', (text, days, ofDay) => {
    const moment = momentOf(text);
    expect(moment?.days).toBeCloseTo(days, 9);
    expect(moment?.ofDay).toBe(ofDay);
  });

  it.each([
    '03/04/2024',
    '2020-01/02',
    '2020/01.02',
    '2023-02-29',
    '2024-13-01',
    '31.11.2024',
    '2024-01-01T25:00',
    '24-01-01',
    '20240101',
    'May',
  ])('%s is none, or one day here and another there', (text) => expect(momentOf(text)).toBeNull());
});

describe('columns of dates', () => {
  it('known answer of tables: days are brought to one scale, with where they lie in the year and in the week', async () => {
    const pool = rows('1970-01-01', '1970-01-03', null, '1970-01-05');
    const opened = await tables.open(await tables.prepare(pool, { ignore: ['x'] }));
    const { shape, data } = await opened.encode(pool);
    expect(shape).toEqual([6]);
    const turn = (share: number) => [Math.sin(2 * Math.PI * share), Math.cos(2 * Math.PI * share)];
    const rowOf = (days: number, z: number) => [z, ...turn(days / 365.2425), ...turn(days / 7), 0];
    const wanted = [rowOf(0, -Math.sqrt(1.5)), rowOf(2, 0), [0, 0, 0, 0, 0, 1], rowOf(4, Math.sqrt(1.5))].flat();
    data.forEach((value, at) => {
      expect(value).toBeCloseTo(wanted[at]!, 6);
    });
    // One that is none, and one beyond all reason, count as missing.
    const later = rows('soon', '9999-12-31');
    expect(Array.from(await opened.unread(later))).toEqual([1, 1]);
    expect(Array.from((await opened.encode(later)).data)).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
  });

  it('with times tell where in the day they lie', async () => {
    const pool = rows('2024-01-01T06:00', '2024-01-02T18:00');
    const opened = await tables.open(await tables.prepare(pool, { ignore: ['x'] }));
    const { shape, data } = await opened.encode(pool);
    expect(shape).toEqual([7]);
    expect([data[5], data[12]].map((value) => Math.round(value!))).toEqual([1, -1]);
  });

  it('are such only where every value is one, and where nobody names them verbatim', async () => {
    const kindOf = async (values: string[], options = {}) =>
      (await previewTable(rows(...values), options)).columns.find(({ name }) => name === 'day')!.kind;
    expect(await kindOf(['2024-01-01', '2024-01-02'])).toBe('date');
    expect(await kindOf(['2024-01-01', '2024-01-01'])).toBe('constant');
    expect(await kindOf(['2024-01-01', 'unknown'])).toBe('category');
    expect(await kindOf(['2024-01-01', 'unknown'], { missing: ['unknown'] })).toBe('date');
    expect(await kindOf(['2024-01-01', '2024-01-02'], { verbatim: ['day'] })).toBe('category');
  });
});
