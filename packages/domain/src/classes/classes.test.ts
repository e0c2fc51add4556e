import { type Class, NewClass } from '@querent/contracts';
import { classAnswer, classId, makeReadyProject, readyRound } from '@querent/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { withdraw } from '../imports/withdraw.js';
import {
  addClass,
  archiveClass,
  type Context,
  getProject,
  getStatistics,
  mergeClass,
  restoreClass,
  undoAnnotation,
  updateClass,
} from '../index.js';
import { keepModel } from '../rounds/keep-model.js';
import { readTask, targetOf } from '../tasks/project-task.js';
import { setUpClasses } from './changing.contract.js';

const { A, add, ann, answer, B, C, eve, hand, model, project, targets, test } = setUpClasses();
const named = (classes: Class[], name: string) => classes.find((one) => one.name === name)!;

describe('the classes of a project', () => {
  let projectId: string;
  beforeEach(() => {
    projectId = project();
  });
  const isStale = async () => (await test().db.model.findFirstOrThrow({ where: { projectId } })).isStale;
  const rounds = () => test().db.round.findMany({ where: { projectId }, orderBy: { number: 'asc' } });

  it('are renamed, described, coloured and moved without a new model', async () => {
    await answer((await hand(1)).cards[0]!, A());
    await model();
    const classes = await updateClass(eve(), { classId: C(), name: 'Cee', key: 'x', colour: '#00ff00', order: 0 });
    expect(classes.map(({ name, order }) => [name, order])).toEqual([
      ['Cee', 0],
      ['a', 1],
      ['b', 2],
    ]);
    expect(await updateClass(eve(), { classId: A(), order: 99 })).toMatchObject([
      { name: 'Cee' },
      { name: 'b' },
      { name: 'a' },
    ]);
    expect((await getProject(eve(), { projectId })).classes[0]).toMatchObject({ key: 'x', colour: '#00ff00' });
    expect(await isStale()).toBe(false);
    expect(await rounds()).toHaveLength(1);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['added', () => add('d')],
    ['merged', () => mergeClass(eve(), { classId: A(), intoId: B() })],
    ['archived', () => archiveClass(eve(), { classId: C(), answers: 'leave-out' })],
    ['used again', () => restoreClass(eve(), { classId: C() })],
  ])('that are %s mark the models there are, and the next one is trained before any asks anew', async (_, change) => {
    await answer((await hand(1)).cards[0]!, A());
    await test().db.class.update({ where: { id: C() }, data: { archivedAt: _ === 'used again' ? new Date() : null } });
    const roundId = await model();
    await test().db.rankingEntry.updateMany({ where: { roundId }, data: { score: 1 } });
    await change();
    expect(await isStale()).toBe(true);
    const [open, next] = await rounds();
    expect([open!.state, next!.state]).toEqual(['open', 'queued']);
    expect(await test().system.queue.has(`round-${next!.id}`)).toBe(true);
    const log = await test().db.roundLog.findMany({ where: { roundId: next!.id } });
    expect(log.map(({ text }) => text)).toEqual([expect.stringContaining('the classes have changed')]);
    expect((await hand(1)).cards[0]!.reason).toMatch(
      / The classes have changed since; the next model learns them as they are now\.$/,
    );
  });

  it('that are changed without any label wait for the first one', async () => {
    await model();
    await add('d');
    expect(await rounds()).toHaveLength(1);
  });

  it('of a card that is open count as they are merged; one that was archived is refused in a sentence', async () => {
    const [one, two] = (await hand(2)).cards;
    await mergeClass(eve(), { classId: B(), intoId: A() });
    await archiveClass(eve(), { classId: C(), answers: 'leave-out' }).catch(({ code }) =>
      expect(code).toBe('invalid_input'),
    );
    await add('d');
    await archiveClass(eve(), { classId: C(), answers: 'leave-out' });
    expect((await answer(one!, B())).answer).toEqual({ classId: B() }); // as it was given
    const task = await readTask(test().db, projectId);
    expect(targetOf(task, { classId: B() }, task.classIds)).toEqual([0]);
    expect(await targets()).toEqual([0]);
    expect((await getStatistics(eve(), { projectId })).answers).toEqual([
      { answer: { classId: A() }, text: 'a', count: 1 },
    ]);
    await expect(answer(two!, C())).rejects.toMatchObject({
      code: 'invalid_input',
      detail: 'This class does not exist in the project, or is not used any more. Reload the page to see its classes.',
    });
    expect(await test().db.annotation.count({ where: { projectId, recordId: two!.recordId } })).toBe(0);
  });

  describe('that are archived', () => {
    it('leave their records out of training where that is wanted, and bring them back with them', async () => {
      const { cards } = await hand(3);
      for (const [at, card] of cards.entries()) await answer(card, classId(projectId, at));
      await archiveClass(eve(), { classId: A(), answers: 'leave-out' });
      expect(await targets()).toEqual([0, 1]); // b and c
      expect((await getProject(eve(), { projectId })).counts.labelled).toBe(3);
      await restoreClass(eve(), { classId: A() });
      expect(await targets()).toEqual([0, 1, 2]);
    });

    it('have their records asked again where that is wanted; the answers stay in the history', async () => {
      const { cards } = await hand(3);
      const given = [];
      for (const [at, card] of cards.entries()) given.push(await answer(card, classId(projectId, at)));
      await archiveClass(eve(), { classId: A(), answers: 'ask-again' });
      const { counts } = await getProject(eve(), { projectId });
      expect(counts).toMatchObject({ labelled: 2, pool: 22, skipped: 0 });
      const history = await test().db.annotation.findMany({ where: { projectId }, orderBy: { createdAt: 'asc' } });
      expect(history.map(({ id, undoneAt }) => [id, undoneAt !== null])).toEqual(
        given.map(({ id }, at) => [id, at === 0]),
      );
      expect((await hand(1)).answered).toBe(2);
      expect((await hand(50)).cards.map(({ recordId }) => recordId)).toContain(cards[0]!.recordId);
      await answer(cards[0]!, B());
      expect(await targets()).toEqual([0, 0, 1]);
      expect((await undoAnnotation(ann(), { annotationId: given[0]!.id })).card).toBeNull();
    });

    it('also of those that wait for a second answer, and of removed ones without a change of the counts', async () => {
      await test().db.project.update({ where: { id: projectId }, data: { overlap: 2 } });
      const [one, two] = (await hand(2)).cards;
      await answer(one!, A());
      await answer(two!, A());
      await answer(two!, A(), eve());
      await test().db.$transaction((tx) => withdraw(tx, projectId, [two!.recordId], true));
      const { counts } = await getProject(eve(), { projectId });
      expect(counts).toMatchObject({ records: 29, labelled: 0, skipped: 1 });
      await archiveClass(eve(), { classId: A(), answers: 'ask-again' });
      expect(await test().db.annotation.count({ where: { projectId, undoneAt: null } })).toBe(0);
      expect((await getProject(eve(), { projectId })).counts).toMatchObject({ records: 29, labelled: 0, skipped: 0 });
      await test().db.$transaction((tx) => withdraw(tx, projectId, [two!.recordId], false));
      expect((await getProject(eve(), { projectId })).counts).toMatchObject({ records: 30, labelled: 0, skipped: 0 });
      expect((await hand(50)).cards.map(({ recordId }) => recordId)).toEqual(
        expect.arrayContaining([one!.recordId, two!.recordId]),
      );
    });

    it('leave the holdout as it is: what it was measured on stays the truth', async () => {
      await archiveClass(eve(), { classId: A(), answers: 'ask-again' });
      expect(await test().db.label.count({ where: { projectId, record: { split: 'holdout' } } })).toBe(6);
    });
  });

  it('are never fewer than the task needs', async () => {
    await mergeClass(eve(), { classId: C(), intoId: B() });
    const last = expect.stringContaining('needs at least 2 classes. Add another one first.');
    await expect(mergeClass(eve(), { classId: A(), intoId: B() })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: last,
    });
    await expect(archiveClass(eve(), { classId: A(), answers: 'ask-again' })).rejects.toMatchObject({ detail: last });
    expect((await readTask(test().db, projectId)).classIds).toEqual([A(), B()]);
  });

  it('have names and keys of their own, also beside those that are not used any more', async () => {
    const taken = (detail: string) => ({ code: 'class_taken', detail: expect.stringContaining(detail) });
    await updateClass(eve(), { classId: A(), key: 'q' });
    await expect(add(' A ')).rejects.toMatchObject(taken('"a" already. Give this one another name.'));
    await expect(add('d', { key: 'q' })).rejects.toMatchObject(taken('The key "q" belongs to "a" already.'));
    await expect(updateClass(eve(), { classId: B(), name: 'C' })).rejects.toMatchObject(taken('"c" already'));
    await updateClass(eve(), { classId: B(), name: 'B' });
    await archiveClass(eve(), { classId: C(), answers: 'leave-out' });
    await expect(add('c')).rejects.toMatchObject(taken('"c" already, which is not used any more. Use it again, or'));
    const d = named(await add('d'), 'd');
    await mergeClass(eve(), { classId: A(), intoId: d.id });
    expect(named(await updateClass(eve(), { classId: d.id, name: 'a' }), 'a')).toBeTruthy(); // of the one that went into it
    await expect(restoreClass(eve(), { classId: A() })).rejects.toMatchObject(taken('"a" already'));
  });

  it('are merged into one that is in use, and not in a circle', async () => {
    const refused = { code: 'invalid_input', detail: 'Merge it into another class that is in use.' };
    await expect(mergeClass(eve(), { classId: A(), intoId: A() })).rejects.toMatchObject(refused);
    await expect(mergeClass(eve(), { classId: A(), intoId: 'none' })).rejects.toMatchObject({
      code: 'class_not_found',
    });
    const d = named(await add('d'), 'd').id;
    await mergeClass(eve(), { classId: A(), intoId: B() });
    await expect(mergeClass(eve(), { classId: B(), intoId: A() })).rejects.toMatchObject(refused);
    await mergeClass(eve(), { classId: B(), intoId: C() }); // and with it what went into it
    const task = await readTask(test().db, projectId);
    expect(task.classIds).toEqual([C(), d]);
    expect(targetOf(task, { classId: A() }, task.classIds)).toEqual([0]);
  });

  it('that change while a round trains mark its model as soon as it is there', async () => {
    await answer((await hand(1)).cards[0]!, A());
    const round = await test().db.round.create({ data: { ...readyRound(projectId, 1, 30), state: 'training' } });
    const made = { projectId, version: 'r1', likelihood: 'categorical', network: {}, posterior: {} };
    const keep = (classIds: string[]) =>
      keepModel(test().db, round.id, { ...made, classIds }, { timings: {}, losses: [] });
    await keep([C(), A(), B()]);
    expect(await isStale()).toBe(false);
    await add('d');
    await keep([A(), B(), C()]);
    expect(await isStale()).toBe(true);
  });

  it('are changed by those who manage the project only, and foreign ones are not found', async () => {
    const stranger = await test().as('engineer');
    const changes = (by: Context) => [
      () => updateClass(by, { classId: A(), name: 'mine' }),
      () => mergeClass(by, { classId: A(), intoId: B() }),
      () => archiveClass(by, { classId: A(), answers: 'ask-again' }),
      () => restoreClass(by, { classId: A() }),
    ];
    for (const change of changes(ann())) await expect(change()).rejects.toMatchObject({ code: 'forbidden' });
    for (const change of changes(stranger)) await expect(change()).rejects.toMatchObject({ code: 'class_not_found' });
    const given = { projectId, ...NewClass.parse({ name: 'd' }) };
    await expect(addClass(ann(), given)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(addClass(stranger, given)).rejects.toMatchObject({ code: 'project_not_found' });
    const other = await makeReadyProject(test(), { records: 5, members: [eve()] });
    const foreign = mergeClass(eve(), { classId: A(), intoId: classId(other, 0) });
    await expect(foreign).rejects.toMatchObject({ code: 'class_not_found' });
    expect((await readTask(test().db, projectId)).task.classes.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(await test().db.label.count({ where: { projectId, answerKey: classAnswer(projectId, 0).answerKey } })).toBe(
      2,
    );
  });
});
