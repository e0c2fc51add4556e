import { describe, expect, it } from 'vitest';
import { askedTask } from './asked-task.js';
import { newLabelTally, tallyLabel } from './label-tally.js';
import { proposeHoldout } from './propose-holdout.js';
import { problemsOfTask, proposeTask } from './propose-task.js';

function tallyOf(labels: unknown[]) {
  const tally = newLabelTally();
  for (const [at, label] of labels.entries()) tallyLabel(tally, label, `line ${at + 2}`);
  return tally;
}
const many = (count: number, label: (i: number) => unknown) => Array.from({ length: count }, (_, i) => label(i));
const proposed = (labels: unknown[], writing = {}) => proposeTask(tallyOf(labels), writing);

describe('the labels suggest', () => {
  it.each<[string, unknown[], object, string, RegExp]>([
    ['none', [], {}, 'single_choice', /^No labels are given\. Type the classes/],
    ['words', ['a', 'b', 'a'], {}, 'single_choice', /words, one to a record: 2 classes/],
    ['stars', ['5', '1', '4'], {}, 'single_choice', /whole numbers of 3 values, 1 to 5: classes\..*a number would do/],
    ['few whole numbers', many(100, (i) => String(100 * (i % 4))), {}, 'single_choice', /of 4 values, 0 to 300/],
    ['many values', many(100, (i) => i / 4), {}, 'numeric', /many values \(100\), 0 to 24\.75: a number/],
    ['whole amounts', many(100, (i) => 1000 + i), {}, 'numeric', /many values/],
    ['fractions', many(10, (i) => (i % 2) / 2), {}, 'numeric', /a number/],
    [
      'many values, and a few words',
      [...many(90, String), 'NA', '?', 'dear'],
      {},
      'numeric',
      /\(90\), 0 to 89: a number\. 3 of 93 are none\.$/,
    ],
    ['many values, and more words', [...many(90, String), ...many(20, (i) => `x${i}`)], {}, 'single_choice', /words/],
    ['stars, and none', ['5', '1', '4', 'NA'], {}, 'single_choice', /words, one to a record: 4 classes/],
    ['truth', [true, false, true], {}, 'single_choice', /2 classes/],
    ['lists', [['a'], ['b'], []], {}, 'multi_label', /^Labels are lists: several/],
    ['lists of one', [['a'], ['b']], {}, 'multi_label', /of one each so far/],
    ['a separator', [['a', 'b']], { labelSeparator: '|' }, 'multi_label', /stands "\|"/],
    ['flags', [['a']], { columns: { x: 'flag', y: 'flag' } }, 'multi_label', /x and y each say whether/],
    ['two columns', [['a', 'b']], { columns: { x: 'label', y: 'label' } }, 'multi_label', /x and y each give a label/],
  ])('of %s', (_, labels, writing, kind, reason) => {
    expect(proposed(labels, writing)).toEqual({ kind, reason: expect.stringMatching(reason) });
  });
});

describe('another question than the labels suggest', () => {
  const asked = (labels: unknown[], task: 'numeric' | 'single_choice' | 'multi_label') => {
    const tally = tallyOf(labels);
    const { kind, reason } = askedTask(proposeTask(tally, {}), tally, { task, project: null });
    return { kind, reason, problems: problemsOfTask(kind, tally, 'price') };
  };

  it('is taken, and what they suggest is said', () => {
    expect(asked(['1', '2', '3'], 'numeric')).toEqual({
      kind: 'numeric',
      reason: expect.stringMatching(/^You have chosen it\. The labels suggest "Single choice"/),
      problems: [],
    });
    expect(asked(['a', 'b'], 'multi_label').problems).toEqual([]);
  });

  it('is a problem where they cannot answer it', () => {
    expect(asked(['1', 'n/a', 'cheap', 'dear'], 'numeric').problems).toEqual([
      'The column price has words: 3 of 4, such as "n/a" (line 3), "cheap" (line 4) and "dear" (line 5). Correct them, or ask for a class.',
    ]);
    expect(asked([...many(97, String), 'n/a', 'cheap', 'dear'], 'numeric').problems).toEqual([]);
    expect(asked([['a'], ['b']], 'single_choice').problems).toEqual([
      expect.stringMatching(/lists of labels.*Several labels/),
    ]);
  });
});

describe('classes', () => {
  const classesOf = (labels: unknown[], classes?: string[]) =>
    askedTask(proposed(labels), tallyOf(labels), { classes, project: null }).classes.map(({ name, count }) => [
      name,
      count,
    ]);

  it('are counted by their names, case aside, in the order of names, or of values', () => {
    expect(classesOf(['yes', 'no', 'Yes ', 'no', 'no'])).toEqual([
      ['no', 3],
      ['yes', 2],
    ]);
    expect(classesOf(['10', '9', '10', '2'])).toEqual([
      ['2', 1],
      ['9', 1],
      ['10', 2],
    ]);
    expect(classesOf([['a', 'b'], ['b']])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('that somebody gives stay in their order, those without a label included', () => {
    expect(classesOf(['a', 'b'], ['c', 'B'])).toEqual([
      ['c', 0],
      ['B', 1],
    ]);
  });
});

describe('records to measure on', () => {
  const propose = (labelled: number, more = {}) =>
    proposeHoldout({
      task: 'single_choice',
      labelled,
      distinct: labelled,
      declared: 0,
      isWhole: true,
      project: null,
      ...more,
    });

  it('are a fifth of those with a label and a thousand at most, with what figures then tell', () => {
    expect(propose(1_000)).toEqual({
      records: 200,
      most: 500,
      reason:
        '200 records: accuracy to ± 6 points. They are drawn at random among the 1,000 with a label before anybody is asked, and never learned from.',
    });
    expect(propose(50_000)).toMatchObject({
      records: 1_000,
      most: 25_000,
      reason: expect.stringMatching(/± 2 points/),
    });
    expect(propose(3)).toMatchObject({ records: 1, most: 1 });
    expect(propose(1_000_000).most).toBe(100_000);
  });

  it('tell the error of numbers to a share of itself', () => {
    expect(propose(1_000, { task: 'numeric' }).reason).toMatch(
      /^200 records: the error of a model known to about ± 10 % of itself/,
    );
  });

  it('are those that the file says, and no others', () => {
    expect(propose(1_000, { declared: 40 })).toMatchObject({ records: 40, most: 40 });
  });

  it('follow from the project that records are added to', () => {
    const project = (hasBegun: boolean, holdout: number) => ({ project: { hasBegun, holdout } });
    expect(propose(1_000, project(true, 300))).toMatchObject({
      records: 0,
      reason: expect.stringMatching(/join those to learn from/),
    });
    expect(propose(1_000, project(false, 300))).toMatchObject({ records: 300, most: 500 });
    expect(propose(1_000, project(false, 0))).toMatchObject({
      records: 0,
      reason: expect.stringMatching(/asks for no/),
    });
  });

  it('are none without labels, which is said', () => {
    expect(propose(0)).toMatchObject({
      records: 0,
      most: 0,
      reason: expect.stringMatching(/nothing can be measured.*trained all the same/),
    });
    expect(propose(1)).toMatchObject({ records: 0, most: 0 });
  });
});
