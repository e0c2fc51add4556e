import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Class, NewClass } from '@querent/contracts';
import {
  classAnswer,
  classId,
  createTestContext,
  makeReadyProject,
  readyRound,
  type TestContext,
} from '@querent/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { withdraw } from '../imports/withdraw.js';
import {
  addClass,
  archiveClass,
  type Context,
  claimCards,
  getProject,
  getStatistics,
  mergeClass,
  restoreClass,
  submitAnnotation,
  undoAnnotation,
  updateClass,
} from '../index.js';
import { keepModel } from '../rounds/keep-model.js';
import { labelsFor } from '../rounds/round-records.js';
import { readTask, storedAnswer, targetOf } from '../tasks/project-task.js';

/** The case as it lies beside the real data, and the same in short, for machines without it. */
const CASE = fileURLToPath(new URL('../../../../../shared/data/cases/b05-class-list', import.meta.url));
const INLINE = {
  before: {
    classes: ['cat', 'dog', 'bird'],
    answers: [
      { record: 'r1', class: 'cat' },
      { record: 'r2', class: 'dog' },
      { record: 'r3', class: 'bird' },
      { record: 'r4', class: 'dog' },
    ],
  },
  changes: [
    { do: 'reorder', to: ['bird', 'cat', 'dog'] },
    { do: 'rename', from: 'dog', to: 'hound' },
    { do: 'add', name: 'fish' },
    { do: 'merge', from: 'bird', into: 'fish' },
    { do: 'remove', name: 'cat' },
  ],
  expected: {
    'after reorder': { r1: 'cat', r2: 'dog', r3: 'bird', r4: 'dog' },
    'after rename': { r2: 'hound', r4: 'hound' },
    'after merge': { r3: 'fish' },
  },
};
type ClassCase = Omit<typeof INLINE, 'changes' | 'expected'> & {
  changes: { do: string; to?: string | string[]; from?: string; name?: string; into?: string }[];
  expected: Record<string, Record<string, string> | string>;
};
const fromFiles = (): ClassCase => {
  const read = (name: string) => JSON.parse(readFileSync(`${CASE}/${name}.json`, 'utf8'));
  return { before: read('before'), changes: read('changes'), expected: read('expected') };
};

describe('the classes of a project', () => {
  let test: TestContext;
  let eve: Context;
  let ann: Context;
  let projectId: string;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    [eve, ann] = [await test.as('engineer'), await test.as('annotator')];
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: 30, members: [eve, ann] });
  });

  const hand = (count: number, by = ann) => claimCards(by, { projectId, count, keep: [] });
  let keys = 0;
  const answer = (card: { recordId: string; roundId: string }, id: string, by = ann) =>
    submitAnnotation(by, {
      ...{ projectId, recordId: card.recordId, roundId: card.roundId, seconds: 1 },
      ...{ outcome: 'label', answer: { classId: id }, idempotencyKey: `class-key-${keys++}` },
    });
  const [A, B, C] = [0, 1, 2].map((place) => () => classId(projectId, place)) as [
    () => string,
    () => string,
    () => string,
  ];
  const add = (name: string, more: object = {}) => addClass(eve, { projectId, ...NewClass.parse({ name, ...more }) });
  const named = (classes: Class[], name: string) => classes.find((one) => one.name === name)!;
  /** A model of the round that is open, which has learned what there is. */
  const model = async (classIds = [A(), B(), C()]) => {
    const { id: roundId } = await test.db.round.findFirstOrThrow({ where: { projectId, state: 'open' } });
    const made = { version: 'r0-model', likelihood: 'categorical', network: {}, posterior: {}, classIds };
    await test.db.model.create({ data: { projectId, roundId, ...made } });
    await test.db.label.updateMany({ where: { projectId }, data: { isNew: false } });
    await test.db.round.update({
      where: { id: roundId },
      data: { labels: await test.db.label.count({ where: { projectId, record: { split: 'pool' } } }) },
    });
    return roundId;
  };
  const isStale = async () => (await test.db.model.findFirstOrThrow({ where: { projectId } })).isStale;
  const rounds = () => test.db.round.findMany({ where: { projectId }, orderBy: { number: 'asc' } });
  const targets = async () => {
    const labels = await labelsFor(test.db, { projectId, records: 30 }, await readTask(test.db, projectId));
    return labels.map(({ target }) => target[0]).sort();
  };

  const meanings = async (names: Map<string, string>) => {
    const task = await readTask(test.db, projectId);
    const labels = await test.db.label.findMany({ where: { projectId, recordId: { in: [...names.keys()] } } });
    const meaningOf = (stored: unknown) => {
      const current = task.kind.currentOf(storedAnswer(task, stored), task.task);
      return current && task.kind.textOf(current, task.task);
    };
    return Object.fromEntries(labels.map(({ recordId, answer: given }) => [names.get(recordId), meaningOf(given)]));
  };

  it.each<[string, () => ClassCase]>([
    ['as it is told here', () => INLINE],
    ...(existsSync(CASE) ? [['of ../shared/data/cases/b05-class-list', fromFiles] as [string, () => ClassCase]] : []),
  ])('change while answers keep their meaning: the case %s', async (_, load) => {
    const { before, changes, expected } = load();
    for (const [place, name] of before.classes.entries())
      await test.db.class.update({ where: { id: classId(projectId, place) }, data: { name } });
    const { cards } = await hand(before.answers.length);
    const names = new Map(cards.map(({ recordId }, at) => [recordId, before.answers[at]!.record]));
    for (const [at, card] of cards.entries())
      await answer(card, classId(projectId, before.classes.indexOf(before.answers[at]!.class)));
    await model();
    const stored = await test.db.annotation.findMany({ where: { projectId }, orderBy: { id: 'asc' } });

    const idOf = async (name: string) => (await test.db.class.findFirstOrThrow({ where: { projectId, name } })).id;
    for (const change of changes) {
      if (change.do === 'reorder')
        for (const [order, name] of (change.to as string[]).entries())
          await updateClass(eve, { classId: await idOf(name), order });
      if (change.do === 'rename')
        await updateClass(eve, { classId: await idOf(change.from!), name: change.to as string });
      if (change.do === 'add') await add(change.name!);
      if (change.do === 'merge')
        await mergeClass(eve, { classId: await idOf(change.from!), intoId: await idOf(change.into!) });
      if (change.do === 'remove') await archiveClass(eve, { classId: await idOf(change.name!), answers: 'leave-out' });
      const after = expected[`after ${change.do}`];
      if (after && typeof after === 'object') expect(await meanings(names)).toMatchObject(after);
    }
    expect(await meanings(names)).toEqual({ r1: null, r2: 'hound', r3: 'fish', r4: 'hound' });
    expect(await test.db.annotation.findMany({ where: { projectId }, orderBy: { id: 'asc' } })).toEqual(stored);
    const { classIds } = await readTask(test.db, projectId);
    expect(classIds).toEqual([await idOf('hound'), await idOf('fish')]);
    expect(await targets()).toEqual([0, 0, 1]);
    // A model that was trained before names its classes as they were.
    expect((await test.db.model.findFirstOrThrow({ where: { projectId } })).classIds).toEqual([A(), B(), C()]);
  });

  if (!existsSync(CASE)) console.info(`The case ${CASE} is not on this machine; the same is told in the test.`);

  it('are renamed, described, coloured and moved without a new model', async () => {
    await answer((await hand(1)).cards[0]!, A());
    await model();
    const classes = await updateClass(eve, { classId: C(), name: 'Cee', key: 'x', colour: '#00ff00', order: 0 });
    expect(classes.map(({ name, order }) => [name, order])).toEqual([
      ['Cee', 0],
      ['a', 1],
      ['b', 2],
    ]);
    expect(await updateClass(eve, { classId: A(), order: 99 })).toMatchObject([
      { name: 'Cee' },
      { name: 'b' },
      { name: 'a' },
    ]);
    expect((await getProject(eve, { projectId })).classes[0]).toMatchObject({ key: 'x', colour: '#00ff00' });
    expect(await isStale()).toBe(false);
    expect(await rounds()).toHaveLength(1);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['added', () => add('d')],
    ['merged', () => mergeClass(eve, { classId: A(), intoId: B() })],
    ['archived', () => archiveClass(eve, { classId: C(), answers: 'leave-out' })],
    ['used again', () => restoreClass(eve, { classId: C() })],
  ])('that are %s mark the models there are, and the next one is trained before any asks anew', async (_, change) => {
    await answer((await hand(1)).cards[0]!, A());
    await test.db.class.update({ where: { id: C() }, data: { archivedAt: _ === 'used again' ? new Date() : null } });
    const roundId = await model();
    await test.db.rankingEntry.updateMany({ where: { roundId }, data: { score: 1 } });
    await change();
    expect(await isStale()).toBe(true);
    const [open, next] = await rounds();
    expect([open!.state, next!.state]).toEqual(['open', 'queued']);
    expect(await test.system.queue.has(`round-${next!.id}`)).toBe(true);
    expect((await hand(1)).cards[0]!.reason).toMatch(
      / The classes have changed since; the next model is on its way\.$/,
    );
  });

  it('that are changed without any label wait for the first one', async () => {
    await model();
    await add('d');
    expect(await rounds()).toHaveLength(1);
  });

  it('of a card that is open count as they are merged; one that was archived is refused in a sentence', async () => {
    const [one, two] = (await hand(2)).cards as [{ recordId: string; roundId: string }, typeof one];
    await mergeClass(eve, { classId: B(), intoId: A() });
    await archiveClass(eve, { classId: C(), answers: 'leave-out' }).catch(({ code }) =>
      expect(code).toBe('invalid_input'),
    );
    await add('d');
    await archiveClass(eve, { classId: C(), answers: 'leave-out' });
    expect((await answer(one, B())).answer).toEqual({ classId: B() }); // as it was given
    const task = await readTask(test.db, projectId);
    expect(targetOf(task, { classId: B() }, task.classIds)).toEqual([0]);
    expect(await targets()).toEqual([0]);
    expect((await getStatistics(eve, { projectId })).answers).toEqual([
      { answer: { classId: A() }, text: 'a', count: 1 },
    ]);
    await expect(answer(two, C())).rejects.toMatchObject({
      code: 'invalid_input',
      detail: 'This class does not exist in the project, or is not used any more. Reload the page to see its classes.',
    });
    expect(await test.db.annotation.count({ where: { projectId, recordId: two.recordId } })).toBe(0);
  });

  describe('that are archived', () => {
    it('leave their records out of training where that is wanted, and bring them back with them', async () => {
      const { cards } = await hand(3);
      for (const [at, card] of cards.entries()) await answer(card, classId(projectId, at));
      await archiveClass(eve, { classId: A(), answers: 'leave-out' });
      expect(await targets()).toEqual([0, 1]); // b and c
      expect((await getProject(eve, { projectId })).counts.labelled).toBe(3);
      await restoreClass(eve, { classId: A() });
      expect(await targets()).toEqual([0, 1, 2]);
    });

    it('have their records asked again where that is wanted; the answers stay in the history', async () => {
      const { cards } = await hand(3);
      const given = [];
      for (const [at, card] of cards.entries()) given.push(await answer(card, classId(projectId, at)));
      await archiveClass(eve, { classId: A(), answers: 'ask-again' });
      const { counts } = await getProject(eve, { projectId });
      expect(counts).toMatchObject({ labelled: 2, pool: 22, skipped: 0 });
      const history = await test.db.annotation.findMany({ where: { projectId }, orderBy: { createdAt: 'asc' } });
      expect(history.map(({ id, undoneAt }) => [id, undoneAt !== null])).toEqual(
        given.map(({ id }, at) => [id, at === 0]),
      );
      expect((await hand(1)).answered).toBe(2);
      expect((await hand(50)).cards.map(({ recordId }) => recordId)).toContain(cards[0]!.recordId);
      await answer(cards[0]!, B());
      expect(await targets()).toEqual([0, 0, 1]);
      expect((await undoAnnotation(ann, { annotationId: given[0]!.id })).card).toBeNull();
    });

    it('also of those that wait for a second answer, and of removed ones without a change of the counts', async () => {
      await test.db.project.update({ where: { id: projectId }, data: { overlap: 2 } });
      const [one, two] = (await hand(2)).cards as [{ recordId: string; roundId: string }, typeof one];
      await answer(one, A());
      await answer(two, A());
      await answer(two, A(), eve);
      await test.db.$transaction((tx) => withdraw(tx, projectId, [two.recordId], true));
      const { counts } = await getProject(eve, { projectId });
      expect(counts).toMatchObject({ records: 29, labelled: 0, skipped: 1 });
      await archiveClass(eve, { classId: A(), answers: 'ask-again' });
      expect(await test.db.annotation.count({ where: { projectId, undoneAt: null } })).toBe(0);
      expect((await getProject(eve, { projectId })).counts).toMatchObject({ records: 29, labelled: 0, skipped: 0 });
      await test.db.$transaction((tx) => withdraw(tx, projectId, [two.recordId], false));
      expect((await getProject(eve, { projectId })).counts).toMatchObject({ records: 30, labelled: 0, skipped: 0 });
      expect((await hand(50)).cards.map(({ recordId }) => recordId)).toEqual(
        expect.arrayContaining([one.recordId, two.recordId]),
      );
    });

    it('leave the holdout as it is: what it was measured on stays the truth', async () => {
      await archiveClass(eve, { classId: A(), answers: 'ask-again' });
      expect(await test.db.label.count({ where: { projectId, record: { split: 'holdout' } } })).toBe(6);
    });
  });

  it('are never fewer than the task needs', async () => {
    await mergeClass(eve, { classId: C(), intoId: B() });
    const last = expect.stringContaining('needs at least 2 classes. Add another one first.');
    await expect(mergeClass(eve, { classId: A(), intoId: B() })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: last,
    });
    await expect(archiveClass(eve, { classId: A(), answers: 'ask-again' })).rejects.toMatchObject({ detail: last });
    expect((await readTask(test.db, projectId)).classIds).toEqual([A(), B()]);
  });

  it('have names and keys of their own, also beside those that are not used any more', async () => {
    const taken = (detail: string) => ({ code: 'class_taken', detail: expect.stringContaining(detail) });
    await updateClass(eve, { classId: A(), key: 'q' });
    await expect(add(' A ')).rejects.toMatchObject(taken('"a" already. Give this one another name.'));
    await expect(add('d', { key: 'q' })).rejects.toMatchObject(taken('The key "q" belongs to "a" already.'));
    await expect(updateClass(eve, { classId: B(), name: 'C' })).rejects.toMatchObject(taken('"c" already'));
    await updateClass(eve, { classId: B(), name: 'B' });
    await archiveClass(eve, { classId: C(), answers: 'leave-out' });
    await expect(add('c')).rejects.toMatchObject(taken('"c" already, which is not used any more. Use it again, or'));
    const d = named(await add('d'), 'd');
    await mergeClass(eve, { classId: A(), intoId: d.id });
    expect(named(await updateClass(eve, { classId: d.id, name: 'a' }), 'a')).toBeTruthy(); // of the one that went into it
    await expect(restoreClass(eve, { classId: A() })).rejects.toMatchObject(taken('"a" already'));
  });

  it('are merged into one that is in use, and not in a circle', async () => {
    const refused = { code: 'invalid_input', detail: 'Merge it into another class that is in use.' };
    await expect(mergeClass(eve, { classId: A(), intoId: A() })).rejects.toMatchObject(refused);
    await expect(mergeClass(eve, { classId: A(), intoId: 'none' })).rejects.toMatchObject({ code: 'class_not_found' });
    const d = named(await add('d'), 'd').id;
    await mergeClass(eve, { classId: A(), intoId: B() });
    await expect(mergeClass(eve, { classId: B(), intoId: A() })).rejects.toMatchObject(refused);
    await mergeClass(eve, { classId: B(), intoId: C() }); // and with it what went into it
    const task = await readTask(test.db, projectId);
    expect(task.classIds).toEqual([C(), d]);
    expect(targetOf(task, { classId: A() }, task.classIds)).toEqual([0]);
  });

  it('that change while a round trains mark its model as soon as it is there', async () => {
    await answer((await hand(1)).cards[0]!, A());
    const round = await test.db.round.create({ data: { ...readyRound(projectId, 1, 30), state: 'training' } });
    const made = { projectId, version: 'r1', likelihood: 'categorical', network: {}, posterior: {} };
    const keep = (classIds: string[]) => keepModel(test.db, round.id, { ...made, classIds }, {});
    await keep([C(), A(), B()]);
    expect(await isStale()).toBe(false);
    await add('d');
    await keep([A(), B(), C()]);
    expect(await isStale()).toBe(true);
  });

  it('are changed by those who manage the project only, and foreign ones are not found', async () => {
    const stranger = await test.as('engineer');
    const changes = (by: Context) => [
      () => updateClass(by, { classId: A(), name: 'mine' }),
      () => mergeClass(by, { classId: A(), intoId: B() }),
      () => archiveClass(by, { classId: A(), answers: 'ask-again' }),
      () => restoreClass(by, { classId: A() }),
    ];
    for (const change of changes(ann)) await expect(change()).rejects.toMatchObject({ code: 'forbidden' });
    for (const change of changes(stranger)) await expect(change()).rejects.toMatchObject({ code: 'class_not_found' });
    const given = { projectId, ...NewClass.parse({ name: 'd' }) };
    await expect(addClass(ann, given)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(addClass(stranger, given)).rejects.toMatchObject({ code: 'project_not_found' });
    const other = await makeReadyProject(test, { records: 5, members: [eve] });
    const foreign = mergeClass(eve, { classId: A(), intoId: classId(other, 0) });
    await expect(foreign).rejects.toMatchObject({ code: 'class_not_found' });
    expect((await readTask(test.db, projectId)).task.classes.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(await test.db.label.count({ where: { projectId, answerKey: classAnswer(projectId, 0).answerKey } })).toBe(2);
  });
});
