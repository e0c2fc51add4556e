import { AddingOptions, CreateProject, type TaskSettings } from '@querent/contracts';
import { bytesInput, getImporter } from '@querent/formats';
import { createTestContext, type TestContext } from '@querent/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  addRecords,
  type Context,
  claimCards,
  createProject,
  getProject,
  listRecords,
  removeRecords,
  submitAnnotation,
  undoAnnotation,
} from '../index.js';
import { labelsFor, splitFor } from '../rounds/round-records.js';
import { readTask } from '../tasks/project-task.js';

const raw = { width: 2, height: 2, channels: 1 } as const;
const picture = async (level: number) =>
  (
    await sharp(Uint8Array.from([level, 1, 2, 3]), { raw })
      .png()
      .toBuffer()
  ).toString('base64');
const texts = (count: number, from = 0): object[] =>
  Array.from({ length: count }, (_, at) => ({ id: `t${from + at}`, text: `Text ${from + at}` }));

describe('records that are added', () => {
  let test: TestContext;
  let eve: Context;
  let ann: Context;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    [eve, ann] = [await test.as('engineer'), await test.as('annotator')];
  });
  afterAll(() => test.close());

  const make = async (
    recordKind: 'image' | 'text' | 'row' | 'vector' = 'text',
    more: { holdout?: number; kind?: TaskSettings['kind']; overlap?: number } = {},
  ) => {
    const { holdout = 0, kind = 'single_choice' } = more;
    const given = { name: 'Added', recordKind, task: { kind }, classes: ['a', 'b', 'c'], holdout };
    const { id } = await createProject(eve, CreateProject.parse(given));
    await test.db.member.create({ data: { projectId: id, userId: ann.actor.id, role: 'annotator' } });
    return id;
  };
  /** As the body of a request brings them. */
  const read = (given: unknown[], extra = '') =>
    getImporter('jsonl').read(
      bytesInput('records.jsonl', Buffer.from(given.map((one) => `${JSON.stringify(one)}\n`).join('') + extra)),
      {},
      new AbortController().signal,
    );
  const add = (projectId: string, given: unknown[], options: object = {}) =>
    addRecords(eve, { projectId, ...AddingOptions.parse(options) }, read(given));
  const records = (projectId: string) =>
    test.db.record.findMany({ where: { projectId }, orderBy: { index: 'asc' }, include: { label: true } });
  const countsOf = async (projectId: string) => (await getProject(eve, { projectId })).counts;
  const hand = (projectId: string, count = 50, by = ann) => claimCards(by, { projectId, count, keep: [] });
  const className = async (projectId: string, name: string) =>
    (await test.db.class.findFirstOrThrow({ where: { projectId, name } })).id;
  let keys = 0;
  const answer = (projectId: string, card: { recordId: string; roundId: string }, classId: string, by = ann) =>
    submitAnnotation(by, {
      ...{ projectId, recordId: card.recordId, roundId: card.roundId, seconds: 1 },
      ...{ outcome: 'label', answer: { classId }, idempotencyKey: `adding-key-${keys++}` },
    });

  describe('of each kind', () => {
    it.each([
      ['text', [{ text: 'شكرا\n\nجزيلا' }, { text: ' شكرا' }], { kind: 'text', text: 'شكرا\n\nجزيلا' }],
      [
        'row',
        [{ row: { age: 39, city: 'Oslo' } }, { row: { city: null, age: '39' } }],
        {
          kind: 'row',
          cells: [
            { column: 'age', value: 39 },
            { column: 'city', value: 'Oslo' },
          ],
        },
      ],
      [
        'vector',
        [{ vector: [1, 2.5], text: 'a note' }, { vector: [1, 2.5] }],
        { kind: 'vector', count: 2, numbers: [1, 2.5], text: 'a note', link: null, imageUrl: null },
      ],
    ] as const)('%s: come in, stand on cards and in the list, and wait for features', async (kind, given, content) => {
      const projectId = await make(kind);
      const added = await add(projectId, [
        { id: 'first', ...given[0] },
        { name: 'Second', ...given[1] },
      ]);
      expect(added).toMatchObject({ added: 2, known: 0, restored: 0, rejectedCount: 0, notes: [] });
      const { items } = await listRecords(eve, { projectId, limit: 10 });
      expect(items).toMatchObject([
        { externalId: 'first', name: 'first', content, answer: null, split: 'pool', isRemoved: false },
        { externalId: null, name: 'Second' },
      ]);
      const { cards } = await hand(projectId);
      expect(cards.map((card) => card.content.kind)).toEqual([kind, kind]);
      const { encoding, counts } = await getProject(eve, { projectId });
      expect(encoding).toMatchObject({ state: 'queued', total: 2, done: 0, reason: expect.stringMatching(/\.$/) });
      expect(counts).toMatchObject({ records: 2, pool: 2, labelled: 0 });
      expect(await test.system.queue.has(`encode-${encoding!.id}`)).toBeTruthy();
    });

    it('image: as base64, kept as a fresh file', async () => {
      const projectId = await make('image');
      const given = [{ image: await picture(1) }, { image: await picture(2) }, { image: await picture(1) }];
      expect(await add(projectId, given)).toMatchObject({ added: 2, known: 1 });
      const [first] = await records(projectId);
      expect(first).toMatchObject({ content: { width: 2, height: 2 }, contentHash: first!.objectKey });
      const { data } = await sharp(await test.system.store.get(first!.objectKey!))
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(data[0]).toBe(1);
    });
  });

  describe('twice', () => {
    it('are there once: by their id, and by their content, which another blank makes another one', async () => {
      const projectId = await make();
      const given = [...texts(3), { text: 'without an id' }, { text: 'without an id ' }];
      expect(await add(projectId, given)).toMatchObject({ added: 5, known: 0 });
      const before = await records(projectId);
      const again = await add(projectId, [...given, { id: 'other', text: 'Text 0' }]);
      expect(again).toMatchObject({ added: 0, known: 6, notes: ['All of these records were there already.'] });
      expect(await records(projectId)).toEqual(before);
      expect(await add(projectId, [{ text: 'without  an id' }])).toMatchObject({ added: 1 });
    });

    it('cut off in the middle, sending all again brings what is missing, and nothing has two places', async () => {
      const projectId = await make('text', { holdout: 20 });
      const given = texts(1_230).map((one, at) => ({ ...one, label: 'abc'[at % 3] }));
      async function* cut() {
        yield* read(given.slice(0, 1_100));
        throw new Error('The connection is gone.');
      }
      const half = addRecords(eve, { projectId, ...AddingOptions.parse({ labels: 'key' }) }, cut());
      await expect(half).rejects.toThrow('gone');
      expect(await countsOf(projectId)).toMatchObject({ records: 1_000, holdout: 0 });
      expect((await hand(projectId)).empty).toBe('importing'); // nobody has been asked, so the holdout can still be drawn

      expect(await add(projectId, given, { labels: 'key' })).toMatchObject({ added: 230, known: 1_000, holdout: 20 });
      const rows = await records(projectId);
      expect(rows.map(({ index, externalId }) => [index, externalId])).toEqual(given.map(({ id }, at) => [at, id]));
      expect(await countsOf(projectId)).toMatchObject({ records: 1_230, pool: 1_210, holdout: 20 });
    });

    it('by two at the same moment, each record is added by one of them', async () => {
      const projectId = await make();
      const given = texts(700);
      const ends = await Promise.all([add(projectId, given), add(projectId, given), add(projectId, given)]);
      expect(ends.reduce((sum, { added }) => sum + added, 0)).toBe(700);
      expect(ends.reduce((sum, { known }) => sum + known, 0)).toBe(1_400);
      expect((await records(projectId)).map(({ index }) => index)).toEqual([...Array(700).keys()]);
      expect(await test.db.round.count({ where: { projectId } })).toBe(1);
    });

    it('with an id that stands for other content are refused by their place, and the others come in', async () => {
      const projectId = await make();
      await add(projectId, texts(2));
      const { added, rejected } = await add(projectId, [...texts(1, 2), { id: 't1', text: 'Another' }, ...texts(1, 3)]);
      expect(added).toBe(2);
      expect(rejected).toEqual([
        { place: 'line 2', reason: 'The id "t1" stands for another record already. Give this one another id.' },
      ]);
      const twice = await add(projectId, [
        { id: 'new', text: 'One' },
        { id: 'new', text: 'Two' },
      ]);
      expect(twice).toMatchObject({ added: 1, rejectedCount: 1, rejected: [{ place: 'line 2' }] });
    });
  });

  describe('with labels', () => {
    it('have answers of a named source, which models learn from', async () => {
      const projectId = await make();
      const given = [{ text: 'One', label: 'A ' }, { text: 'Two', label: 'b' }, { text: 'Three' }];
      await add(projectId, given, { source: 'the old tool' });
      const a = await className(projectId, 'a');
      const [one] = await records(projectId);
      expect(one!.label).toMatchObject({ answer: { classId: a }, answerKey: a, origin: 'import', isNew: true });
      const answers = await test.db.annotation.findMany({ where: { projectId } });
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
      expect(await labelsFor(test.db, { projectId, records: 3 }, await readTask(test.db, projectId))).toHaveLength(2);
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
      expect(await test.db.label.count({ where: { projectId } })).toBe(0);
      expect(await test.db.oracleAnswer.count({ where: { record: { projectId } } })).toBe(2);
      expect(await countsOf(projectId)).toMatchObject({ labelled: 0, pool: 2, changed: 0 });
      expect((await listRecords(eve, { projectId, limit: 10 })).items.map((one) => one.answer)).toEqual([null, null]);
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
      const task = await readTask(test.db, projectId);
      const learned = await labelsFor(test.db, { projectId, records: 3 }, task);
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

    it('is drawn once, with the first question, and follows from the seed', async () => {
      const [one, two] = [await make('text', { holdout: 10 }), await make('text', { holdout: 10 })];
      await add(one, labelled(30), { more: true });
      expect((await hand(one)).empty).toBe('importing');
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
        const { holdout } = await splitFor(test.db, { projectId, records: 14 }, null);
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

  describe('that are none', () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>').toString('base64');
    it.each<[string, 'image' | 'text' | 'row' | 'vector', unknown, unknown, RegExp]>([
      [
        'a row with other columns',
        'row',
        { row: { a: 1, b: 2 } },
        { row: { a: 1, c: 2 } },
        /^The row has the column "c", which .* Theirs are "a", "b"\.$/,
      ],
      [
        'a vector of another length',
        'vector',
        { vector: [1, 2] },
        { vector: [1, 2, 3] },
        /^The vector has 3 numbers, those of this project have 2\. /,
      ],
      ['a vector that no float holds', 'vector', { vector: [1] }, { vector: [1e300] }, /beyond what features hold/],
      ['a vector with a hole', 'vector', { vector: [1, 2] }, { vector: [1, null] }, /^vector/],
      [
        'a label that no class has',
        'text',
        { text: 'x' },
        { text: 'y', label: 'nosuch' },
        /^There is no class "nosuch"\. The classes are: a, b, c\. Correct the label, or add the class/,
      ],
      [
        'a label that is no name',
        'text',
        { text: 'x' },
        { text: 'y', label: { a: 1 } },
        /^The label is not the name of a class\.$/,
      ],
      [
        'several kinds at once',
        'text',
        { text: 'x' },
        { text: 'y', row: { a: 1 } },
        /^It has two contents, text and row: give one of them\.$/,
      ],
      [
        'a row beside a vector',
        'vector',
        { vector: [1] },
        { vector: [2], row: { a: 1 } },
        /^It has two contents, row and vector: give one of them\.$/,
      ],
      [
        'another kind',
        'row',
        { row: { a: 1 } },
        { text: 'y' },
        /^The records of this project are rows; this one is of texts\.$/,
      ],
      [
        'no content',
        'text',
        { text: 'x' },
        { id: 'y' },
        /^It has no content: give one of text, row, vector or image\.$/,
      ],
      ['an empty text', 'text', { text: 'x' }, { text: ' \n\t' }, /The text is empty\.$/],
      [
        'a text of 10 MB',
        'text',
        { text: 'x' },
        { text: 'y'.repeat(10_000_000) },
        /^The record is longer than 8 MB, the most that a record may take\.$/,
      ],
      [
        'a text of 2 MB',
        'text',
        { text: 'x' },
        { text: 'y'.repeat(2_000_000) },
        /A text has at most a million characters\. Cut it/,
      ],
      [
        'a text with a NUL',
        'text',
        { text: 'x' },
        { text: 'y\0' },
        /^A text holds the character NUL, which cannot be stored\.$/,
      ],
      [
        'half of an emoji in its metadata',
        'text',
        { text: 'x' },
        { text: 'y', metadata: { by: ['\ud83d'] } },
        /^A text holds half of a surrogate pair, which cannot be stored\.$/,
      ],
      ['an SVG', 'image', null, { image: svg }, /SVG is a drawing program, not a picture/],
      ['a damaged picture', 'image', null, { image: 'bm8gcGljdHVyZQ==' }, /^The image cannot be read: /],
      ['no object', 'text', { text: 'x' }, 'just a text', /object/],
      ['a list', 'text', { text: 'x' }, [{ text: 'y' }], /object/],
    ])('are left out by their place, in one sentence: %s', async (_, kind, good, bad, reason) => {
      const projectId = await make(kind);
      const first = good ?? { image: await picture(1) };
      const { added, rejected, rejectedCount } = await add(projectId, [first, bad]);
      expect([added, rejectedCount]).toEqual([1, 1]);
      expect(rejected).toEqual([{ place: 'line 2', reason: expect.stringMatching(reason) }]);
      expect(await test.db.record.count({ where: { projectId } })).toBe(1);
      expect(await countsOf(projectId)).toMatchObject({ records: 1 });
    });

    it('are told in their order, the first hundred of them, beside the reader’s own reasons', async () => {
      const projectId = await make();
      const given = Array.from({ length: 120 }, (_, at) => (at % 2 ? { text: '' } : { text: `y${at}`, label: 'no' }));
      const { added, rejected, rejectedCount } = await addRecords(
        eve,
        { projectId, ...AddingOptions.parse({}) },
        read([...given, { text: 'good' }], '{"text":\n'),
      );
      expect([added, rejectedCount]).toEqual([1, 121]);
      expect(rejected.map(({ place }) => place)).toEqual(Array.from({ length: 100 }, (_, at) => `line ${at + 1}`));
    });

    it('leave a project as it was where none of them is one: the next can still decide its columns', async () => {
      const projectId = await make('row');
      expect(await add(projectId, [{ row: {} }, { row: { a: 1 }, label: 'nosuch' }])).toMatchObject({ added: 0 });
      expect(await getProject(eve, { projectId })).toMatchObject({ encoding: null, counts: { records: 0 } });
      expect(await add(projectId, [{ row: { other: 1 } }])).toMatchObject({ added: 1 });
    });
  });

  describe('and removed', () => {
    it('are asked no more and learned from no more; brought back, they are as they were and their labels new again', async () => {
      const projectId = await make();
      await add(projectId, [...texts(4), { id: 'labelled', text: 'Labelled', label: 'a' }]);
      const a = await className(projectId, 'a');
      const { cards } = await hand(projectId, 4);
      const given = await answer(projectId, cards[0]!, a);
      const ids = (await records(projectId)).map(({ id }) => id);
      await test.db.label.updateMany({ where: { projectId }, data: { isNew: false } });
      expect(await countsOf(projectId)).toMatchObject({ records: 5, pool: 3, labelled: 2 });

      const recordIds = [cards[0]!.recordId, cards[1]!.recordId];
      expect(await removeRecords(eve, { projectId, recordIds, ids: ['labelled', 'nosuch'] })).toEqual({ removed: 3 });
      expect(await removeRecords(eve, { projectId, recordIds })).toEqual({ removed: 0 });
      expect(await countsOf(projectId)).toMatchObject({ records: 2, pool: 2, labelled: 0 });
      expect((await hand(projectId)).cards.map(({ recordId }) => recordId).sort()).toEqual(
        cards
          .slice(2)
          .map(({ recordId }) => recordId)
          .sort(),
      );
      await expect(answer(projectId, cards[1]!, a)).rejects.toMatchObject({ code: 'record_not_found' });
      const task = await readTask(test.db, projectId);
      await expect(labelsFor(test.db, { projectId, records: 5 }, task)).rejects.toMatchObject({
        code: 'no_new_labels',
      });
      expect((await splitFor(test.db, { projectId, records: 5 }, null)).excluded).toHaveLength(3);
      const isRemoved = (await listRecords(eve, { projectId, limit: 10 })).items.filter((one) => one.isRemoved);
      expect(isRemoved).toHaveLength(3);

      const restored = await add(projectId, [...texts(4), { id: 'labelled', text: 'Labelled', label: 'a' }]);
      expect(restored).toMatchObject({ added: 0, restored: 3, known: 2 });
      expect((await records(projectId)).map(({ id }) => id)).toEqual(ids);
      expect(await countsOf(projectId)).toMatchObject({ records: 5, pool: 3, labelled: 2, changed: 2 });
      expect(await labelsFor(test.db, { projectId, records: 5 }, task)).toHaveLength(2);
      expect(given.answer).toEqual({ classId: a });
    });

    it('keep their id: it is not given to another', async () => {
      const projectId = await make();
      await add(projectId, texts(2));
      await removeRecords(eve, { projectId, ids: ['t0'] });
      const { rejected } = await add(projectId, [{ id: 't0', text: 'Another' }]);
      expect(rejected[0]?.reason).toBe(
        'The id "t0" stands for another record already, which has been removed but keeps its answers. Give this one another id.',
      );
    });

    it('an answer that is taken back meanwhile moves no count twice', async () => {
      const projectId = await make();
      await add(projectId, texts(3));
      const a = await className(projectId, 'a');
      const [one, two] = (await hand(projectId, 2)).cards as [{ recordId: string; roundId: string }, typeof one];
      const answers = [await answer(projectId, one, a), await answer(projectId, two, a)];
      await removeRecords(eve, { projectId, recordIds: [one.recordId] });
      expect((await undoAnnotation(ann, { annotationId: answers[0]!.id })).card).toBeNull();
      expect(await countsOf(projectId)).toMatchObject({ records: 2, pool: 1, labelled: 1, skipped: 0 });
      expect(await add(projectId, texts(3))).toMatchObject({ restored: 1 });
      expect(await countsOf(projectId)).toMatchObject({ records: 3, pool: 2, labelled: 1, skipped: 0 });
    });

    it('of the holdout measure no model', async () => {
      const projectId = await make();
      await add(projectId, [{ id: 'h', text: 'Held', label: 'a', split: 'holdout' }, ...texts(2)]);
      await removeRecords(eve, { projectId, ids: ['h'] });
      expect(await splitFor(test.db, { projectId, records: 3 }, null)).toEqual({ excluded: [0], holdout: [] });
      expect(await countsOf(projectId)).toMatchObject({ records: 2, holdout: 0, pool: 2 });
    });
  });

  it('while people label, their hands stay and the new ones come after the ranking that is there', async () => {
    const projectId = await make();
    await add(projectId, texts(6));
    const before = (await hand(projectId, 4)).cards.map(({ recordId }) => recordId);
    const [round] = await test.db.round.findMany({
      where: { projectId },
      include: { ranking: { orderBy: { rank: 'asc' } } },
    });
    await Promise.all([add(projectId, texts(300, 6)), hand(projectId, 4), add(projectId, texts(300, 306))]);
    expect((await hand(projectId, 4)).cards.map(({ recordId }) => recordId)).toEqual(before);
    const rows = await records(projectId);
    expect(rows.map(({ index }) => index)).toEqual([...Array(606).keys()]);
    expect(
      await test.db.round.findMany({ where: { projectId }, include: { ranking: { orderBy: { rank: 'asc' } } } }),
    ).toEqual([round]);
    const { cards } = await hand(projectId, 50);
    expect(cards).toHaveLength(50);
    expect(cards.slice(0, 4).map(({ recordId }) => recordId)).toEqual(before);
    expect(await countsOf(projectId)).toMatchObject({ records: 606, pool: 606 });
  });

  it('is for those who manage the project, and not while an import runs', async () => {
    const projectId = await make();
    const adding = { projectId, ...AddingOptions.parse({}) };
    await expect(addRecords(ann, adding, read(texts(1)))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(removeRecords(ann, { projectId, ids: ['t0'] })).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = await test.as('engineer');
    await expect(addRecords(stranger, adding, read(texts(1)))).rejects.toMatchObject({ code: 'project_not_found' });
    await expect(listRecords(stranger, { projectId, limit: 1 })).rejects.toMatchObject({ code: 'project_not_found' });
    await test.db.import.create({ data: { projectId, source: 'test', state: 'running' } });
    await expect(addRecords(eve, adding, read(texts(1)))).rejects.toMatchObject({ code: 'import_running' });
    expect(await test.db.record.count({ where: { projectId } })).toBe(0);
  });

  it('of one project are not removed by another', async () => {
    const [one, two] = [await make(), await make()];
    await add(one, texts(1));
    const [{ id }] = (await records(one)) as [{ id: string }];
    expect(await removeRecords(eve, { projectId: two, recordIds: [id], ids: ['t0'] })).toEqual({ removed: 0 });
  });
});
