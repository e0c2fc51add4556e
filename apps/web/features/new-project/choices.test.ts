import type { Survey } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import {
  choicesFor,
  classNames,
  holdoutOf,
  importOf,
  namesIn,
  notClassesOf,
  numberIn,
  projectOf,
  recordsCalled,
  taskOf,
  withClasses,
  withLabel,
  withOption,
  withoutClass,
  withRole,
} from './choices';

const chosen = choicesFor('news.csv');
const survey: Survey = {
  format: { id: 'csv', title: 'CSV' },
  formats: [{ id: 'csv', title: 'CSV' }],
  options: { delimiter: ';', columns: { a: 'id', b: 'text', c: 'label' } },
  columns: [
    { name: 'a', role: 'id', examples: [], note: '' },
    { name: 'b', role: 'text', examples: [], note: '' },
    { name: 'c', role: 'label', examples: [], note: '' },
  ],
  readAs: null,
  recordKind: 'text',
  records: [],
  counts: { isWhole: true, records: 9, labelled: 9, unlabelled: 0, pool: 0, holdout: 0, refused: 0 },
  refused: [],
  copies: { exact: 0, near: 0 },
  task: { kind: 'single_choice', reason: '' },
  classes: [
    { name: 'x', count: 5 },
    { name: 'y', count: 4 },
  ],
  notClasses: [],
  range: null,
  holdout: { records: 3, most: 9, reason: '' },
  encoder: null,
  inProject: null,
  problems: [],
  notices: [],
};

describe('a role', () => {
  it('is changed beside the others, and the rest of the options stays', () => {
    expect(withRole(chosen, survey, 'c', 'ignore')).toEqual({
      delimiter: ';',
      columns: { a: 'id', b: 'text', c: 'ignore' },
    });
  });
  it('is changed after another while no answer has come', () => {
    const options = withRole(chosen, survey, 'c', 'ignore');
    expect(withRole({ ...chosen, options }, survey, 'a', 'metadata').columns).toEqual({
      ...{ a: 'metadata', b: 'text', c: 'ignore' },
    });
  });
  it('that only one column can have leaves the other', () => {
    expect(withRole(chosen, survey, 'b', 'id').columns).toEqual({ a: 'metadata', b: 'id', c: 'label' });
  });
});

it('an option is changed beside the roles, which are proposed anew where columns are read otherwise', () => {
  expect(withOption(chosen, survey, 'labelSeparator', '|')).toEqual({ ...survey.options, labelSeparator: '|' });
  expect(withOption(chosen, survey, 'hasHeading', false)).toEqual({ delimiter: ';', hasHeading: false });
  expect(withOption(chosen, survey, 'delimiter', ',')).toEqual({ delimiter: ',' });
  const found = { ...survey, options: { ...survey.options, decimal: '.', labelSeparator: ',' } };
  expect(withOption(chosen, found, 'decimal', ',')).toEqual({ delimiter: ';', decimal: ',' });
  expect(withOption(chosen, found, 'delimiter', ',')).toEqual({ delimiter: ',' });
});

it('classes are typed a line, or with commas', () => {
  expect(namesIn('ant\n bee \n\nant, red')).toEqual(['ant', 'bee', 'ant, red']);
  expect(namesIn('ant, bee,wasp,')).toEqual(['ant', 'bee', 'wasp']);
});

it('a number may have a comma, be nothing, or be none', () => {
  expect([numberIn('1,5'), numberIn(' '), numberIn('one')]).toEqual([1.5, null, undefined]);
});

describe('the project', () => {
  it('follows the survey where nobody chose otherwise', () => {
    const project = projectOf({ ...choicesFor('news.csv') }, { ...survey, recordKind: 'text' }, 'u1');
    expect(project).toMatchObject({
      ...{ name: 'News', recordKind: 'text', task: { kind: 'single_choice' }, classes: ['x', 'y'], holdout: 3 },
      import: { uploadId: 'u1', format: 'csv', options: survey.options, labels: 'answers', source: 'import' },
    });
  });
  it('has what was chosen', () => {
    const choices = { ...choicesFor('news.csv'), classes: ['z'], holdout: '0', labelsPerRound: '5' };
    expect(projectOf(choices, { ...survey, recordKind: 'text' }, 'u1')).toMatchObject({
      ...{ classes: ['z'], holdout: 0, settings: { labelsPerRound: 5 } },
    });
    expect(holdoutOf({ ...choices, holdout: '' }, survey)).toBe(0);
    const says = { ...survey, counts: { ...survey.counts, holdout: 3 } };
    expect(holdoutOf(choicesFor('news.csv'), says)).toBe(0);
  });
  it('of numbers has their range and no classes', () => {
    const numbers = { ...survey, task: { kind: 'numeric' as const, reason: '' } };
    const choices = { ...choicesFor('c.csv'), low: '0', high: '', unit: ' MPa ' };
    expect(taskOf(choices, numbers)).toEqual({ kind: 'numeric', unit: 'MPa', low: 0, high: null, step: null });
    expect(projectOf(choices, { ...numbers, recordKind: 'row' }, 'u1').classes).toEqual([]);
  });

  it('makes classes of the labels that were not read yet, unless somebody has said which there are', () => {
    const made = (counts: object, classes?: string[]) =>
      projectOf(
        { ...chosen, ...(classes ? { classes } : {}) },
        { ...survey, recordKind: 'text', counts: { ...survey.counts, ...counts } },
        'u1',
      ).import?.newClasses;
    expect(made({})).toBe(false);
    expect(made({ isWhole: false })).toBe(true);
    expect(made({ isWhole: false, labelled: 0 })).toBe(false);
    expect(made({ isWhole: false }, ['good', 'bad'])).toBe(false);
  });
});

describe('a class that is taken away', () => {
  const after = (changes: Partial<typeof chosen>, before = chosen) => ({ ...before, ...changes });
  it('leaves its label, of whose records somebody is asked, and shows at once', () => {
    const away = after(withoutClass(chosen, survey, 'x'));
    expect([classNames(away, survey), notClassesOf(away, survey)]).toEqual([['y'], [{ name: 'x', records: 'ask' }]]);
    expect(importOf(away, survey, 'u1')).toMatchObject({ notClasses: [{ name: 'x', records: 'ask' }] });
    const counted = { ...survey, classes: [survey.classes[1]!], notClasses: [{ ...none('x'), count: 5 }] };
    expect(recordsCalled('x', counted)).toBe(5);
    const again = after(withLabel(away, counted, 'x'), away);
    expect([classNames(again, counted), notClassesOf(again, counted)]).toEqual([['y', 'x'], []]);
  });
  it('goes for good where it was only typed, and what is typed is no label that is no class', () => {
    const typed = after(withClasses(chosen, survey, ['z']));
    expect(after(withoutClass(typed, survey, 'z'), typed)).toEqual({ ...chosen, classes: ['x', 'y'] });
    const proposed = { ...survey, notClasses: [{ ...none('Unsorted'), count: 2 }] };
    expect(withClasses(chosen, proposed, ['unsorted'])).toEqual({ classes: ['x', 'y', 'unsorted'], notClasses: [] });
  });
  const none = (name: string) => ({ name, records: 'ask' as const, reason: '' });
});
