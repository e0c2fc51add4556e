import type { Answer, Class, Task, TaskSettings } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { classesOf, taskOf } from '@/task-kinds/classes.fixtures';
import { describeChanges } from './class-changes';
import { adaptDrafts, draftAgain, draftsKept } from './drafts';

const animals = ['cat', 'dog', 'cow'] as const;
const archived = { isArchived: true };
const inTask = (task: Task<TaskSettings>, ...given: (string | Partial<Class>)[]) => ({
  ...task,
  classes: classesOf(...given),
});

describe('classes that change under the open page', () => {
  const changes = (...given: (string | Partial<Class>)[]) =>
    describeChanges(classesOf(...animals), classesOf(...given));

  it('are told in a sentence: archived, merged, renamed, new', () => {
    expect(changes('cat', 'dog', { name: 'cow', ...archived })).toBe('“cow” is not used any more.');
    expect(changes('cat', 'dog', { name: 'cow', mergedIntoId: 'c0' })).toBe('“cow” counts as “cat” now.');
    expect(changes('cat', 'wolf', 'cow')).toBe('“dog” is called “wolf” now.');
    expect(changes('cat', 'dog', 'cow', 'hen')).toBe('“hen” is new.');
  });

  it('with their keys, where those have moved', () => {
    expect(changes('cat', { name: 'dog', ...archived }, 'cow')).toBe(
      '“dog” is not used any more. Some classes have other keys now.',
    );
    expect(changes('cat', 'dog', { name: 'cow', key: 'c' })).toBe('Some classes have other keys now.');
  });

  it('in one sentence, where they are many', () => {
    expect(changes('cat', 'dog', 'cow', 'hen', 'pig', 'ape', 'ant')).toBe('4 classes are new.');
  });

  it('are nothing to those who answer where only their colour or description is another', () => {
    expect(changes('cat', 'dog', { name: 'cow', colour: '#aa0000', description: 'It gives milk.' })).toBeNull();
  });
});

describe.each<[TaskSettings['kind'], Answer, Answer | null]>([
  ['single_choice', { classId: 'c2' }, null],
  ['multi_label', { classIds: ['c0', 'c2'] }, { classIds: ['c0'] }],
])('a draft of %s', (kind, draft, without) => {
  const before = taskOf(kind, ...animals);
  const adapt = (task: Task<TaskSettings>) => adaptDrafts({ r1: draft, r2: draft }, before.classes, task, 'r1');

  it('loses a class that is archived under it, with a sentence', () => {
    expect(adapt(inTask(before, 'cat', 'dog', { name: 'cow', ...archived }))).toEqual({
      drafts: { r1: without, r2: without },
      text: expect.stringMatching(/^“cow” is not used any more\. You had chosen it for this record/),
    });
  });

  it('follows a class that is merged under it, with a sentence', () => {
    const merged = { classId: 'c1' };
    expect(adapt(inTask(before, 'cat', 'dog', { name: 'cow', mergedIntoId: 'c1' }))).toEqual({
      drafts: Object.fromEntries(
        ['r1', 'r2'].map((id) => [id, kind === 'single_choice' ? merged : { classIds: ['c0', 'c1'] }]),
      ),
      text: expect.stringMatching(/^“cow” counts as “dog” now\. You had chosen it for this record/),
    });
  });

  it('stays the same one where the change is nothing to it', () => {
    const adapted = adapt(inTask(before, 'cat', { name: 'dog', ...archived }, { name: 'cow', key: '3' }));
    expect(adapted?.drafts.r1).toBe(draft);
    expect(adapted?.text).toBe('“dog” is not used any more.');
    expect(adapt(inTask(before, ...animals))).toBeNull();
  });

  it('is the answer that was taken back, as far as its classes are in use', () => {
    expect(draftAgain(draft, before)).toEqual({ draft, text: null });
    const archivedTask = inTask(before, 'cat', 'dog', { name: 'cow', ...archived });
    expect(draftAgain(draft, archivedTask)).toEqual({
      draft: without,
      text: expect.stringContaining('not used any more'),
    });
    expect(draftAgain(null, before).text).toBeNull();
  });

  it('that the browser has kept comes back with its card, as it means today', () => {
    const kept = { r1: draft, r2: draft, r3: { what: 'another page wrote' } };
    expect(draftsKept(kept, ['r1', 'r3', 'r4'], before, 'r1')).toEqual({ drafts: { r1: draft }, text: null });
    const archivedTask = inTask(before, 'cat', 'dog', { name: 'cow', ...archived });
    expect(draftsKept(kept, ['r1', 'r2'], archivedTask, 'r1')).toEqual({
      drafts: { r1: without, r2: without },
      text: expect.stringContaining('look at what is chosen now'),
    });
    expect(draftsKept(kept, ['r2'], archivedTask, 'r1')?.text).toBeNull();
    expect(draftsKept(kept, ['r3', 'r4'], before, 'r3')).toBeNull();
  });
});

it('a number that is typed comes back as it stands, also where it is none yet', () => {
  const kept = { r1: { text: '12,' } };
  expect(draftsKept(kept, ['r1'], taskOf('numeric'), 'r1')).toEqual({ drafts: kept, text: null });
});
