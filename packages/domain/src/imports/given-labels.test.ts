import { describe, expect, it } from 'vitest';
import { listRecords } from '../index.js';
import { labelsFor, splitFor } from '../rounds/round-records.js';
import { readTask } from '../tasks/project-task.js';
import { setUpAdding, texts } from './adding.contract.js';

const { add, className, countsOf, eve, hand, make, records, test } = setUpAdding();

describe('records that are added', () => {
  describe('with labels', () => {
    it('have answers of a named source, which models learn from', async () => {
      const projectId = await make();
      const given = [{ text: 'One', label: 'A ' }, { text: 'Two', label: 'b' }, { text: 'Three' }];
      await add(projectId, given, { source: 'the old tool' });
      const a = await className(projectId, 'a');
      const [one] = await records(projectId);
      expect(one!.label).toMatchObject({ answer: { classId: a }, answerKey: a, origin: 'import', isNew: true });
      const answers = await test().db.annotation.findMany({ where: { projectId } });
      expect(answers).toMatchObject(
        Array(2).fill({
          source: 'import',
          sourceName: 'the old tool',
          annotatorId: null,
          roundId: null,
          outcome: 'label',
        }),
      );
      expect(await countsOf(projectId)).toMatchObject({ labelled: 2, pool: 1, changed: 2 });
      expect((await hand(projectId)).cards.map(({ name }) => name)).toEqual(['record 3']);
      expect(await labelsFor(test().db, { projectId, records: 3 }, await readTask(test().db, projectId))).toHaveLength(
        2,
      );
    });

    it('have a hidden key that nobody sees and no model learns from', async () => {
      const projectId = await make();
      await add(
        projectId,
        [
          { text: 'One', label: 'a' },
          { text: 'Two', label: 'b' },
        ],
        { labels: 'key' },
      );
      expect(await test().db.label.count({ where: { projectId } })).toBe(0);
      expect(await test().db.oracleAnswer.count({ where: { record: { projectId } } })).toBe(2);
      expect(await countsOf(projectId)).toMatchObject({ labelled: 0, pool: 2, changed: 0 });
      expect((await listRecords(eve(), { projectId, limit: 10 })).items.map((one) => one.answer)).toEqual([null, null]);
      expect((await hand(projectId)).cards).toHaveLength(2);
    });

    it('may have several, none of them included, where the task asks for several', async () => {
      const projectId = await make('text', { kind: 'multi_label' });
      const given = [
        { text: 'One', label: ['c', 'a', 'c'] },
        { text: 'Two', label: [] },
        { text: 'Three', label: 'b' },
      ];
      expect(await add(projectId, given)).toMatchObject({ added: 3 });
      const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => className(projectId, name)));
      const [one, two, three] = (await records(projectId)).map(({ label }) => label!.answer);
      expect(one).toEqual({ classIds: [a, c].sort() });
      expect(two).toEqual({ classIds: [] });
      expect(three).toEqual({ classIds: [b] });
      const task = await readTask(test().db, projectId);
      const learned = await labelsFor(test().db, { projectId, records: 3 }, task);
      expect(learned.sort((x, y) => x.index - y.index).map(({ target }) => target)).toEqual([
        [1, 0, 1],
        [0, 0, 0],
        [0, 1, 0],
      ]);
      const wrong = await add(projectId, [
        { text: 'Four', label: ['a', 'nosuch'] },
        { text: 'Five', label: [{}] },
      ]);
      expect(wrong.rejected.map(({ reason }) => reason)).toEqual([
        expect.stringMatching(/^There is no class "nosuch"\. The classes are: a, b, c\. /),
        'The labels are not a list of names.',
      ]);
    });
  });

  describe('and the holdout', () => {
    const labelled = (count: number, from = 0) => texts(count, from).map((one) => ({ ...one, label: 'a' }));

    it('given splits are honoured, and what the project asks for is drawn beside them', async () => {
      const projectId = await make('text', { holdout: 5 });
      const given = labelled(20).map((one, at) => (at % 10 === 0 ? { ...one, split: 'holdout' } : one));
      expect(await add(projectId, given)).toMatchObject({ added: 20, holdout: 5, notes: [] });
      const held = (await records(projectId)).filter(({ split }) => split === 'holdout');
      expect(held.map(({ externalId }) => externalId)).toEqual(expect.arrayContaining(['t0', 't10']));
      expect(held.map(({ label }) => label?.isNew)).toEqual(Array(5).fill(false));
      expect(await countsOf(projectId)).toMatchObject({ records: 20, holdout: 5, labelled: 15, pool: 0, changed: 15 });
    });

    it('that cannot be drawn, or not as large as asked for, is said once, when labelling begins', async () => {
      const projectId = await make('text', { holdout: 50 });
      expect((await add(projectId, texts(10), { more: true })).notes).toEqual([]);
      const none = await add(projectId, texts(10, 10));
      expect(none.notes).toEqual([
        'The project asks for a holdout of 50, and labelling has begun with none: at most half of the records with a label are drawn. Without a holdout no model is measured. Add records with "split": "holdout" and a label to measure models on them.',
      ]);
      expect((await add(projectId, texts(10, 20))).notes).toEqual([]);
      const some = await add(await make('text', { holdout: 50 }), labelled(20));
      expect(some.notes).toEqual([expect.stringContaining('has begun with 10: at most half')]);
    });

    it('is drawn once, with the first question, and follows from the seed', async () => {
      const [one, two] = [await make('text', { holdout: 10 }), await make('text', { holdout: 10 })];
      expect((await hand(one)).empty).toBe('no_records');
      await add(one, labelled(30), { more: true });
      expect((await hand(one)).empty).toBe('more_follow');
      expect(await add(one, labelled(30, 30))).toMatchObject({ holdout: 10 });
      await add(two, labelled(60));
      const held = async (projectId: string) =>
        (await records(projectId)).filter(({ split }) => split === 'holdout').map(({ index }) => index);
      const before = await held(one);
      expect(await held(two)).toEqual(before);
      expect(await add(one, labelled(40, 60))).toMatchObject({ added: 40, holdout: 10, notes: [] });
      expect(await held(one)).toEqual(before);
    });

    it.each([false, true])(
      'grows later where that is asked, with what it does to the figures (more: %s)',
      async (more) => {
        const projectId = await make('text', { holdout: 2 });
        await add(projectId, labelled(10));
        const [first] = labelled(1, 10);
        const grown = await add(projectId, [{ ...first, split: 'holdout' }, ...labelled(3, 11)], { more });
        expect(grown).toMatchObject({ added: 4, holdout: 3 });
        expect(grown.notes).toEqual([
          expect.stringMatching(/^1 record joined the holdout: .* the curve has a step here\.$/),
        ]);
        const { holdout } = await splitFor(test().db, { projectId, records: 14 }, null);
        expect(holdout).toHaveLength(3);
      },
    );

    it('takes no record without a label', async () => {
      const projectId = await make();
      const { rejected } = await add(projectId, [
        { text: 'One', split: 'holdout' },
        { text: 'Two', split: 'holdout', label: null },
      ]);
      const reason = 'A record of the holdout needs a label, by which models are measured.';
      expect(rejected).toEqual([
        { place: 'line 1', reason },
        { place: 'line 2', reason },
      ]);
    });
  });
});
