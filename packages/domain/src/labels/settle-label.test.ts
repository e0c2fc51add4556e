import { classAnswer, classId, makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Context, claimCards, getProject, releaseCards, submitAnnotation, undoAnnotation } from '../index.js';

describe('the label of a record', () => {
  const test = setUpContext();
  let people: [Context, Context, Context, Context];
  let projectId: string;
  beforeAll(async () => {
    const one = () => test.as('annotator');
    people = [await one(), await one(), await one(), await one()];
  });
  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: 10, members: [test.eve, ...people] });
  });

  const askFor = (overlap: number) => test.db.project.update({ where: { id: projectId }, data: { overlap } });
  const hand = (by: Context, count: number) => claimCards(by, { projectId, count, keep: [] });
  const idsOf = ({ cards }: Awaited<ReturnType<typeof hand>>) => cards.map(({ recordId }) => recordId);
  let keys = 0;
  const answer = (by: Context, card: { recordId: string; roundId: string }, place: number | null) =>
    submitAnnotation(by, {
      ...{ projectId, recordId: card.recordId, roundId: card.roundId, seconds: 1, idempotencyKey: `settled-${keys++}` },
      outcome: place === null ? 'skip' : 'label',
      answer: place === null ? null : { classId: classId(projectId, place) },
    });
  const labelOf = (recordId: string) => test.db.label.findUnique({ where: { recordId } });
  const counts = async () => (await getProject(test.eve, { projectId })).counts;

  it.each<[string, number, (number | null)[], number | null, number | null]>([
    ['one answer is the label where one is asked for', 1, [2], 2, null],
    ['of two that are asked for, one is not enough', 2, [1], null, null],
    ['two that agree are', 2, [1, 1], 1, 1],
    ['of two that differ, the earlier counts', 2, [2, 1], 2, 0.5],
    ['of three, what two say counts', 3, [0, 1, 1], 1, 2 / 3],
    ['of three that differ, the earliest counts', 3, [2, 0, 1], 2, 1 / 3],
    ['a skip is no answer', 2, [1, null], null, null],
    ['nor does it weigh', 2, [null, 1, 0], 1, 0.5],
  ])('%s', async (_, overlap, given, place, agreement) => {
    await askFor(overlap);
    const [card] = (await hand(people[0], 1)).cards;
    for (const [at, own] of given.entries()) await answer(people[at]!, card!, own);
    const label = await labelOf(card!.recordId);
    if (place === null) expect(label).toBeNull();
    else
      expect(label).toMatchObject({
        ...classAnswer(projectId, place),
        origin: overlap > 1 ? 'consensus' : 'single',
        isNew: true,
      });
    if (agreement === null) expect(label?.agreement ?? null).toBeNull();
    else expect(label?.agreement).toBeCloseTo(agreement);
    const isLabelled = place !== null;
    expect(await counts()).toMatchObject({ labelled: isLabelled ? 1 : 0, skipped: isLabelled ? 0 : 1 });
    const record = await test.db.record.findUniqueOrThrow({ where: { id: card!.recordId } });
    expect(record.hasLabel).toBe(isLabelled);
  });

  it('follows when an answer is taken back, also one that did not win', async () => {
    await askFor(2);
    const [card] = (await hand(people[0], 1)).cards;
    const first = await answer(people[0], card!, 2);
    await answer(people[1], card!, 1);
    await undoAnnotation(people[0], { annotationId: first.id });
    expect(await labelOf(card!.recordId)).toBeNull();
    expect(await counts()).toMatchObject({ labelled: 0, skipped: 1 });
    await answer(people[0], card!, 1);
    expect(await labelOf(card!.recordId)).toMatchObject({ ...classAnswer(projectId, 1), agreement: 1 });
    // A third one, whose lease had ended, weighs in too.
    const late = await answer(people[2], card!, 0);
    expect((await labelOf(card!.recordId))?.agreement).toBeCloseTo(2 / 3);
    await undoAnnotation(people[2], { annotationId: late.id });
    expect((await labelOf(card!.recordId))?.agreement).toBe(1);
  });

  it('is asked of as many people as the project wants at the same moment, and of no more', async () => {
    await askFor(2);
    const hands = [await hand(people[0], 4), await hand(people[1], 4), await hand(people[2], 4)] as const;
    expect(idsOf(hands[1])).toEqual(idsOf(hands[0]));
    expect(idsOf(hands[2]).filter((id) => idsOf(hands[0]).includes(id))).toEqual([]);
    expect(idsOf(await hand(people[3], 8))).toEqual(idsOf(hands[2]));
  });

  it('is asked of the next one where somebody gives the record back, and not of those who answered', async () => {
    await askFor(2);
    const [card] = (await hand(people[0], 1)).cards;
    await answer(people[0], card!, 1);
    expect(idsOf(await hand(people[0], 8))).not.toContain(card!.recordId);
    expect(idsOf(await hand(people[1], 1))).toEqual([card!.recordId]);
    expect(idsOf(await hand(people[2], 8))).not.toContain(card!.recordId); // one answer and one hand are two
    await releaseCards(people[1], { projectId });
    await releaseCards(people[2], { projectId });
    expect(idsOf(await hand(people[2], 1))).toEqual([card!.recordId]);
    await answer(people[2], card!, 1);
    for (const one of [people[1], people[3]]) expect(idsOf(await hand(one, 8))).not.toContain(card!.recordId);
  });

  it('is asked of many at the same moment without a record in three hands or twice in one', async () => {
    await askFor(2);
    await Promise.all(Array.from({ length: 3 }, () => people.map((one) => hand(one, 4))).flat());
    const leases = await test.db.lease.findMany({ where: { projectId } });
    const per = (recordId: string) => leases.filter((lease) => lease.recordId === recordId);
    for (const { recordId } of leases) {
      expect(per(recordId).length).toBeLessThanOrEqual(2);
      expect(new Set(per(recordId).map(({ annotatorId }) => annotatorId)).size).toBe(per(recordId).length);
    }
    for (const { actor } of people)
      expect(leases.filter(({ annotatorId }) => annotatorId === actor.id).length).toBeGreaterThan(0);
  });
});
