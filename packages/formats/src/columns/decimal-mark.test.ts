import { describe, expect, it } from 'vitest';
import { findMark } from './decimal-mark.js';
import { numberIn } from './numbers.js';

describe('a number in a text', () => {
  it.each([
    ['10,37', ',', 10.37],
    ['1.234,5', ',', 1234.5],
    ['1.234', ',', 1234],
    ['1\u202f234\u00a0567,5', ',', 1234567.5],
    ['-,5', ',', -0.5],
    ['1,5e3', ',', 1500],
    ['10.37', ',', null],
    ['1,2,3', ',', null],
    ['12.34,5', ',', null],
    ['10.37', '.', 10.37],
    ['1,234,567.5', '.', 1234567.5],
    ['10,37', '.', null],
    ['0,123', '.', null],
  ] as const)('"%s" with the mark "%s" is %s', (text, mark, number) => {
    expect(numberIn(text, mark)).toBe(number);
  });
});

describe('the decimal mark of a file', () => {
  const samples = (columns: Record<string, string[]>) =>
    Object.entries(columns).map(([name, values]) => ({ name, values }));
  const found = (columns: Record<string, string[]>, delimiter: string | null = ';') => {
    const { mark, notice } = findMark(samples(columns), delimiter);
    return [mark, notice?.notice ?? ''] as const;
  };
  const fractions = ['10,37', '11,5', '9'];

  it('is a comma where numbers are some with a comma only, whatever stands between cells', () => {
    for (const delimiter of [';', ',', '\t', null]) expect(found({ price: fractions }, delimiter)).toEqual([',', '']);
    expect(found({ price: [...Array(19).fill('1,5'), 'soon'] })).toEqual([',', '']);
  });

  it('decides for columns that do not say it themselves', () => {
    expect(found({ price: fractions, size: ['1,234', '2,345'] }, ',')).toEqual([',', '']);
    expect(found({ price: ['10.37', '9.5'], size: ['1,234', '2,345'] })).toEqual(['.', '']);
    expect(found({ size: ['1,234', '1,234,567'] })).toEqual(['.', '']);
    expect(found({ size: ['1.234', '1.234.567'] }, ',')).toEqual([',', '']);
  });

  it('is told as unsure where nothing decides but what stands between cells', () => {
    expect(found({ size: ['1,234', '2,345'] }, ';')).toEqual([',', expect.stringMatching(/"1,234".*size.*as 1\.234/)]);
    expect(found({ size: ['1,234', '2,345'] }, ',')).toEqual(['.', expect.stringMatching(/"1,234".*as 1234/)]);
    expect(found({ size: ['1.234', '2.345'] }, ';')).toEqual(['.', expect.stringMatching(/"1.234".*as 1\.234/)]);
    expect(found({ size: ['1.234', '2.345'] }, ',')).toEqual(['.', '']);
    expect(found({ price: fractions, version: ['1.10', '1.12', '2.0'] })).toEqual([
      ',',
      expect.stringMatching(/"10,37" in the column price.*"1\.10" in the column version.*with a comma/),
    ]);
  });

  it('is not told by lists, by texts, by times, or by a few commas', () => {
    expect(found({ label: ['1,2', '2,3', '3', '1'] }, ',')).toEqual([
      '.',
      expect.stringMatching(/taken for no number/),
    ]);
    expect(found({ labels: ['1,2', '2,3', '1,2,3', '3,1,2'] }, ';')).toEqual(['.', '']);
    expect(found({ emotions: ['27', '3', '14', '2,25', '7'] }, '\t')).toEqual(['.', expect.stringMatching(/"2,25"/)]);
    expect(found({ text: ['1,5 kg are enough', 'well, 3'], at: ['10:37', '1/2'] })).toEqual(['.', '']);
    expect(found({ n: ['1', '20', '-'] })).toEqual(['.', '']);
  });

  it('of labels is a comma where they are no lists', () => {
    expect(found({ label: fractions }, ',')).toEqual([',', '']);
    expect(found({ label: ['1,05', '1,5', '5,1'] }, ',')).toEqual([',', '']);
  });
});
