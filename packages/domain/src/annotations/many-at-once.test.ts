import { transaction } from '@querent/db';
import { classAnswer, makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Context,
  getProject,
  getProjectState,
  putMember,
  removeMember,
  submitAnnotation,
  undoAnnotation,
} from '../index.js';
import { settleLabel } from '../labels/settle-label.js';
import { openRound } from '../rounds/open-round.js';
import { answersIn } from './answering.contract.js';

const PEOPLE = 8;
const RECORDS = 300;

describe('many annotators at once', () => {
  const test = setUpContext();
  let ann: Context;
  let bob: Context;
  /** Ann, Bob and others. */
  let people: Context[];
  let projectId: string;

  beforeAll(async () => {
    const newcomer = () => test.as('annotator');
    [ann, bob] = await Promise.all([newcomer(), newcomer()]);
    people = [ann, bob, ...(await Promise.all(Array.from({ length: PEOPLE - 2 }, newcomer)))];
  });
  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: RECORDS, members: [test.eve, ...people] });
  });

  const { hand, first, as, answerTo } = answersIn(() => projectId);
  const skip = { outcome: 'skip', answer: null } as const;
  const leasesOf = (recordId: string) => test.db.lease.findMany({ where: { recordId } });
  const expire = () => test.db.$executeRaw`UPDATE lease SET expires_at = now() - interval '1 second'`;

  it('who come back together with ended leases of a closed round all get a hand, and none the same record', async () => {
    for (let time = 1; time <= 3; time++) {
      await Promise.all(people.map((person) => hand(person, 14)));
      const round = await test.db.round.create({ data: { projectId, number: time, seed: 1, config: {} } });
      const ranking = Array.from({ length: RECORDS }, (_, i) => ({ index: (i * 7 + time) % RECORDS, score: 1 }));
      await transaction(test.db, (tx) =>
        openRound(
          tx,
          round,
          ranking.filter(({ index }) => index % 5 !== 4),
        ),
      );
      await expire();
      const claims = await Promise.allSettled(people.flatMap((person) => [1, 2, 3].map(() => hand(person, 14))));
      expect(claims.filter(({ status }) => status === 'rejected')).toEqual([]);
      const held = await test.db.lease.findMany({ where: { projectId, expiresAt: { gt: new Date() } } });
      for (const { actor } of people) {
        expect(held.filter(({ annotatorId }) => annotatorId === actor.id)).toHaveLength(14);
      }
    }
  });

  it('whose records another took in the same moment get others for them', async () => {
    const { cards: bobs } = await hand(bob, 7);
    await expire();
    let claim: ReturnType<typeof hand> | undefined;
    await transaction(test.db, async (tx) => {
      await tx.lease.updateMany({ where: { projectId }, data: { expiresAt: new Date(Date.now() + 60_000) } });
      claim = hand(ann, 14);
      // Ann has chosen the same records, and waits to learn whether they stay Bob's.
      const waiting = () => tx.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid`;
      await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 5000 });
    });
    const anns = (await claim!).cards.map(({ recordId }) => recordId);
    expect(anns).toHaveLength(14);
    expect(anns.filter((id) => bobs.some(({ recordId }) => recordId === id))).toEqual([]);
  });

  it('an answer does not wait for another’s that is not yet stored', async () => {
    const [anns, bobs] = [await first(ann), await first(bob)];
    await transaction(test.db, async (tx) => {
      // All that an answer locks, by Bob, before it is committed.
      await tx.$queryRaw`SELECT id FROM record WHERE id = ${bobs.recordId} FOR UPDATE`;
      const given = { ...answerTo(bobs), ...classAnswer(projectId, 1), annotatorId: bob.actor.id };
      const made = await tx.annotation.create({ data: given });
      const change = { before: [], after: [made] };
      await settleLabel(
        tx,
        { recordId: bobs.recordId, projectId, personId: bob.actor.id, overlap: 1, isRemoved: false },
        change,
      );
      await submitAnnotation(ann, answerTo(anns));
      expect((await hand(ann, 14)).cards).toHaveLength(14);
    });
    expect((await getProject(test.eve, { projectId })).counts.labelled).toBe(2);
  });

  it('counts say what a look at all rows says, whatever was answered, skipped, undone and done again', async () => {
    let random = 7;
    const next = (below: number) => {
      random = (random * 48_271) % 2_147_483_647;
      return random % below;
    };
    const given: { by: Context; id: string }[] = [];
    for (let step = 0; step < 150; step++) {
      const by = people[next(3)]!;
      const undone = given.length > 0 && next(3) === 0 ? given.splice(next(given.length), 1)[0] : null;
      if (undone) {
        await undoAnnotation(undone.by, { annotationId: undone.id }).catch(() => given.push(undone)); // another holds it
        continue;
      }
      const card = await first(by);
      const { id } = await submitAnnotation(by, answerTo(card, next(3) === 0 ? skip : {}));
      given.push({ by, id });
      if (next(4) === 0) {
        const other = people[3 + next(3)]!; // whose lease had ended
        given.push({ by: other, id: (await submitAnnotation(other, answerTo(card, next(2) ? skip : {}))).id });
      }
      await expire();
    }
    const [seen] = await test.db.$queryRaw<object[]>`
      SELECT count(*)::int AS records,
             count(*) FILTER (WHERE r.split = 'pool' AND l.record_id IS NULL)::int AS pool,
             count(*) FILTER (WHERE r.split = 'holdout')::int AS holdout,
             count(*) FILTER (WHERE r.split = 'pool' AND l.record_id IS NOT NULL)::int AS labelled,
             count(*) FILTER (WHERE l.record_id IS NULL AND EXISTS (
               SELECT 1 FROM annotation a WHERE a.record_id = r.id AND a.undone_at IS NULL))::int AS skipped,
             count(*) FILTER (WHERE r.has_label <> (l.record_id IS NOT NULL))::int AS wrong
      FROM record r LEFT JOIN label l ON l.record_id = r.id WHERE r.project_id = ${projectId}`;
    const { counts } = await getProjectState(test.eve, { projectId });
    expect({ ...counts, changed: undefined, wrong: 0 }).toEqual({ ...seen, changed: undefined });
    expect(counts.changed).toBe(counts.labelled);
    for (const person of people.slice(0, 6)) {
      const standing = { projectId, annotatorId: person.actor.id, undoneAt: null };
      expect((await hand(person, 1)).answered).toBe(await test.db.annotation.count({ where: standing }));
    }
    const stale = await test.db.rankingEntry.count({
      where: { record: { projectId, hasLabel: true }, hasLabel: false },
    });
    expect(stale).toBe(0);
  });

  it('a label frees its record from every hand', async () => {
    const card = await first(ann);
    await expire();
    expect((await first(bob)).recordId).toBe(card.recordId);
    await submitAnnotation(ann, answerTo(card)); // late, while Bob looks at it
    expect(await leasesOf(card.recordId)).toEqual([]);
  });

  it('no lease is left where an own answer stands, also when another’s had made the label before', async () => {
    const card = await first(ann);
    const { id } = await submitAnnotation(ann, answerTo(card));
    await submitAnnotation(bob, answerTo(card, as(2))); // kept beside it, and the label once Ann's is taken back
    expect((await undoAnnotation(ann, { annotationId: id })).card).toBeNull();
    expect(await leasesOf(card.recordId)).toEqual([]);
    await submitAnnotation(ann, answerTo(card)); // of a page that still has the card on its screen
    expect(await leasesOf(card.recordId)).toEqual([]);
  });

  it('a key that is used again for another record or label is refused in words, and stores nothing', async () => {
    const [one, two] = (await hand(ann, 2)).cards;
    const given = answerTo(one!);
    const stored = await submitAnnotation(ann, given);
    const { idempotencyKey } = given;
    for (const other of [answerTo(two!, { idempotencyKey }), { ...given, ...as(2) }, { ...given, ...skip }]) {
      await expect(submitAnnotation(ann, other)).rejects.toMatchObject({
        code: 'key_reused',
        detail: expect.stringContaining('new key'),
      });
    }
    expect((await submitAnnotation(ann, { ...given, seconds: 9 })).id).toBe(stored.id);
    expect(await test.db.annotation.count({ where: { projectId } })).toBe(1);
  });

  it('an undo that comes again late leaves a record alone that has been answered anew', async () => {
    const card = await first(ann);
    const { id } = await submitAnnotation(ann, answerTo(card));
    await undoAnnotation(ann, { annotationId: id });
    await submitAnnotation(ann, answerTo(card, as(2)));
    expect(await undoAnnotation(ann, { annotationId: id })).toMatchObject({ annotation: { id }, card: null });
    expect(await leasesOf(card.recordId)).toEqual([]);
    expect(await test.db.label.findUnique({ where: { recordId: card.recordId } })).toMatchObject(as(2));
    // And one that another has in hand by now.
    const second = await first(ann);
    const { id: later } = await submitAnnotation(ann, answerTo(second));
    await undoAnnotation(ann, { annotationId: later });
    await expire();
    expect((await first(bob)).recordId).toBe(second.recordId);
    expect((await undoAnnotation(ann, { annotationId: later })).card).toBeNull();
    expect(await leasesOf(second.recordId)).toMatchObject([{ annotatorId: bob.actor.id }]);
  });

  it('somebody who was removed from the project undoes nothing and gets no lease', async () => {
    const card = await first(ann);
    const { id } = await submitAnnotation(ann, answerTo(card));
    await removeMember(test.eve, { projectId, personId: ann.actor.id });
    await expect(undoAnnotation(ann, { annotationId: id })).rejects.toMatchObject({ code: 'annotation_not_found' });
    expect(await test.db.label.count({ where: { recordId: card.recordId } })).toBe(1);
    expect(await leasesOf(card.recordId)).toEqual([]);
    await putMember(test.eve, { projectId, personId: ann.actor.id, role: 'annotator' });
    expect((await undoAnnotation(ann, { annotationId: id })).card?.recordId).toBe(card.recordId);
  });

  it('a lease lasts by the clock of the database, whatever the web app’s own says', async () => {
    for (const days of [-1, 1]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 });
      const card = await first(ann);
      expect((await first(bob)).recordId).not.toBe(card.recordId);
      vi.useRealTimers();
      const [{ seconds }] = await test.db.$queryRaw<[{ seconds: number }]>`
        SELECT extract(epoch FROM expires_at - now())::float8 AS seconds FROM lease WHERE record_id = ${card.recordId}`;
      expect(seconds).toBeGreaterThan(290);
      expect(seconds).toBeLessThanOrEqual(300);
    }
  });
});
