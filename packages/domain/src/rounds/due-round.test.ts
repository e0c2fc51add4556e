import { makeReadyProject } from '@querent/testing';
import { setUpContext } from '@querent/testing/vitest';
import { beforeEach, describe, expect, it } from 'vitest';
import { requeueUnfinished } from '../background/index.js';
import { claimCards, getProjectState, startRound, submitAnnotation, undoAnnotation } from '../index.js';
import { readTask } from '../tasks/project-task.js';
import { labelsFor } from './round-records.js';

describe('a round is due', () => {
  const test = setUpContext();
  let projectId: string;
  let keys = 0;

  beforeEach(async () => {
    projectId = await makeReadyProject(test, { records: 30, members: [test.eve] }); // 24 of them in the pool
  });

  const submit = (card: { recordId: string; roundId: string }, label: number, context = test.eve) =>
    submitAnnotation(context, {
      projectId,
      recordId: card.recordId,
      roundId: card.roundId,
      outcome: 'label',
      label,
      seconds: 1,
      idempotencyKey: `due-key-${keys++}`,
    });
  const label = async (count: number, context = test.eve) => {
    const { cards } = await claimCards(test.eve, { projectId, count, keep: [] });
    return Promise.all(cards.map((card) => submit(card, 0, context)));
  };
  const states = async () =>
    (await test.db.round.findMany({ where: { projectId }, orderBy: { number: 'asc' } })).map(({ state }) => state);
  const changed = async () => (await getProjectState(test.eve, { projectId })).counts.changed;
  /** The round that waits learns from the labels there are and opens. */
  const learn = async () => {
    const labels = (await labelsFor(test.db, { projectId, records: 30 }, await readTask(test.db, projectId))).length;
    await test.db.round.updateMany({ where: { projectId, state: 'queued' }, data: { state: 'open', labels } });
  };

  it('after ten answers have been taken back and given otherwise', async () => {
    const answers = await label(10);
    await learn();
    expect(await changed()).toBe(0);
    for (const { id } of answers) {
      const { card } = await undoAnnotation(test.eve, { annotationId: id });
      await submit(card!, 1);
    }
    expect(await changed()).toBe(10);
    expect(await states()).toEqual(['open', 'open', 'queued']);
  });

  it('a correction counts once, and an answer that was only taken back can be trained away', async () => {
    const answers = await label(10);
    await learn();
    const { card } = await undoAnnotation(test.eve, { annotationId: answers[0]!.id });
    expect(await changed()).toBe(1);
    await submit(card!, 2);
    expect(await changed()).toBe(1);
    await undoAnnotation(test.eve, { annotationId: answers[1]!.id });
    expect(await changed()).toBe(2);
    expect((await startRound(test.eve, { projectId })).number).toBe(2);
    await learn();
    expect(await changed()).toBe(0);
  });

  it('an answer that is taken back and given again before any model has seen it counts once', async () => {
    const [answer] = await label(1);
    const { card } = await undoAnnotation(test.eve, { annotationId: answer!.id });
    await submit(card!, 2);
    expect(await changed()).toBe(1);
  });

  it('with the last answer of a pool, though fewer than a round wants have come', async () => {
    for (let round = 0; round < 2; round++) {
      await label(10);
      await learn();
    }
    await label(3);
    expect(await states()).toEqual(['open', 'open', 'open']);
    await label(1);
    expect(await states()).toEqual(['open', 'open', 'open', 'queued']);
  });

  it('with labels that came while the last one computed, as soon as it has opened', async () => {
    await label(10);
    await label(10);
    await learn(); // takes all twenty
    expect(await changed()).toBe(0);
    expect((await states()).length).toBe(2);
  });

  it('also where the queue does not answer: the answer is stored and the round found again', async () => {
    const broken = {
      ...test.eve,
      queue: { ...test.eve.queue, add: () => Promise.reject(new Error('The queue is gone.')) },
    };
    await label(10, broken);
    expect(await states()).toEqual(['open', 'queued']);
    const { id } = await test.db.round.findFirstOrThrow({ where: { projectId, state: 'queued' } });
    expect(await test.system.queue.has(`round-${id}`)).toBeFalsy();
    await requeueUnfinished(test.system);
    expect(await test.system.queue.has(`round-${id}`)).toBeTruthy();
  });

  it('also where the process died between the last answer and the look at the round', async () => {
    await label(9);
    const { cards } = await claimCards(test.eve, { projectId, count: 1, keep: [] });
    await submit(cards[0]!, 0);
    await test.db.round.deleteMany({ where: { projectId, state: 'queued' } }); // as if nobody had looked
    await requeueUnfinished(test.system);
    expect(await states()).toEqual(['open', 'queued']);
  });
});
