import { type Class, type TaskKind, TaskSettings, taskKindOf, taskKinds } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { classKeys } from './class-keys';
import { classesOf, taskOf } from './classes.fixtures';
import { countClasses } from './count-classes';
import { findClasses } from './find-classes';
import { binsOf } from './numeric/bins';
import { taskViewOf } from './registry';

const many = Array.from({ length: 50 }, (_, n) => `class ${n}`);

describe('the keys of classes', () => {
  const keysOf = (...given: (string | Partial<Class>)[]) => {
    const classes = classesOf(...given);
    const keys = classKeys(classes);
    return classes.map(({ id }) => keys.get(id) ?? null);
  };

  it('are their names where those are digits, and else 1 to 9 and 0 in their order', () => {
    const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    expect(keysOf(...digits)).toEqual(digits);
    expect(keysOf('cat', 'dog')).toEqual(['1', '2']);
    expect(keysOf(...Array.from({ length: 11 }, (_, i) => `c${i}`)).slice(8)).toEqual(['9', '0', null]);
  });

  it('are their own where they have some, and nobody else gets those', () => {
    expect(keysOf({ key: '2' }, 'b', 'c', { key: 'x' })).toEqual(['2', '1', '3', 'x']);
    expect(keysOf({ key: '1' }, { key: '1' })).toEqual(['1', '2']);
  });
});

describe('finding classes by typing', () => {
  const found = (query: string) =>
    findClasses(query, classesOf('Middle East', 'East Africa', 'Éast Asia', 'Beast', 'West')).map(({ name }) => name);

  it('takes parts of names, whatever their case and accents; what begins so comes first, then words that do', () => {
    expect(found('east')).toEqual(['East Africa', 'Éast Asia', 'Middle East', 'Beast']);
    expect(found('EÁST af')).toEqual(['East Africa']);
    expect(found('north')).toEqual([]);
  });
});

describe('single choice', () => {
  const view = taskViewOf({ kind: 'single_choice' });
  const task = taskOf('single_choice', 'cat', { name: 'dog', isArchived: true }, { name: 'cow', key: 's' });

  it('a key is an answer; those of classes that are not used any more are none', () => {
    expect(view.keys('1', task, null)).toEqual({ type: 'answer', answer: { classId: 'c0' } });
    expect(view.keys('s', task, null)).toEqual({ type: 'answer', answer: { classId: 'c2' } });
    expect(['2', 'x', 'Enter', '/'].map((key) => view.keys(key, task, null))).toEqual([null, null, null, null]);
  });

  it('Enter gives the answer that was taken back again', () => {
    const draft = view.draftOf({ classId: 'c2' });
    expect(view.keys('Enter', task, draft)).toEqual({ type: 'answer', answer: { classId: 'c2' } });
  });
});

describe('several labels', () => {
  const view = taskViewOf({ kind: 'multi_label' });
  const task = taskOf('multi_label', 'cat', 'dog', 'cow');
  const press = (...keys: string[]) => {
    let draft = view.draftOf(null);
    for (const key of keys) {
      const action = view.keys(key, task, draft);
      if (action?.type !== 'draft') return action;
      draft = action.draft;
    }
    return draft;
  };

  it('keys choose labels and give them up, Escape all of them', () => {
    expect(press('3', '1')).toEqual({ classIds: ['c2', 'c0'] });
    expect(press('3', '1', '3')).toEqual({ classIds: ['c0'] });
    expect(press('3', '1', 'Escape')).toEqual({ classIds: [] });
    expect(press('Escape')).toBeNull();
  });

  it('Enter stores what is chosen, and none is an answer', () => {
    expect(press('2', 'Enter')).toEqual({ type: 'answer', answer: { classIds: ['c1'] } });
    expect(press('Enter')).toEqual({ type: 'answer', answer: { classIds: [] } });
  });

  it('an answer that was taken back is chosen again', () => {
    expect(view.draftOf({ classIds: ['c1'] })).toEqual({ classIds: ['c1'] });
  });
});

const KINDS = taskKinds.map(({ id }) => id as TaskKind);

describe.each(KINDS)('%s', (kind) => {
  const view = taskViewOf({ kind });

  it('a card that is new has no answer before somebody has given one, but where nothing is one', () => {
    const answer = view.answerOf(view.draftOf(null));
    expect([null, { classIds: [] }]).toContainEqual(answer);
  });

  it('a key that is held in the list of keys does something, and no other letter does', () => {
    const task = taskOf(kind, 'cat', 'dog');
    const pressed = view.draftOf({ classId: 'c0', classIds: ['c0'], value: 1 });
    const listed = view.legend(task).flatMap(({ key }) => (key === 'Esc' ? ['Escape'] : key === null ? [] : [key]));
    for (const key of listed) expect([key, view.keys(key, task, pressed)]).not.toEqual([key, null]);
    for (const key of ['q', 'F1', 'Tab', 'ArrowDown']) expect(view.keys(key, task, pressed)).toBeNull();
  });
});

describe.each(KINDS.filter((kind) => taskKindOf(kind).leastClasses > 0))('%s, whose answers name classes', (kind) => {
  const view = taskViewOf({ kind });

  it('with fifty classes the first ten have keys, and the others are found from the keyboard', () => {
    const task = taskOf(kind, ...many);
    expect(view.legend(task).filter(({ text }) => text.includes('“class'))).toHaveLength(10);
    expect(view.keys('/', task, view.draftOf(null))).toEqual({ type: 'field', isTyped: false });
  });

  it('a description stands in the list of keys, also of a class without one', () => {
    const task = taskOf(kind, ...many.slice(0, 11), { description: 'The last.' });
    expect(view.legend(task)).toContainEqual(expect.objectContaining({ key: null, description: 'The last.' }));
  });
});

describe('a number', () => {
  const view = taskViewOf({ kind: 'numeric' });
  const task = taskOf('numeric');

  it('is typed: its signs lead into the field, and Enter stores what is a number', () => {
    for (const key of ['7', '-', '.'])
      expect(view.keys(key, task, view.draftOf(null))).toEqual({ type: 'field', isTyped: true });
    expect(view.keys('Enter', task, { text: ' 12,5' })).toEqual({ type: 'answer', answer: { value: 12.5 } });
    for (const text of ['', '-', 'many', '1 2']) expect(view.keys('Enter', task, { text })).toBeNull();
  });

  it('outside of its range is not stored', () => {
    const percent = { ...task, settings: TaskSettings.parse({ kind: 'numeric', low: 0, high: 100 }) };
    expect(view.keys('Enter', percent, { text: '100' })).toEqual({ type: 'answer', answer: { value: 100 } });
    expect(view.keys('Enter', percent, { text: '101' })).toBeNull();
  });

  it('that was taken back stands in the field again', () => {
    expect(view.draftOf({ value: -0.25 })).toEqual({ text: '-0.25' });
  });

  it('is counted in ranges of one width, of which the last holds its upper end', () => {
    const numbers = [0, 1, 2, 9, 10].map((value) => ({ value, count: value === 10 ? 3 : 1 }));
    expect(binsOf(numbers).map(({ low, high, count }) => [low, high, count])).toEqual([
      [0, 2, 2],
      [2, 4, 1],
      [4, 6, 0],
      [6, 8, 0],
      [8, 10, 4],
    ]);
    expect(binsOf([{ value: 3, count: 2 }])).toEqual([{ low: 3, high: 3, count: 2 }]);
    expect(binsOf([])).toEqual([]);
  });
});

it('answers count for the classes that are in use: merged ones for what they were merged into', () => {
  const classes = classesOf('cat', { name: 'kitten', mergedIntoId: 'c0' }, { name: 'dog', isArchived: true }, 'cow');
  const answers = [
    { answer: ['c0', 'c1'], count: 2 },
    { answer: ['c1'], count: 3 },
    { answer: ['c2'], count: 5 },
  ];
  const bars = countClasses(classes, answers, (ids: string[]) => ids);
  expect(bars.map(({ name, value }) => [name, value])).toEqual([
    ['cat', 5],
    ['cow', 0],
  ]);
});
