import { AddingOptions } from '@querent/contracts';
import { bytesInput, getImporter, type ImportedRecord } from '@querent/formats';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { addRecords, archiveClass, getProject, getRecordImage, listRecords, removeRecords } from '../index.js';
import { picture, read, setUpAdding, texts } from './adding.contract.js';

const { add, ann, className, countsOf, eve, hand, make, records, test } = setUpAdding();

describe('records that are added', () => {
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
      const { items } = await listRecords(eve(), { projectId, limit: 10 });
      expect(items).toMatchObject([
        { externalId: 'first', name: 'first', content, answer: null, split: 'pool', isRemoved: false },
        { externalId: null, name: 'Second' },
      ]);
      const { cards } = await hand(projectId);
      expect(cards.map((card) => card.content.kind)).toEqual([kind, kind]);
      const { encoding, counts } = await getProject(eve(), { projectId });
      expect(encoding).toMatchObject({ state: 'queued', total: 2, done: 0, reason: expect.stringMatching(/\.$/) });
      expect(counts).toMatchObject({ records: 2, pool: 2, labelled: 0 });
      expect(await test().system.queue.has(`encode-${encoding!.id}`)).toBeTruthy();
    });

    it('image: as base64, kept as a fresh file', async () => {
      const projectId = await make('image');
      const given = [{ image: await picture(1) }, { image: await picture(2) }, { image: await picture(1) }];
      expect(await add(projectId, given)).toMatchObject({ added: 2, known: 1 });
      const [first] = await records(projectId);
      expect(first).toMatchObject({ content: { width: 2, height: 2 }, contentHash: first!.objectKey });
      const { data } = await sharp(await test().system.store.get(first!.objectKey!))
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(data[0]).toBe(1);
    });

    it('image: goes out as the PNG or JPEG that was made of it, and as nothing else', async () => {
      const projectId = await make('image');
      const photo = sharp({ create: { width: 80, height: 60, channels: 3, background: '#a50' } });
      const files = [await photo.png().toBuffer(), await photo.jpeg().toBuffer()];
      await add(
        projectId,
        files.map((file) => ({ image: file.toString('base64') })),
      );
      const kept = await records(projectId);
      const imageOf = (recordId: string) => getRecordImage(eve(), { recordId });
      const types = await Promise.all(kept.map(async ({ id }) => (await imageOf(id)).contentType));
      expect(types).toEqual(['image/png', 'image/jpeg']);
      const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
      const large = sharp({ create: { width: 900, height: 600, channels: 3, background: '#000', noise } });
      await add(projectId, [{ image: (await large.jpeg().toBuffer()).toString('base64') }]);
      const recordId = (await records(projectId)).at(-1)!.id;
      const sizeOf = async (side?: number) => {
        const { bytes, contentType } = await getRecordImage(eve(), { recordId, side });
        const { width, height } = await sharp(bytes).metadata();
        return [contentType, width, height];
      };
      expect(await sizeOf()).toEqual(['image/jpeg', 900, 600]);
      expect(await sizeOf(300)).toEqual(['image/jpeg', 300, 200]);
      expect(await sizeOf(1_000)).toEqual(['image/jpeg', 900, 600]);
      const objectKey = await test().system.store.put(Buffer.from('<html>'));
      await test().db.record.update({ where: { id: kept[0]!.id }, data: { objectKey } });
      expect((await imageOf(kept[0]!.id)).contentType).toBe('image/png');
    });
  });

  it('whose class is archived while they are being read are left out, and no label names it', async () => {
    const projectId = await make('image');
    const classId = await className(projectId, 'c');
    const recordOf = (at: number, label: string, read: () => Promise<Uint8Array>): ImportedRecord => ({
      ...{ place: `line ${at}`, externalId: `p${at}`, label, split: null, metadata: {} },
      content: { kind: 'image', name: '', read },
    });
    const pictureOf = async (level: number) => Buffer.from(await picture(level), 'base64');
    async function* brought() {
      yield recordOf(1, 'a', () => pictureOf(1));
      yield recordOf(2, 'c', async () => {
        await archiveClass(eve(), { classId, answers: 'ask-again' });
        return pictureOf(2);
      });
    }
    const { added, rejected } = await addRecords(eve(), { projectId, ...AddingOptions.parse({}) }, brought());
    expect(added).toBe(1);
    expect(rejected).toEqual([
      { place: 'line 2', reason: expect.stringMatching(/^Its label names a class that has been archived/) },
    ]);
    expect(await countsOf(projectId)).toMatchObject({ records: 1, labelled: 1 });
  });

  describe('twice', () => {
    it('are there once: by their id, and by their content, which another blank makes another one', async () => {
      const projectId = await make();
      const given = [...texts(3), { text: 'without an id' }, { text: 'without an id ' }];
      expect(await add(projectId, given)).toMatchObject({ added: 5, known: 0 });
      const before = await records(projectId);
      const again = await add(projectId, [...given, { id: 'other', text: 'Text 0' }]);
      expect(again).toMatchObject({
        ...{ added: 0, known: 6 },
        notes: [
          'All of these records were there already.',
          'Not added, since a content is asked about once: 1 with a new id and the content of another record.',
        ],
      });
      expect(await records(projectId)).toEqual(before);
      expect(await add(projectId, [{ text: 'without  an id' }])).toMatchObject({ added: 1 });
    });

    it('said to be otherwise, are counted: their labels and splits stay as they are', async () => {
      const projectId = await make();
      await add(projectId, [
        { id: 'a', text: 'one', label: 'a' },
        { id: 'b', text: 'two' },
        { id: 'c', text: 'three', label: 'b', split: 'holdout' },
      ]);
      const before = await records(projectId);
      const again = [
        { id: 'a', text: 'one', label: 'b' },
        { id: 'b', text: 'two', label: 'a' },
        { id: 'c', text: 'three', label: 'b', split: 'pool' },
        { text: 'three', label: 'b' },
        { id: 'd', text: 'four', label: 'a' },
        { id: 'e', text: 'four', label: 'b' },
      ];
      expect(await add(projectId, again)).toMatchObject({
        ...{ added: 1, known: 5 },
        notes: [
          'Not added, since a content is asked about once: 1 with a new id and the content of another record.',
          '1 record had no label and took that of a copy.',
          '2 copies carry another label than the record with the same content, which keeps its own: line 1 ("b"), line 6 ("b").',
          'Splits that differ from those here: 1. Records stay where they are.',
        ],
      });
      const after = await records(projectId);
      expect([after[0], after[2]]).toEqual([before[0], before[2]]);
      expect(after[1]!.label).toMatchObject({ answerKey: await className(projectId, 'a'), origin: 'import' });
    });

    it('end with a sending that holds none, where more were to follow', async () => {
      const projectId = await make();
      await add(projectId, texts(3), { more: true });
      expect((await hand(projectId)).empty).toBe('more_follow');
      const none = getImporter('json').read(
        bytesInput('records.json', Buffer.from('[]')),
        {},
        new AbortController().signal,
      );
      expect(await addRecords(eve(), { projectId, ...AddingOptions.parse({}) }, none)).toMatchObject({
        ...{ added: 0, known: 0, rejectedCount: 0, notes: ['No records were sent.'] },
      });
      expect((await hand(projectId)).cards).toHaveLength(3);
      await make();
      expect(await add(await make(), [])).toMatchObject({ added: 0, notes: ['No records were sent.'] });
    });

    it('cut off in the middle, sending all again brings what is missing, and nothing has two places', async () => {
      const projectId = await make('text', { holdout: 20 });
      const given = texts(1_230).map((one, at) => ({ ...one, label: 'abc'[at % 3] }));
      async function* cut() {
        yield* read(given.slice(0, 1_100));
        throw new Error('The connection is gone.');
      }
      const half = addRecords(eve(), { projectId, ...AddingOptions.parse({ labels: 'key' }) }, cut());
      await expect(half).rejects.toThrow('gone');
      expect(await countsOf(projectId)).toMatchObject({ records: 1_000, holdout: 0 });
      expect((await hand(projectId)).empty).toBe('more_follow'); // nobody has been asked, so the holdout can still be drawn

      expect(await add(projectId, given, { labels: 'key' })).toMatchObject({ added: 230, known: 1_000, holdout: 20 });
      const rows = await records(projectId);
      expect(rows.map(({ index, externalId }) => [index, externalId])).toEqual(given.map((_, at) => [at, `t${at}`]));
      expect(await countsOf(projectId)).toMatchObject({ records: 1_230, pool: 1_210, holdout: 20 });
    });

    it('by two at the same moment, each record is added by one of them', async () => {
      const projectId = await make();
      const given = texts(700);
      const ends = await Promise.all([add(projectId, given), add(projectId, given), add(projectId, given)]);
      expect(ends.reduce((sum, { added }) => sum + added, 0)).toBe(700);
      expect(ends.reduce((sum, { known }) => sum + known, 0)).toBe(1_400);
      expect((await records(projectId)).map(({ index }) => index)).toEqual([...Array(700).keys()]);
      expect(await test().db.round.count({ where: { projectId } })).toBe(1);
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

  it('while people label, their hands stay and the new ones come after the ranking that is there', async () => {
    const projectId = await make();
    await add(projectId, texts(6));
    const before = (await hand(projectId, 4)).cards.map(({ recordId }) => recordId);
    const [round] = await test().db.round.findMany({
      where: { projectId },
      include: { ranking: { orderBy: { rank: 'asc' } } },
    });
    await Promise.all([add(projectId, texts(300, 6)), hand(projectId, 4), add(projectId, texts(300, 306))]);
    expect((await hand(projectId, 4)).cards.map(({ recordId }) => recordId)).toEqual(before);
    const rows = await records(projectId);
    expect(rows.map(({ index }) => index)).toEqual([...Array(606).keys()]);
    expect(
      await test().db.round.findMany({ where: { projectId }, include: { ranking: { orderBy: { rank: 'asc' } } } }),
    ).toEqual([round]);
    const { cards } = await hand(projectId, 50);
    expect(cards).toHaveLength(50);
    expect(cards.slice(0, 4).map(({ recordId }) => recordId)).toEqual(before);
    expect(await countsOf(projectId)).toMatchObject({ records: 606, pool: 606 });
  });

  it('pass on what their format says of them, and come in though they are more pictures than a batch holds', async () => {
    const projectId = await make('image');
    const pictures = await Promise.all(
      Array.from({ length: 60 }, async (_, level) => ({ image: await picture(level) })),
    );
    async function* given() {
      yield { place: 'line 1', notice: 'A number was kept as text.' };
      yield* read(pictures);
    }
    const added = await addRecords(eve(), { projectId, ...AddingOptions.parse({}) }, given());
    expect(added).toMatchObject({ added: 60, notes: ['line 1: A number was kept as text.'] });
    expect((await records(projectId)).map(({ index }) => index)).toEqual([...Array(60).keys()]);
  });

  it('is for those who manage the project, and not while an import runs', async () => {
    const projectId = await make();
    const adding = { projectId, ...AddingOptions.parse({}) };
    await expect(addRecords(ann(), adding, read(texts(1)))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(removeRecords(ann(), { projectId, ids: ['t0'] })).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = await test().as('engineer');
    await expect(addRecords(stranger, adding, read(texts(1)))).rejects.toMatchObject({ code: 'project_not_found' });
    await expect(listRecords(stranger, { projectId, limit: 1 })).rejects.toMatchObject({ code: 'project_not_found' });
    await test().db.import.create({ data: { projectId, source: 'test', state: 'running' } });
    await expect(addRecords(eve(), adding, read(texts(1)))).rejects.toMatchObject({ code: 'import_running' });
    expect(await test().db.record.count({ where: { projectId } })).toBe(0);
  });
});
