import { CreateProject } from '@querent/contracts';
import { zipOf } from '@querent/testing';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type Context, claimCards, createProject, deleteProject, getProject, getUpload } from '../index.js';
import { removeProject } from '../projects/remove-project.js';
import { holdUpload } from '../uploads/upload.js';
import { freeUpload } from './free-upload.js';
import { setUpUploads } from './uploading.contract.js';

const { eve, isThere, make, records, run, start, test, upload } = setUpUploads();

const ROWS = [
  ['r1', 'First text', 'a'],
  ['r2', 'Second, with a comma', 'b'],
  ['r3', 'Third', 'a'],
];
const quoted = (cells: string[]) => cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',');
const csvOf = (rows: string[][]) => ['id,text,label', ...rows.map(quoted)].join('\n');
const COLUMNS = { columns: { id: 'id', text: 'text', label: 'label' } };
const asObjects = ROWS.map(([id, text, label]) => ({ id, text, label }));

/** Two rows of two floats, as NumPy writes them. */
function npy() {
  const head = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }".padEnd(117, ' ');
  const start = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00v\x00', 'latin1'), Buffer.from(`${head}\n`)]);
  return Buffer.concat([start, Buffer.from(Float32Array.of(1, 2, 3, 4.5).buffer)]);
}
const photo = (red: number) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: { r: red, g: 9, b: 9 } } })
    .jpeg()
    .toBuffer();

describe('an upload becomes records', () => {
  it.each([
    ['CSV', 'a.csv', csvOf(ROWS), { options: COLUMNS }],
    [
      'TSV',
      'a.tsv',
      csvOf(ROWS)
        .replaceAll(/"?,(?! )"?/g, '\t')
        .replaceAll('"', ''),
      { options: COLUMNS },
    ],
    ['JSON', 'a.json', JSON.stringify(asObjects), {}],
    ['JSONL', 'a.jsonl', asObjects.map((one) => JSON.stringify(one)).join('\n'), {}],
  ])('%s, with a key that stays hidden', async (_, name, content, how) => {
    const id = await upload(name, content);
    const { id: projectId, import: begun } = await make(id, { ...how, labels: 'key' });
    expect(begun).toMatchObject({ source: 'upload', name, state: 'queued', done: 0 });
    expect(await test().system.queue.has(`import-${begun!.id}`)).toBeTruthy();
    expect(await run(projectId)).toMatchObject({
      state: 'done',
      total: 3,
      done: 3,
      added: 3,
      rejectedCount: 0,
      error: null,
    });
    const rows = await records(projectId);
    expect(rows.map(({ externalId, content: kept }) => [externalId, kept])).toEqual(
      ROWS.map(([externalId, text]) => [externalId, { text }]),
    );
    const { classes } = await getProject(eve(), { projectId });
    const ids = new Map(classes.map((one) => [one.name, one.id]));
    expect(rows.map(({ oracleAnswer }) => oracleAnswer?.answer)).toEqual(
      ROWS.map(([, , label]) => ({ classId: ids.get(label!) })),
    );
    expect((await claimCards(eve(), { projectId, count: 5, keep: [] })).cards).toHaveLength(3);
    expect(await isThere(id)).toEqual({ row: false, file: false });
  });

  it('an array of NumPy', async () => {
    const { id: projectId } = await make(await upload('v.npy', npy()), { project: { recordKind: 'vector' } });
    expect(await run(projectId)).toMatchObject({ state: 'done', added: 2 });
    expect((await records(projectId)).map(({ content }) => (content as { values: number[] }).values)).toEqual([
      [1, 2],
      [3, 4.5],
    ]);
  });

  it('a ZIP of pictures, read in place: folders are classes, and what is no picture is told by its name', async () => {
    const files: [string, Uint8Array][] = [];
    for (let n = 0; n < 60; n++) files.push([`${'ab'[n % 2]}/${n}.jpg`, await photo(n * 4)]);
    files.push(['a/broken.jpg', Buffer.from('no picture')]);
    const { id: projectId } = await make(await upload('photos.zip', zipOf(files)), {
      project: { recordKind: 'image' },
    });
    expect(await run(projectId)).toMatchObject({
      ...{ state: 'done', done: 61, added: 60, rejectedCount: 1 },
      rejected: [{ name: 'a/broken.jpg', reason: expect.stringMatching(/^It cannot be read as a picture/) }],
    });
    const rows = await records(projectId);
    expect(rows.filter(({ label }) => label)).toHaveLength(60);
    expect(rows[0]!.objectKey).toBeTruthy();
  });

  it('into a project that has some: what is there is recognised, what differs is said, and removed ones come back', async () => {
    const { id: projectId } = await make(await upload('a.csv', csvOf(ROWS)), { options: COLUMNS });
    await run(projectId);
    const [first] = await records(projectId);
    await test().db.record.update({ where: { id: first!.id }, data: { removedAt: new Date() } });
    const more = [...ROWS.slice(0, 2), ['r2', 'Another content', 'a'], ['r3', 'Third', 'b'], ['r4', 'Fourth', 'x']];
    const id = await upload('more.csv', csvOf([...more, ['r5', 'Fifth', 'b']]));
    const begun = await start(projectId, id, { options: COLUMNS, format: 'csv' });
    expect(begun).toMatchObject({ projectId, state: 'queued' });
    expect(await run(projectId)).toMatchObject({
      ...{ state: 'done', done: 6, added: 1, known: 2, restored: 1, rejectedCount: 2 },
      rejected: [
        { name: 'line 4', reason: expect.stringContaining('stands for another record already') },
        { name: 'line 6', reason: expect.stringContaining('There is no class "x"') },
      ],
      notes: ['1 copy carries another label than the record with the same content, which keeps its own: line 5 ("b").'],
    });
  });

  it('its labels make classes in the order of their coming, where that is asked; else they are refused', async () => {
    const rows = [...ROWS, ['r4', 'Fourth', 'New one'], ['r5', 'Fifth', ' new ONE '], ['r6', 'Sixth', 'other']];
    const id = await upload('a.csv', csvOf(rows));
    const { id: projectId } = await make(id, { options: COLUMNS, newClasses: true, project: { classes: [] } });
    expect(await run(projectId)).toMatchObject({ state: 'done', added: 6, notes: [] });
    const { classes } = await getProject(eve(), { projectId });
    expect(classes.map(({ name, order }) => [name, order])).toEqual([
      ['a', 0],
      ['b', 1],
      ['New one', 2],
      ['other', 3],
    ]);
    const labels = (await records(projectId)).map(({ label }) => label?.answerKey);
    expect(labels[3]).toBe(classes[2]!.id);
    expect(labels[4]).toBe(classes[2]!.id);
  });

  it('no more than a project may have: what came stays, and people are asked', async () => {
    await test().db.limits.create({ data: { uploadBytes: 1_000_000, projectRecords: 2, freeBytes: 0 } });
    const { id: projectId } = await make(await upload('a.csv', csvOf(ROWS)), { options: COLUMNS, labels: 'key' });
    const ended = await run(projectId);
    await test().db.limits.deleteMany();
    expect(ended).toMatchObject({ state: 'done', added: 2, rejectedCount: 1 });
    expect(ended.notes[0]).toMatch(/^A project has at most 2 records: the rest of the file was left out\./);
    expect((await claimCards(eve(), { projectId, count: 5, keep: [] })).cards).toHaveLength(2);
  });

  it('goes with the end of its import, be that cut short just before', async () => {
    const id = await upload('a.csv', csvOf(ROWS));
    const { id: projectId } = await make(id, { options: COLUMNS });
    const { db } = test();
    await db.$executeRaw`CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''cut''; END'`;
    await db.$executeRaw`CREATE TRIGGER cut BEFORE DELETE ON upload EXECUTE FUNCTION break_off()`;
    await expect(run(projectId)).rejects.toThrow('cut');
    expect(await isThere(id)).toEqual({ row: true, file: true });
    await db.$executeRaw`DROP TRIGGER cut ON upload`;
    expect(await run(projectId)).toMatchObject({ state: 'done', added: ROWS.length });
    expect(await isThere(id)).toEqual({ row: false, file: false });
  });

  it('goes with its project, which is removed before it was read', async () => {
    const id = await upload('a.csv', csvOf(ROWS));
    expect(await getUpload(eve(), { uploadId: id })).toMatchObject({ isImporting: false });
    const { id: projectId } = await make(id, { options: COLUMNS });
    expect(await getUpload(eve(), { uploadId: id })).toMatchObject({ isImporting: true });
    await deleteProject(eve(), { projectId });
    await removeProject(test().system, { projectId }, new AbortController().signal);
    expect(await isThere(id)).toEqual({ row: false, file: false });
  });
});

describe('an import is refused, and nothing is made,', () => {
  it('of a file that is another person’s, unknown, not whole, or of options that its format does not have', async () => {
    const other = await test().as('engineer');
    const foreign = await upload('a.csv', csvOf(ROWS), { by: other });
    const half = await upload('a.csv', csvOf(ROWS), { isWhole: false });
    const own = await upload('a.csv', csvOf(ROWS));
    const riddle = await upload('riddle.bin', Uint8Array.of(1, 3, 3, 7));
    const projects = await test().db.project.count();
    await expect(make('nosuch')).rejects.toMatchObject({ code: 'upload_not_found' });
    await expect(make(foreign)).rejects.toMatchObject({ code: 'upload_not_found' });
    await expect(make(half)).rejects.toMatchObject({ code: 'upload_unfinished' });
    await expect(make(riddle)).rejects.toMatchObject({ code: 'file_unreadable' });
    await expect(make(own, { format: 'nosuch' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(make(own, { options: { delimiter: 'long' } })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: expect.stringContaining('delimiter'),
    });
    expect(await test().db.project.count()).toBe(projects);
  });

  it('while another one runs, and by those who do not manage the project', async () => {
    const id = await upload('a.csv', csvOf(ROWS));
    const { id: projectId } = await make(id, { options: COLUMNS });
    await expect(start(projectId, id)).rejects.toMatchObject({ code: 'import_running' });
    const stranger = await test().as('engineer');
    await expect(start(projectId, id, {}, stranger)).rejects.toMatchObject({ code: 'project_not_found' });
    await run(projectId);
    const ann = await test().as('annotator');
    await test().db.member.create({ data: { projectId, userId: ann.actor.id, role: 'annotator' } });
    await expect(start(projectId, id, {}, ann)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each(['row', 'file'])(
    'that goes (its %s) while somebody makes use of it is refused, and leaves nothing half made',
    async (what) => {
      const goingWhenLooked = (id: string): Context => ({
        ...eve(),
        inbox: {
          ...test().system.inbox,
          async size(own) {
            await (what === 'row' ? test().db.upload.delete({ where: { id } }) : test().system.inbox.remove(id));
            return test().system.inbox.size(own);
          },
        },
      });
      const refused = {
        code: 'upload_not_found',
        detail: expect.stringMatching(/^This file is not here.* Send it again/),
      };
      const { id: projectId } = await make(await upload('first.jsonl', '{"text": "One"}'));
      await run(projectId);
      const before = await test().db.project.count();
      const [one, two] = [await upload('b.csv', csvOf(ROWS)), await upload('c.csv', csvOf(ROWS))];
      const given = { name: 'Gone', recordKind: 'text', task: { kind: 'single_choice' }, classes: ['a', 'b'] };
      const wanted = CreateProject.parse({ ...given, import: { uploadId: one } });
      await expect(createProject(goingWhenLooked(one), wanted)).rejects.toMatchObject(refused);
      await expect(start(projectId, two, {}, goingWhenLooked(two))).rejects.toMatchObject(refused);
      expect(await test().db.project.count()).toBe(before);
      expect(await test().db.import.count({ where: { projectId } })).toBe(1);
    },
  );
});

it('why a record was left out is told once, and not among the notes', async () => {
  const { id: projectId } = await make(await upload('gap.csv', 'id,text\n1,One\n2, \n3,Three'), {
    options: { columns: { id: 'id', text: 'text' } },
  });
  const done = await run(projectId);
  expect(done.rejected).toEqual([{ name: 'line 3', reason: 'The text is empty.' }]);
  expect(done.notes.join()).not.toContain('empty');
});

it('a file that another import begins to need while the last one ends stays', async () => {
  const id = await upload('again.csv', csvOf(ROWS));
  const { id: projectId } = await make(await upload('first.jsonl', '{"text": "One"}'));
  const { db, system } = test();
  let freeing: Promise<void> | undefined;
  await db.$transaction(async (tx) => {
    await holdUpload(tx, id);
    const how = { source: 'upload', name: 'again.csv', format: 'csv', how: {}, options: {} };
    await tx.import.create({ data: { projectId, uploadId: id, ...how } });
    freeing = freeUpload(system, id);
    const isHeldUp = async () =>
      (await db.$queryRaw<object[]>`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'`).length > 0;
    await expect.poll(isHeldUp).toBe(true);
  });
  await freeing;
  expect(await isThere(id)).toEqual({ row: true, file: true });
});
