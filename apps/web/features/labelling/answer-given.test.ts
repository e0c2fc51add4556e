import { describe, expect, it } from 'vitest';
import { classesOf, taskOf } from '@/task-kinds/classes.fixtures';
import { answerGiven, isSameAnswer, saidOf } from './answer-given';
import { answerOf, storedOf } from './outbox.fixtures';

const { answer: _, ...bare } = answerOf(1);

describe('an answer that was given', () => {
  it('is the answer itself, and for a place the class that stands there', () => {
    const classes = classesOf({ id: 'p-1' }, { id: 'p-0' }, { id: 'p-11' });
    expect(answerGiven({ answer: { classIds: [] } }, classes)).toEqual({ classIds: [] });
    expect(answerGiven({ label: 0 }, classes)).toEqual({ classId: 'p-0' });
    expect([{ label: 9 }, { label: null }, { answer: null }, {}].map((given) => answerGiven(given, classes))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('is said by the names of its classes, those that are not used any more included', () => {
    const single = taskOf('single_choice', 'cat', { name: 'dog', isArchived: true });
    expect(saidOf({ outcome: 'label', answer: { classId: 'c1' } }, single)).toBe('dog');
    const several = taskOf('multi_label', 'cat', 'dog');
    expect(saidOf({ outcome: 'label', answer: { classIds: ['c0', 'c1'] } }, several)).toBe('cat, dog');
    expect(saidOf({ outcome: 'label', answer: { classIds: [] } }, several)).toMatch(/^none/);
    expect(saidOf({ outcome: 'skip', answer: null }, several)).toBe('skipped');
    expect(saidOf({ outcome: 'label', answer: null }, several)).toBe('?');
  });

  it('is the same as a stored one by what it names, in any order, by id or by place', () => {
    const single = taskOf('single_choice', { id: 'p-0' }, { id: 'p-1' });
    const byId = { ...bare, answer: { classId: 'p-1' } };
    const stored = storedOf(byId);
    expect(isSameAnswer(stored, byId, single)).toBe(true);
    expect(isSameAnswer(stored, { ...bare, label: 1 }, single)).toBe(true);
    expect(isSameAnswer(stored, { ...bare, label: 0 }, single)).toBe(false);
    expect(isSameAnswer(stored, { ...bare, outcome: 'skip' }, single)).toBe(false);
    expect(isSameAnswer(stored, { ...byId, recordId: 'r2' }, single)).toBe(false);
    const several = taskOf('multi_label', 'cat', 'dog');
    const both = { ...bare, answer: { classIds: ['c1', 'c0'] } };
    expect(isSameAnswer(storedOf({ ...both, answer: { classIds: ['c0', 'c1'] } }), both, several)).toBe(true);
    expect(isSameAnswer(storedOf({ ...both, answer: { classIds: [] } }), both, several)).toBe(false);
  });
});
