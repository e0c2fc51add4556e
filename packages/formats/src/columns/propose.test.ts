import { expect, it } from 'vitest';
import { proposeRoles } from './propose.js';

it.each([
  ['date', '2025-03-01', '2025-03-02T10:15:00Z'],
  ['date', '2025/03/01', '2025/3/2'],
  ['date', '01.03.2025', '2.3.2025 10:15'],
  ['category', '03/01/2025', '04/01/2025'], // one day here, another there
  ['category', '2025-03/01', 'never'],
])('a column is proposed as a %s where it holds %s and %s', (role, ...values) => {
  const column = { name: 'opened', values: Array.from({ length: 10 }, (_, n) => values[n % 2]) };
  expect(proposeRoles([column])).toEqual({ opened: role });
});

const cycle = (values: unknown[], count = 12) => Array.from({ length: count }, (_, n) => values[n % values.length]);
const TEXTS = { name: 'text', values: cycle(['A text of some words', 'Another one of a few more']) };

it.each([
  ['outcome', ['improved', 'worse']],
  ['court_verdict', ['guilty', 'not guilty', 'dismissed']],
  ['Diagnosis', ['M', 'B']],
  ['polarity', [-1, 1]],
  ['ground_truth', [0, 1, 2]],
  ['survived', [true, false]],
  ['sentiment', ['good', 'bad']],
  ['target', [0, 1]],
  ['y', [1.5, 2.5]],
])('a column that is called %s is the label where it is one of a few values', (name, values) => {
  expect(proposeRoles([TEXTS, { name, values: cycle(values) }])[name]).toBe('label');
});

it('what is called as answers may be is none where it has many values, another is called a label, or two are called so', () => {
  const many = Array.from({ length: 12 }, (_, n) => `Because of reason ${n}`);
  expect(proposeRoles([TEXTS, { name: 'verdict', values: many }]).verdict).toBe('metadata');
  const few = { name: 'outcome', values: cycle(['up', 'down']) };
  expect(proposeRoles([few, TEXTS, { name: 'label', values: cycle(['a', 'b']) }])).toEqual({
    ...{ outcome: 'category', text: 'text', label: 'label' },
  });
  expect(proposeRoles([few, { name: 'decision', values: cycle(['yes', 'no']) }])).toEqual({
    ...{ outcome: 'category', decision: 'category' },
  });
  const flags = ['topic.a', 'topic.b'].map((name) => ({ name, values: cycle([1, 0]) }));
  expect(proposeRoles([few, ...flags])).toMatchObject({ outcome: 'category', 'topic.a': 'flag' });
});

it('a category of a table is no label by its values alone', () => {
  const columns = ['workclass', 'education', 'country', 'priority', 'outcome_code', 'intention', 'spammer'];
  const samples = columns.map((name) => ({ name, values: cycle(['one', 'two', 'three']) }));
  expect(new Set(Object.values(proposeRoles(samples)))).toEqual(new Set(['category']));
});
