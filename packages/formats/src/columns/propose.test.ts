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
    ['it says whose the text is', [texts, { ...moods, name: 'userName' }]],
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

it.each([
  'Nr.',
  'No.',
  '#',
  'Nummer',
  'lfd. Nr.',
  'Lfd. Nummer',
  'KundenNr',
  'No',
  'Number:',
  'numéro',
  'Index',
  'Unnamed: 0',
])('a column that is called %s, and counts, is the id', (name) => {
  const counted = { name, values: Array.from({ length: 12 }, (_, n) => String(n + 1).padStart(5, '0')) };
  expect(proposeRoles([counted, TEXTS])).toEqual({ [name]: 'id', text: 'text' });
  const numbers = { name, values: Array.from({ length: 12 }, (_, n) => n + 1) };
  expect(proposeRoles([numbers, TEXTS])[name]).toBe('id');
});

it.each([
  ['House number', cycle(['1', '2', '3'])],
  ['index', Array.from({ length: 12 }, (_, n) => 100.5 + n)],
  ['Hausnummern', cycle(['12', '14'])],
])('a column that is called %s is none where it does not count', (name, values) => {
  expect(proposeRoles([{ name, values }, TEXTS])[name]).not.toBe('id');
});

describe('a column that a good part of the records lacks', () => {
  const partly = (values: unknown[], filled: number, count = 30) =>
    Array.from({ length: count }, (_, n) => (n % 30 < filled ? values[n % values.length] : ''));
  const texts = { name: 'text', values: Array.from({ length: 30 }, (_, n) => `A text of some words, number ${n}`) };
  const sizes = { name: 'size', values: Array.from({ length: 30 }, (_, n) => n + 0.5) };
  const words = { name: 'verdikt', values: partly(['ja', 'nein', 'egal'], 10) };
  const prices = { name: 'preis', values: partly(['12.5', '7.25', '9', '3.75', '4'], 15) };

  it('is the answer, be it of a few words or of numbers', () => {
    expect(proposeRoles([texts, words])).toMatchObject({ verdikt: 'label' });
    expect(proposeRoles([texts, prices])).toMatchObject({ preis: 'label' });
    expect(proposeRoles([sizes, prices])).toEqual({ size: 'number', preis: 'label' });
    expect(proposeRoles([sizes, words])).toEqual({ size: 'number', verdikt: 'label' });
    const moods = { name: 'feeling', values: cycle(['glad', 'sad', 'so so'], 30) };
    expect(proposeRoles([texts, moods, words])).toMatchObject({ feeling: 'category', verdikt: 'label' });
  });

  it.each([
    ['there are two of them', [sizes, words, prices]],
    ['another is called the answer', [sizes, prices, { name: 'label', values: cycle(['a', 'b'], 30) }]],
    ['it says what the text is in', [texts, { ...words, name: 'language' }]],
    ['it is nearly whole', [sizes, { name: 'preis', values: partly(['1.5', '2.5', '3.5'], 25) }]],
    ['it is always the same', [sizes, { name: 'preis', values: partly(['1'], 15) }]],
    ['it is all there is', [prices]],
  ])('is none where %s', (_, samples) => {
    const roles = proposeRoles(samples);
    expect([roles.preis, roles.verdikt, roles.language]).not.toContain('label');
  });
});

it('what lies in an object is called by the keys that lead to it, and what lies least deep comes first', () => {
  const ids = Array.from({ length: 12 }, (_, n) => `i${n}`);
  const column = (name: string, values: unknown[]) => ({ name, values });
  const samples = [
    ...[column('user.id', ids), column('quoted.text', TEXTS.values), column('mail.text', TEXTS.values)],
    ...[column('id', ids), column('label.name', cycle(['spam', 'ham'])), column('label.score', cycle([0.5, 0.25]))],
  ];
  expect(proposeRoles(samples)).toEqual({
    ...{ 'user.id': 'metadata', 'quoted.text': 'text', 'mail.text': 'category', id: 'id' },
    ...{ 'label.name': 'label', 'label.score': 'number' },
  });
  const long = Array.from({ length: 12 }, (_, n) => `An answer of many words, number ${n}`);
  expect(proposeRoles([column('answer.text', long)])).toEqual({ 'answer.text': 'text' });
});

it('of several that are called the label, or the text, one that is nearly always empty is not taken', () => {
  const filled = cycle(['A text of some words', 'Another one of a few more'], 100);
  const none = filled.map((_, n) => (n === 7 ? 'x' : null));
  const samples = [
    { name: 'text', values: none },
    { name: 'label', values: none },
    { name: 'body', values: filled },
    { name: 'category', values: cycle(['a', 'b'], 100) },
  ];
  expect(proposeRoles(samples)).toMatchObject({ body: 'text', category: 'label' });
  // The only one is, however empty.
  expect(proposeRoles(samples.slice(1, 3)).label).toBe('label');
});
