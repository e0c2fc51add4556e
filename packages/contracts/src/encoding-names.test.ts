import { expect, it } from 'vitest';
import { encodingName } from './encoding-names.js';

it.each([
  ['utf-8', 'UTF-8'],
  ['utf-16le', 'UTF-16 LE'],
  ['windows-1252', 'Windows-1252'],
  ['iso-8859-15', 'ISO-8859-15'],
  ['gb18030', 'GB18030'],
  ['big5', 'Big5'],
  ['shift_jis', 'Shift JIS'],
  ['euc-kr', 'EUC-KR'],
  ['koi8-r', 'KOI8-R'],
])('%s is written %s', (label, name) => {
  expect(encodingName(label)).toBe(name);
});
