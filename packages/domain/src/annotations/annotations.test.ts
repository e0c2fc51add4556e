import type { SubmitAnnotation } from '@querent/contracts';
import { classId, createTestContext, makeReadyProject, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type Context, listRecentAnnotations, releaseCards, submitAnnotation, undoAnnotation } from '../index.js';
import { answersIn } from './answering.contract.js';

describe('answers', () => {
  let test: TestContext;
  let ann: Context;
  let bob: Context;
  let projectId: string;

  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    ann = await test.as('annotator');
    bob = await test.as('annotator');
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: 30, members: [ann, bob] });
  });

  const { hand, first, as, answerTo: answer } = answersIn(() => projectId);

  it('two annotators who ask at the same moment never hold the same record', async () => {
    const hands = await Promise.all(Array.from({ length: 6 }, (_, i) => hand(i % 2 ? ann : bob, 8)));
    const held = await test.db.lease.findMany({ where: { projectId } });
    expect(new Set(held.map(({ recordId }) => recordId)).size).toBe(held.length);
    const [bobs, anns] = [hands[0]!, hands[1]!].map(({ cards }) => cards.map(({ recordId }) => recordId));
    expect(bobs!.filter((id) => anns!.includes(id))).toEqual([]);
    expect(held.filter(({ annotatorId }) => annotatorId === ann.actor.id)).toHaveLength(8);
  });

  it('asking again gives the same hand, in the order of the ranking', async () => {
    const { cards } = await hand(ann, 5);
    expect((await hand(ann, 5)).cards).toMatchObject(cards.map(({ recordId, rank }) => ({ recordId, rank })));
    expect(cards.map(({ rank }) => rank)).toEqual([0, 1, 2, 3, 4]);
    expect(cards[0]).toMatchObject({
      roundNumber: 0,
      score: null,
      modelVersion: null,
      reason: expect.stringContaining('random'),
    });
  });

  it('an expired lease goes back to the others', async () => {
    const card = await first(ann);
    await test.db.lease.updateMany({
      where: { recordId: card.recordId },
      data: { expiresAt: new Date(Date.now() - 1_000) },
    });
    expect((await first(bob)).recordId).toBe(card.recordId);
    expect((await first(ann)).recordId).not.toBe(card.recordId);
  });

  it('a hand given back is free at once', async () => {
    const card = await first(ann);
    await releaseCards(ann, { projectId });
    expect((await first(bob)).recordId).toBe(card.recordId);
  });

  it('the same answer sent five times at once is stored once', async () => {
    const input = answer(await first(ann));
    const stored = await Promise.all(Array.from({ length: 5 }, () => submitAnnotation(ann, input)));
    expect(new Set(stored.map(({ id }) => id)).size).toBe(1);
    expect(await test.db.label.count({ where: { recordId: input.recordId } })).toBe(1);
  });

  it('of answers to several records sent at once under one key, one is stored and all others hear of the key', async () => {
    const { cards } = await hand(ann, 10);
    const [key] = cards.map(({ recordId }) => `one key ${recordId}`);
    const ends = await Promise.allSettled(
      cards.map((card) => submitAnnotation(ann, answer(card, { idempotencyKey: key }))),
    );
    const codes = ends.map((end) => (end.status === 'fulfilled' ? 'stored' : end.reason.code));
    expect(codes.sort()).toEqual([...Array(9).fill('key_reused'), 'stored']);
  });

  it('another answer to a record one has answered is refused', async () => {
    const card = await first(ann);
    await submitAnnotation(ann, answer(card));
    await expect(submitAnnotation(ann, answer(card, as(2)))).rejects.toMatchObject({
      code: 'already_annotated',
    });
  });

  it('an answer that comes after its lease has ended is kept, and the first one stays the label', async () => {
    const card = await first(ann);
    await test.db.lease.deleteMany({ where: { recordId: card.recordId } });
    await submitAnnotation(bob, answer(await first(bob), as(2)));
    await submitAnnotation(ann, answer(card, as(1)));
    const label = await test.db.label.findUniqueOrThrow({ where: { recordId: card.recordId } });
    expect(label).toMatchObject({ ...as(2), answerKey: classId(projectId, 2), origin: 'single', agreement: null });
    expect(await test.db.annotation.count({ where: { recordId: card.recordId } })).toBe(2);
  });

  it('an answer of a page of version 0.2, which knew places of classes, is that of the class that had the place then', async () => {
    const [one, two] = (await hand(ann, 2)).cards;
    const old = answer(one!, { answer: undefined, label: 2 });
    expect((await submitAnnotation(ann, old)).answer).toEqual(as(2).answer);
    expect((await submitAnnotation(ann, old)).answer).toEqual(as(2).answer); // sent again, by the page that came after it
    await test.db.class.update({ where: { id: classId(projectId, 2) }, data: { order: -1 } });
    expect((await submitAnnotation(ann, answer(two!, { answer: undefined, label: 2 }))).answer).toEqual(as(2).answer);
    const nobody = submitAnnotation(ann, answer(await first(ann), { answer: undefined, label: 99 }));
    await expect(nobody).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('what is wrong is refused with its reason and nothing is stored', async () => {
    const card = await first(ann);
    const refused = (rest: Partial<SubmitAnnotation>) => expect(submitAnnotation(ann, answer(card, rest))).rejects;
    await refused(as(99)).toMatchObject({ code: 'invalid_input' });
    await refused({ recordId: 'nobody' }).toMatchObject({ code: 'record_not_found' });
    await refused({ roundId: 'none' }).toMatchObject({ code: 'round_not_found' });
    const holdout = await test.db.record.findFirstOrThrow({ where: { projectId, split: 'holdout' } });
    await refused({ recordId: holdout.id }).toMatchObject({ code: 'record_not_found' });
    expect(await test.db.annotation.count({ where: { projectId } })).toBe(0);
  });

  it('somebody who is no member sees no project, no record and stores nothing', async () => {
    const card = await first(ann);
    const eve = await test.as('engineer');
    await expect(hand(eve, 1)).rejects.toMatchObject({ code: 'project_not_found' });
    await expect(submitAnnotation(eve, answer(card))).rejects.toMatchObject({ code: 'project_not_found' });
  });

  it('undoing gives the record back, also twice, and the label is gone', async () => {
    const card = await first(ann);
    const { id } = await submitAnnotation(ann, answer(card));
    for (let times = 0; times < 2; times++) {
      const undone = await undoAnnotation(ann, { annotationId: id });
      expect(undone.card?.recordId).toBe(card.recordId);
      expect(undone.annotation.undoneAt).not.toBeNull();
    }
    expect(await test.db.label.count({ where: { recordId: card.recordId } })).toBe(0);
    await submitAnnotation(ann, answer(card, as(2)));
    expect(await listRecentAnnotations(ann, { projectId })).toMatchObject([as(2)]);
  });

  const expectInNoHand = async ({ recordId }: { recordId: string }) => {
    expect(await test.db.lease.count({ where: { recordId } })).toBe(0);
    for (const context of [ann, bob])
      expect((await hand(context, 5)).cards.map((card) => card.recordId)).not.toContain(recordId);
  };

  it('undoing the first of two answers makes the other one the label, and asks nobody again', async () => {
    const card = await first(ann);
    const { id } = await submitAnnotation(ann, answer(card, as(1)));
    await submitAnnotation(bob, answer(card, as(2)));
    expect((await undoAnnotation(ann, { annotationId: id })).card).toBeNull();
    expect(await test.db.label.findUnique({ where: { recordId: card.recordId } })).toMatchObject(as(2));
    await expectInNoHand(card);
  });

  it('an undo that is sent again asks nobody for a record that somebody else has labelled since', async () => {
    const card = await first(ann);
    const { id } = await submitAnnotation(ann, answer(card));
    await undoAnnotation(ann, { annotationId: id });
    await releaseCards(ann, { projectId });
    await submitAnnotation(bob, answer(card, as(2)));
    const again = await undoAnnotation(ann, { annotationId: id });
    expect([again.card, again.annotation.undoneAt]).toEqual([null, expect.any(String)]);
    await expectInNoHand(card);
  });

  it('a skip that is undone beside another’s label gives no card, and whose label it is takes it back as before', async () => {
    const card = await first(ann);
    const { id: skipId } = await submitAnnotation(ann, answer(card, { outcome: 'skip', answer: null }));
    const { id: labelId } = await submitAnnotation(bob, answer(card, as(2)));
    const skip = await undoAnnotation(ann, { annotationId: skipId });
    expect([skip.card, skip.annotation.undoneAt]).toEqual([null, expect.any(String)]);
    await expectInNoHand(card);
    expect((await undoAnnotation(bob, { annotationId: labelId })).card?.recordId).toBe(card.recordId);
    expect(await test.db.label.count({ where: { recordId: card.recordId } })).toBe(0);
  });

  it('a label is taken back also where its record is in another hand', async () => {
    const card = await first(ann);
    const { id } = await submitAnnotation(ann, answer(card));
    const { recordId, roundId } = card;
    const lease = { recordId, roundId, projectId, annotatorId: bob.actor.id, expiresAt: new Date(Date.now() + 60_000) };
    await test.db.lease.create({ data: lease });
    expect((await undoAnnotation(ann, { annotationId: id })).card).toBeNull();
    expect(await test.db.label.count({ where: { recordId } })).toBe(0);
    expect((await first(bob)).recordId).toBe(recordId);
  });

  it('nobody undoes for another, and a skip that somebody took over stands', async () => {
    const card = await first(ann);
    const { id } = await submitAnnotation(ann, answer(card, { outcome: 'skip', answer: null }));
    await expect(undoAnnotation(bob, { annotationId: id })).rejects.toMatchObject({ code: 'annotation_not_found' });
    expect((await first(bob)).recordId).toBe(card.recordId);
    await expect(undoAnnotation(ann, { annotationId: id })).rejects.toMatchObject({ code: 'undo_too_late' });
    expect(await listRecentAnnotations(ann, { projectId })).toMatchObject([{ outcome: 'skip', undoneAt: null }]);
  });

  it('a skipped record goes to others and not back to who skipped it', async () => {
    const card = await first(ann);
    await submitAnnotation(ann, answer(card, { outcome: 'skip', answer: null }));
    expect((await hand(ann, 3)).cards.map(({ recordId }) => recordId)).not.toContain(card.recordId);
    expect((await hand(bob, 1)).cards[0]?.recordId).toBe(card.recordId);
  });

  it('an empty hand says why', async () => {
    await hand(bob, 50);
    expect((await hand(ann, 1)).empty).toBe('others_hold_the_rest');
    for (const card of (await hand(bob, 50)).cards) await submitAnnotation(bob, answer(card));
    expect((await hand(ann, 1)).empty).toBe('all_labelled');
  });
});
