import { describe, expect, it } from 'vitest';
import { listRecords, removeRecords, undoAnnotation } from '../index.js';
import { labelsFor, splitFor } from '../rounds/round-records.js';
import { readTask } from '../tasks/project-task.js';
import { setUpAdding, texts } from './adding.contract.js';

const { add, ann, answer, className, countsOf, eve, hand, make, records, test } = setUpAdding();

describe('records that are removed', () => {
  it('are asked no more and learned from no more; brought back, they are as they were and their labels new again', async () => {
    const projectId = await make();
    await add(projectId, [...texts(4), { id: 'labelled', text: 'Labelled', label: 'a' }]);
    const a = await className(projectId, 'a');
    const { cards } = await hand(projectId, 4);
    const given = await answer(projectId, cards[0]!, a);
    const ids = (await records(projectId)).map(({ id }) => id);
    await test().db.label.updateMany({ where: { projectId }, data: { isNew: false } });
    expect(await countsOf(projectId)).toMatchObject({ records: 5, pool: 3, labelled: 2 });

    const recordIds = [cards[0]!.recordId, cards[1]!.recordId];
    expect(await removeRecords(eve(), { projectId, recordIds, ids: ['labelled', 'nosuch'] })).toEqual({ removed: 3 });
    expect(await removeRecords(eve(), { projectId, recordIds })).toEqual({ removed: 0 });
    expect(await countsOf(projectId)).toMatchObject({ records: 2, pool: 2, labelled: 0 });
    expect((await hand(projectId)).cards.map(({ recordId }) => recordId).sort()).toEqual(
      cards
        .slice(2)
        .map(({ recordId }) => recordId)
        .sort(),
    );
    await expect(answer(projectId, cards[1]!, a)).rejects.toMatchObject({ code: 'record_not_found' });
    const task = await readTask(test().db, projectId);
    await expect(labelsFor(test().db, { projectId, records: 5 }, task)).rejects.toMatchObject({
      code: 'no_new_labels',
    });
    expect((await splitFor(test().db, { projectId, records: 5 }, null)).excluded).toHaveLength(3);
    const isRemoved = (await listRecords(eve(), { projectId, limit: 10 })).items.filter((one) => one.isRemoved);
    expect(isRemoved).toHaveLength(3);

    const restored = await add(projectId, [...texts(4), { id: 'labelled', text: 'Labelled', label: 'a' }]);
    expect(restored).toMatchObject({ added: 0, restored: 3, known: 2 });
    expect((await records(projectId)).map(({ id }) => id)).toEqual(ids);
    expect(await countsOf(projectId)).toMatchObject({ records: 5, pool: 3, labelled: 2, changed: 2 });
    expect(await labelsFor(test().db, { projectId, records: 5 }, task)).toHaveLength(2);
    expect(given.answer).toEqual({ classId: a });
  });

  it('keep their id: it is not given to another', async () => {
    const projectId = await make();
    await add(projectId, texts(2));
    await removeRecords(eve(), { projectId, ids: ['t0'] });
    const { rejected } = await add(projectId, [{ id: 't0', text: 'Another' }]);
    expect(rejected[0]?.reason).toBe(
      'The id "t0" stands for another record already, which has been removed but keeps its answers. Give this one another id.',
    );
  });

  it('an answer that is taken back meanwhile moves no count twice', async () => {
    const projectId = await make();
    await add(projectId, texts(3));
    const a = await className(projectId, 'a');
    const [one, two] = (await hand(projectId, 2)).cards;
    const answers = [await answer(projectId, one!, a), await answer(projectId, two!, a)];
    await removeRecords(eve(), { projectId, recordIds: [one!.recordId] });
    expect((await undoAnnotation(ann(), { annotationId: answers[0]!.id })).card).toBeNull();
    expect(await countsOf(projectId)).toMatchObject({ records: 2, pool: 1, labelled: 1, skipped: 0 });
    expect(await add(projectId, texts(3))).toMatchObject({ restored: 1 });
    expect(await countsOf(projectId)).toMatchObject({ records: 3, pool: 2, labelled: 1, skipped: 0 });
  });

  it('of the holdout measure no model', async () => {
    const projectId = await make();
    await add(projectId, [{ id: 'h', text: 'Held', label: 'a', split: 'holdout' }, ...texts(2)]);
    await removeRecords(eve(), { projectId, ids: ['h'] });
    expect(await splitFor(test().db, { projectId, records: 3 }, null)).toEqual({ excluded: [0], holdout: [] });
    expect(await countsOf(projectId)).toMatchObject({ records: 2, holdout: 0, pool: 2 });
  });

  it('of one project are not removed by another', async () => {
    const [one, two] = [await make(), await make()];
    await add(one, texts(1));
    const [{ id } = { id: '' }] = await records(one);
    expect(await removeRecords(eve(), { projectId: two, recordIds: [id], ids: ['t0'] })).toEqual({ removed: 0 });
  });
});
