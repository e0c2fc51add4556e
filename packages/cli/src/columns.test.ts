import type { Survey } from '@querent/contracts';
import { EXAMPLES } from '@querent/contracts/openapi';
import { expect, it } from 'vitest';
import { insistOn, optionsWith, readingWith } from './columns.js';

const { response } = EXAMPLES['POST /uploads/{uploadId}/survey'];
const survey: Survey = {
  ...response,
  options: { delimiter: ';' },
  columns: [
    { name: 'a', role: 'id', examples: [], note: '' },
    { name: 'b', role: 'text', examples: [], note: '' },
    { name: 'c', role: 'label', examples: [], note: '' },
  ],
};

it('what nobody has chosen is left to the survey', () => expect(optionsWith({}, survey)).toBeNull());

it('a role that moves leaves the column that had it beside the record, and other options stay', () => {
  expect(optionsWith({ label: 'b', text: ['c'] }, survey)).toEqual({
    delimiter: ';',
    columns: { a: 'id', b: 'label', c: 'text' },
  });
  expect(optionsWith({ label: 'a' }, survey)).toMatchObject({ columns: { a: 'label', b: 'text', c: 'metadata' } });
  expect(optionsWith({ column: ['b=ignore'] }, survey)).toMatchObject({
    columns: { a: 'id', b: 'ignore', c: 'label' },
  });
});

it('a column that is not there, and a role that is none, are named beside those there are', () => {
  expect(() => optionsWith({ label: 'd' }, survey)).toThrow('The file has no column "d". It has: a, b, c');
  expect(() => optionsWith({ column: ['a=answer'] }, survey)).toThrow(/no <column>=<role>. Roles: text, image/);
});

it('how a table is read is said by options, and only of files that have them', () => {
  expect(readingWith({ heading: true })).toEqual({});
  expect(readingWith({ heading: false, delimiter: 'tab', decimal: ',', encoding: 'latin1' })).toEqual({
    ...{ delimiter: '\t', decimal: ',', encoding: 'latin1', hasHeading: false },
  });
  expect(readingWith({ heading: true, delimiter: 'none' })).toEqual({ delimiter: '' });
  expect(() => insistOn({ delimiter: ';' }, { ...survey, options: { delimiter: ';' } })).not.toThrow();
  expect(() => insistOn({ hasHeading: false }, survey)).toThrow(/takes no --no-heading/);
});
