import { describe, expect, it } from 'vitest';
import type { Class } from '../classes.js';
import { entriesOf } from '../entries.js';
import { Answer, type TaskKind, TaskSettings, taskKindOf } from './index.js';

/** Names that are awkward in files: blanks, commas, brackets, a number, no Latin letter, one that another one begins with. */
const NAMES = ['Sci/Tech, other', ' World [UN]', '3', 'سعيد', 'Sci'];
const idAt = (place: number) => `id-${place}`;
const ids = NAMES.map((_, place) => idAt(place));
const classes: Class[] = NAMES.map((name, order) => ({
  ...{ id: idAt(order), name, order, key: null, colour: null, description: '' },
  ...{ mergedIntoId: null, isArchived: false },
}));
const [A, B, C] = [idAt(0), idAt(1), idAt(2)];
const changed = (id: string, change: Partial<Class>) =>
  classes.map((one) => (one.id === id ? { ...one, ...change } : one));

interface Samples {
  settings: TaskSettings;
  /** Each another one. */
  answers: Answer[];
  /** Pairs that say the same. */
  same: [Answer, Answer][];
  /** The answer that names one class; null of tasks without classes. */
  naming: ((id: string) => Answer) | null;
  /** As people write it where they mean something else. */
  nonsense: unknown[];
}

/** A kind that is missing does not compile. */
const SAMPLES: Record<TaskKind, Samples> = {
  single_choice: {
    settings: { kind: 'single_choice' },
    answers: ids.map((classId) => ({ classId })),
    same: [[{ classId: A }, { classId: A }]],
    naming: (classId) => ({ classId }),
    nonsense: ['nosuch', '', null, [], ['Sci'], { classId: A }, 4],
  },
  multi_label: {
    settings: { kind: 'multi_label' },
    answers: [[], [A], [B], [A, B], [C, B], ids].map((classIds) => ({ classIds })),
    same: [
      [{ classIds: [A, B] }, { classIds: [B, A] }],
      [{ classIds: [A, A] }, { classIds: [A] }],
      [{ classIds: [] }, { classIds: [] }],
    ],
    naming: (id) => ({ classIds: [id] }),
    nonsense: ['nosuch', ['Sci', 'nosuch'], [['Sci']], { classIds: [A] }, [null], 4],
  },
  numeric: {
    settings: { kind: 'numeric', unit: 'MPa', low: -10, high: null, step: 0.5 },
    answers: [-10, 0, 1e-7, 0.1, 12.5, 1_000_000].map((value) => ({ value })),
    same: [[{ value: 12 }, { value: 12.0 }]],
    naming: null,
    nonsense: ['', 'many', '12 MPa', '1e999', null, [], [1], { value: 1 }, true, -11, 1e300],
  },
};

/** What a model of a likelihood learns. */
const TARGETS: Record<string, (target: number[], outputs: number) => void> = {
  categorical(target, outputs) {
    expect(target).toHaveLength(1);
    expect(Number.isInteger(target[0]) && target[0]! >= 0 && target[0]! < outputs).toBe(true);
  },
  bernoulli(target, outputs) {
    expect(target).toHaveLength(outputs);
    expect(target.filter((value) => value !== 0 && value !== 1)).toEqual([]);
  },
  gaussian(target, outputs) {
    expect(target).toHaveLength(outputs);
    expect(target.every(Number.isFinite)).toBe(true);
  },
};

describe.each(entriesOf(SAMPLES))('the task %s', (id, samples) => {
  const kind = taskKindOf(id);
  const { answers, same, naming, nonsense } = samples;
  const settings = kind.settings.parse(samples.settings);
  const task = { settings, classes };
  const in_ = (changes: Class[]) => ({ settings, classes: changes });

  it('is found by its id, with a likelihood, and its settings are those of one kind only', () => {
    expect(kind.id).toBe(id);
    expect(Object.keys(TARGETS)).toContain(kind.likelihood);
    expect(TaskSettings.parse(samples.settings)).toEqual(settings);
    expect(kind.settings.safeParse({ ...samples.settings, other: 1 }).success).toBe(false);
  });

  it('takes its answers as they are, also among those of all kinds, and nothing beside them', () => {
    for (const answer of answers) {
      expect(kind.answer.parse(answer)).toEqual(answer);
      expect(Answer.parse(answer)).toEqual(answer);
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      expect(kind.problemOf(answer, task)).toBeNull();
      expect(kind.answer.safeParse({ ...answer, other: 1 }).success).toBe(false);
    }
    for (const other of [null, 'text', [], {}]) expect(kind.answer.safeParse(other).success).toBe(false);
  });

  it('takes no answer of another kind', () => {
    const others = Object.entries(SAMPLES).filter(([other]) => other !== id);
    for (const answer of others.flatMap(([, other]) => other.answers))
      expect(kind.answer.safeParse(answer).success).toBe(false);
  });

  it('reads what it writes: the same answer comes back, and back out of JSON', () => {
    for (const answer of answers) {
      const written = JSON.parse(JSON.stringify(kind.write(answer, task)));
      const read = kind.read(written, task);
      if (!('answer' in read)) throw new Error(read.problem);
      expect(kind.answer.parse(read.answer)).toEqual(read.answer);
      expect(kind.keyOf(read.answer)).toBe(kind.keyOf(answer));
    }
  });

  it('has equal keys for equal answers, and for those only', () => {
    for (const [one, other] of same) expect(kind.keyOf(one)).toBe(kind.keyOf(other));
    expect(new Set(answers.map((answer) => kind.keyOf(answer))).size).toBe(answers.length);
  });

  it('says each answer in words, each in others', () => {
    const texts = answers.map((answer) => kind.textOf(answer, task));
    expect(texts.every((text) => text.trim() !== '')).toBe(true);
    expect(new Set(texts).size).toBe(texts.length);
    if (naming) expect(kind.textOf(naming(A), task)).toBe(NAMES[0]);
  });

  it.each(nonsense.map((given) => [JSON.stringify(given), given] as const))(
    'says in a sentence why %s is none of its answers',
    (_, given) => {
      const read = kind.read(given, task);
      expect('problem' in read && read.problem).toMatch(/^\S.*\.$/);
    },
  );

  it('gives models numbers of their likelihood, as many for every answer', () => {
    const outputs = kind.outputsOf(ids);
    const targets = answers.map((answer) => kind.targetOf(answer, ids)!);
    for (const target of targets) TARGETS[kind.likelihood]!(target, outputs);
    expect(new Set(targets.map((target) => target.join())).size).toBe(answers.length);
    for (const [one, other] of same) expect(kind.targetOf(one, ids)).toEqual(kind.targetOf(other, ids));
  });

  it('means today what it meant where no class has changed', () => {
    for (const answer of answers) {
      const current = kind.currentOf(answer, task);
      expect(current && kind.keyOf(current)).toBe(kind.keyOf(answer));
    }
  });

  if (!naming) return;

  it('counts a merged class for the one that it went into, over any number of steps', () => {
    const merged = changed(A, { mergedIntoId: B }).map((one) => (one.id === B ? { ...one, mergedIntoId: C } : one));
    for (const given of [A, B]) {
      expect(kind.problemOf(naming(given), in_(merged))).toBeNull();
      expect(kind.keyOf(kind.currentOf(naming(given), in_(merged))!)).toBe(kind.keyOf(naming(C)));
      const read = kind.read(kind.write(naming(given), task), in_(merged));
      expect('answer' in read && kind.keyOf(read.answer)).toBe(kind.keyOf(naming(C)));
    }
  });

  it('refuses an archived class, and one that there is not, in a sentence, and means it no more', () => {
    const archived = in_(changed(A, { isArchived: true }));
    for (const [given, own] of [
      [A, archived],
      ['nosuch', task],
    ] as const) {
      expect(kind.problemOf(naming(given), own)).toMatch(
        /does not exist in the project, or is not used any more\. Reload/,
      );
      const current = kind.currentOf(naming(given), own);
      expect(JSON.stringify(current)).not.toContain(given);
    }
    const read = kind.read(kind.write(naming(A), task), archived);
    expect('problem' in read && read.problem).toMatch(/^There is no class "Sci\/Tech, other"\. The classes are: /);
  });

  it('keeps the name of a class in the words of the history, whatever became of it', () => {
    expect(kind.textOf(naming(A), in_(changed(A, { isArchived: true })))).toBe(NAMES[0]);
    expect(kind.textOf(naming(A), in_(changed(A, { name: 'New' })))).toBe('New');
  });
});
