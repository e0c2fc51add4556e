import { beforeEach, describe, expect, it } from 'vitest';
import { requeueUnfinished } from '../background/index.js';
import { setUpClasses } from '../classes/changing.contract.js';
import { withdraw } from '../imports/withdraw.js';
import {
  archiveClass,
  type Context,
  getProjectState,
  restoreClass,
  startRound,
  undoAnnotation,
  updateProject,
} from '../index.js';

const { A, add, ann, answer, B, eve, hand, model, project, test } = setUpClasses();

describe('a round is planned only where a label is left to learn from', () => {
  let projectId: string;
  beforeEach(() => {
    projectId = project();
  });
  const rounds = async () =>
    (await test().db.round.findMany({ where: { projectId }, orderBy: { number: 'asc' } })).map(({ state }) => state);
  const isHeldUp = async (by: Context = ann()) => (await getProjectState(by, { projectId })).untilModel?.isHeldUp;
  const leaveOut = (classId: string) => archiveClass(eve(), { classId, answers: 'leave-out' });
  /** Answers so many cards. */
  const label = async (count: number, classId: string) => {
    const given = [];
    for (const card of (await hand(count)).cards) given.push(await answer(card, classId));
    return given;
  };
  const refused = {
    code: 'no_new_labels',
    detail: expect.stringContaining('There is no label that a model can learn from'),
  };

  it('not while all name archived classes, also of a model that those have made old', async () => {
    await label(3, A());
    await model();
    await leaveOut(A());
    expect(await rounds()).toEqual(['open']);
    await requeueUnfinished(test().system);
    expect(await rounds()).toEqual(['open']);
    await expect(startRound(eve(), { projectId })).rejects.toMatchObject(refused);
    expect((await getProjectState(ann(), { projectId })).untilModel).toEqual({ given: 0, wanted: 1, isHeldUp: true });

    await label(1, B()); // the first that can be learned from
    expect(await rounds()).toEqual(['open', 'queued']);
    expect(await isHeldUp()).toBe(false);
  });

  it('but as soon as such a class is used again', async () => {
    await label(3, A());
    await model();
    await leaveOut(A());
    await restoreClass(eve(), { classId: A() });
    expect(await rounds()).toEqual(['open', 'queued']);
  });

  it('not before the first model either, however many new labels there are', async () => {
    await add('d');
    await updateProject(eve(), { projectId, settings: { labelsPerRound: 4 } });
    await label(2, A());
    await leaveOut(A());
    await label(1, B());
    await leaveOut(B());
    const d = (await test().db.class.findFirstOrThrow({ where: { projectId, name: 'd' } })).id;
    const [last] = await label(1, d);
    expect(await rounds()).toEqual(['open', 'queued']);
    await test().db.round.deleteMany({ where: { projectId, state: 'queued' } });
    await undoAnnotation(ann(), { annotationId: last!.id });
    await updateProject(eve(), { projectId, settings: { labelsPerRound: 3 } });
    await requeueUnfinished(test().system);
    expect(await rounds()).toEqual(['open']);
    expect(await isHeldUp()).toBe(true);
  });

  it('not where all answers have been taken back', async () => {
    const given = await label(2, A());
    await model();
    for (const { id } of given) await undoAnnotation(ann(), { annotationId: id });
    await expect(startRound(eve(), { projectId })).rejects.toMatchObject(refused);
    await label(1, B());
    expect((await startRound(eve(), { projectId })).number).toBe(1);
  });

  it('not where the records of all that count were taken out, and those that are measured on do not count', async () => {
    await test().db.label.updateMany({
      where: { projectId, record: { split: 'holdout' } },
      data: { answer: { classId: B() }, answerKey: B() },
    });
    const [one] = await label(1, B());
    await label(1, A());
    await model();
    await test().db.$transaction((tx) => withdraw(tx, projectId, [one!.recordId], true));
    await leaveOut(A());
    expect(await rounds()).toEqual(['open']);
    expect(await isHeldUp(eve())).toBe(true);
    await test().db.$transaction((tx) => withdraw(tx, projectId, [one!.recordId], false));
    await requeueUnfinished(test().system);
    expect(await rounds()).toEqual(['open', 'queued']);
  });
});
