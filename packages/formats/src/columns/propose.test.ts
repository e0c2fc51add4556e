import { describe, expect, it } from 'vitest';
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

describe('a column of a few short words that come again, beside a text', () => {
  const texts = { name: 'text', values: cycle(TEXTS.values, 30) };
  const moods = { name: 'feeling', values: cycle(['glad', 'sad', 'so so'], 30) };

  it('is the label, whatever it is called', () => {
    expect(proposeRoles([texts, moods])).toEqual({ text: 'text', feeling: 'label' });
    const prices = { name: 'price', values: cycle([1.5, 2.5], 30) };
    expect(proposeRoles([texts, prices, moods])).toEqual({ text: 'text', price: 'number', feeling: 'label' });
  });

  it.each([
    ['there are two of them', [texts, moods, { name: 'tone', values: cycle(['loud', 'soft'], 30) }]],
    ['there is no text', [moods]],
    ['it says what the text is in', [texts, { ...moods, name: 'language' }]],
    ['its words are many', [texts, { ...moods, values: Array.from({ length: 30 }, (_, n) => `mood ${n % 15}`) }]],
    ['its words are long', [texts, { ...moods, values: cycle(['x'.repeat(40), 'y'.repeat(40)], 30) }]],
    [
      'they are numbers, days or whether something applies',
      [
        texts,
        ...[
          ['007', '008'],
          ['2024-01-01', '2024-01-02'],
          ['true', 'false'],
        ].map((values, n) => ({
          ...{ name: `column ${n}x`, values: cycle(values, 30) },
        })),
      ],
    ],
    ['there are few records', [texts, moods].map(({ name, values }) => ({ name, values: values.slice(0, 6) }))],
  ])('is none where %s', (_, samples) => {
    expect(Object.values(proposeRoles(samples))).not.toContain('label');
  });
});
