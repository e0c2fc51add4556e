import { ExportQuery, NewClass, RecordKind, TaskKind } from '@querent/contracts';
import { bytesInput, exporters, getImporter } from '@querent/formats';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { picture, setUpAdding, texts } from '../imports/adding.contract.js';
import {
  addClass,
  addRecords,
  archiveClass,
  exportRecords,
  mergeClass,
  removeRecords,
  submitAnnotation,
} from '../index.js';
import { readTask } from '../tasks/project-task.js';

const { add, ann, answer, className, eve, hand, make, records, test } = setUpAdding();

async function exported(projectId: string, query: Partial<Record<keyof ExportQuery, unknown>> = {}) {
  const file = await exportRecords(eve(), { projectId, ...ExportQuery.parse(query) });
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.bytes) chunks.push(chunk);
  return { ...file, bytes: Buffer.concat(chunks) };
}

async function table(projectId: string, query: Partial<Record<keyof ExportQuery, unknown>> = {}) {
  const { bytes } = await exported(projectId, query);
  return parse(bytes, { columns: true }) as Record<string, string>[];
}

/** All that makes a project's records what they are; classes by their names. */
async function contentsOf(projectId: string) {
  const { kind, task } = await readTask(test().db, projectId);
  const rows = await records(projectId);
  return rows.map(({ index, externalId, name, split, content, contentHash, metadata, objectKey, label }) => ({
    ...{ index, externalId, name, split, content, contentHash, metadata, objectKey },
    label: label && kind.write(kind.answer.parse(label.answer), task),
  }));
}

const GIVEN: Record<RecordKind, (at: number) => Promise<object>> = {
  text: async (at) => ({ text: ['=1+2', '-5', '"quoted", and\r\nmore', "'=already", 'plain', '5'][at]! }),
  row: async (at) => ({
    row: { age: [1, '1', -5, null, true, 0.5][at], 'a, b': '=x', label: `${at}`, constructor: at },
  }),
  vector: async (at) => ({
    vector: [at, -0.5],
    ...(at % 2 === 0 ? { text: '=1', link: 'https://example.org/=1' } : { name: '@me' }),
  }),
  image: async (at) => ({ image: await picture(at), name: `set_${at % 2}/image.png` }),
};
const LABELS: Record<TaskKind, unknown[]> = {
  single_choice: ['a', 'b', 'c', 'a', 'b', undefined],
  multi_label: [['a', 'b'], [], ['c'], ['a'], ['b', 'c'], undefined],
  numeric: [1, -5, 0.25, 1e-9, -1e6, undefined],
};
const IDS = ['007', '=1', '-5', 'true', undefined, '1e5'];

const formatsFor = (kind: RecordKind) =>
  Object.values(exporters)
    .filter(({ takes }) => takes.includes(kind))
    .map(({ id }) => id);
const CASES = RecordKind.options.flatMap((kind) =>
  TaskKind.options.flatMap((task) => formatsFor(kind).map((format) => [format, kind, task] as const)),
);

describe('what is exported', () => {
  it.each(CASES)(
    'as %s, of %s records and the task %s, makes the same project where it is imported',
    async (format, kind, task) => {
      const projectId = await make(kind, { kind: task });
      const given = await Promise.all(
        IDS.map(async (id, at) => ({
          ...(id === undefined ? {} : { id }),
          ...(await GIVEN[kind](at)),
          label: LABELS[task][at],
          split: at === 2 || at === 3 ? 'holdout' : 'pool',
          metadata: at === 0 ? {} : { n: at, text: `${at}`, '=deep': { list: [at, null] }, 'a.b': null },
        })),
      );
      expect(await add(projectId, given)).toMatchObject({ added: 6, rejected: [] });
      const { bytes, name } = await exported(projectId, { format, pictures: true });
      const again = await make(kind, { kind: task });
      const importer = getImporter(format);
      const read = importer.read(bytesInput(name, bytes));
      expect(
        await addRecords(eve(), { projectId: again, labels: 'answers', source: 'import', more: false }, read),
      ).toMatchObject({
        ...{ added: 6, known: 0, rejected: [], holdout: 2 },
        notes: expect.not.arrayContaining([expect.stringMatching(/left out/)]),
      });
      expect(await contentsOf(again)).toEqual(await contentsOf(projectId));
    },
  );

  it('comes in again with what was kept in the holdout beside its copy, and has no label', async () => {
    const projectId = await make('text', { holdout: 0 });
    await add(projectId, [
      { text: 'All is well.', label: 'a', split: 'holdout' },
      { text: 'ALL is  well.' },
      { text: 'Another', label: 'b' },
    ]);
    const { bytes, name } = await exported(projectId, { format: 'csv' });
    const again = await make('text', { holdout: 0 });
    const read = getImporter('csv').read(bytesInput(name, bytes));
    const how = { projectId: again, labels: 'answers', source: 'import', more: false } as const;
    expect(await addRecords(eve(), how, read)).toMatchObject({ added: 3, rejected: [], holdout: 2 });
    expect(await contentsOf(again)).toEqual(await contentsOf(projectId));
  });

  it('tells who answered what, when, asked by whom', async () => {
    const projectId = await make();
    await add(projectId, [{ id: 'old', text: 'Old', label: 'b' }, ...texts(3)], { source: 'the old tool' });
    const { cards } = await hand(projectId);
    const [one, two] = cards;
    await answer(projectId, one!, await className(projectId, 'a'));
    const skip = { recordId: two!.recordId, roundId: two!.roundId, seconds: 1.5, outcome: 'skip' as const };
    await submitAnnotation(ann(), { ...skip, projectId, answer: null, idempotencyKey: 'exports-skip' });
    const rows = await table(projectId);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const { name: annotator } = await test().db.user.findUniqueOrThrow({ where: { id: ann().actor.id } });
    expect(byId.get('old')).toMatchObject({
      ...{ text: 'Old', label: 'b', split: 'pool', status: 'labelled', source: 'import', annotator: 'the old tool' },
      ...{ annotator_id: '', seconds: '', round: '', label_origin: 'import', answers: '1' },
    });
    expect(rows.find((row) => row.name === one!.name)).toMatchObject({
      ...{ label: 'a', status: 'labelled', source: 'person', annotator, annotator_id: ann().actor.id },
      ...{ seconds: '1', round: '0', label_origin: 'single', answers: '1' },
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(rows.find((row) => row.name === two!.name)).toMatchObject({ label: '', status: 'skipped', answers: '1' });

    const answers = await table(projectId, { rows: 'answers' });
    expect(answers.map(({ outcome, label, annotator: by }) => [outcome, label, by]).sort()).toEqual([
      ['label', 'a', annotator],
      ['label', 'b', 'the old tool'],
      ['skip', '', annotator],
    ]);
    const { bytes } = await exported(projectId, { format: 'jsonl', rows: 'answers', status: 'skipped' });
    expect(JSON.parse(String(bytes))).toMatchObject({
      exported: { outcome: 'skip', annotator, seconds: 1.5, record_id: two!.recordId },
    });
  });

  it('is what was asked for: by status and by split, without what was removed or taken back', async () => {
    const projectId = await make();
    await add(projectId, [
      { id: 'held', text: 'Held', label: 'a', split: 'holdout' },
      { id: 'labelled', text: 'Labelled', label: 'b' },
      { id: 'gone', text: 'Gone', label: 'b' },
      ...texts(2),
    ]);
    await removeRecords(eve(), { projectId, ids: ['gone'] });
    const { cards } = await hand(projectId);
    const [{ recordId, roundId, name }] = cards as [(typeof cards)[0]];
    const skip = { recordId, roundId, seconds: 1, outcome: 'skip' as const, answer: null };
    await submitAnnotation(ann(), { ...skip, projectId, idempotencyKey: 'exports-filter' });
    const other = ['t0', 't1'].find((id) => id !== name);
    const ids = async (query: object) => (await table(projectId, query)).map(({ id }) => id);
    expect(await ids({})).toEqual(['held', 'labelled', 't0', 't1']);
    expect(await ids({ status: 'labelled' })).toEqual(['held', 'labelled']);
    expect(await ids({ status: 'labelled', split: 'pool' })).toEqual(['labelled']);
    expect(await ids({ split: 'holdout' })).toEqual(['held']);
    expect(await ids({ status: 'skipped' })).toEqual([name]);
    expect(await ids({ status: 'unlabelled' })).toEqual([other]);
    await test().db.annotation.updateMany({ where: { recordId }, data: { undoneAt: new Date() } });
    expect(await ids({ status: 'unlabelled' })).toEqual(['t0', 't1']);
    expect(await ids({ rows: 'answers' })).toEqual(['held', 'labelled']);
  });

  it('names the class that counts today, and one that was archived by its name', async () => {
    const projectId = await make();
    const given = ['a', 'b', 'c'].map((label) => ({ id: label, text: label, label }));
    await add(projectId, given);
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => className(projectId, name)));
    await addClass(eve(), { projectId, ...NewClass.parse({ name: 'd' }) });
    await mergeClass(eve(), { classId: a!, intoId: b! });
    await archiveClass(eve(), { classId: c!, answers: 'leave-out' });
    expect((await table(projectId)).map(({ id, label }) => [id, label])).toEqual([
      ['a', 'b'],
      ['b', 'b'],
      ['c', 'c'],
    ]);
  });

  it('has every record once, however large some are and whether they are answered', async () => {
    const projectId = await make();
    // Such texts shrink little in the database, and a statement takes a megabyte of them.
    const long = (seed: number) =>
      Array.from({ length: 60_000 }, (_, at) =>
        Math.sin(seed * 1e6 + at)
          .toString(36)
          .slice(3, 8),
      ).join(' ');
    const given = Array.from({ length: 30 }, (_, at) => ({
      id: `r${at}`,
      text: at % 3 === 0 ? long(at) : `Short ${at}`,
      ...(at % 4 === 0 ? { label: 'a' } : {}),
    }));
    expect(await add(projectId, given)).toMatchObject({ added: 30 });
    expect((await table(projectId)).map(({ id }) => id)).toEqual(given.map(({ id }) => id));
    const answered = given.filter(({ label }) => label).map(({ id }) => id);
    expect((await table(projectId, { rows: 'answers' })).map(({ id }) => id)).toEqual(answered);
  });

  it('has one column for metadata of more names than a table should have', async () => {
    const projectId = await make();
    const metadata = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`name ${at}`, at]));
    await add(projectId, [
      { id: 'one', text: 'One', metadata },
      { id: 'two', text: 'Two' },
    ]);
    const { bytes } = await exported(projectId);
    const again = await make();
    const read = getImporter('csv').read(bytesInput('a.csv', bytes));
    await addRecords(eve(), { projectId: again, labels: 'answers', source: 'import', more: false }, read);
    expect(await contentsOf(again)).toEqual(await contentsOf(projectId));
  });

  it('tells by what score a record was ranked last, and what the model said that gave it', async () => {
    const projectId = await make();
    await add(projectId, texts(2));
    const { db } = test();
    const [one] = await records(projectId);
    const classIds = [await className(projectId, 'b'), await className(projectId, 'a')];
    for (const [number, score] of [1, 2].entries()) {
      const prediction = {
        probabilities: [
          [1, 0.75],
          [0, 0.25],
        ],
        entropy: 0.562335,
        expectedEntropy: 0.5,
      };
      const config = { acquisition: { id: 'bald', options: {} } };
      const round = { projectId, number: number + 1, seed: 1, config, state: 'closed' as const };
      const model = {
        projectId,
        version: `r${number + 1}`,
        likelihood: 'categorical',
        network: {},
        posterior: {},
        classIds,
      };
      await db.round.create({
        data: {
          ...round,
          ranking: { create: { recordId: one!.id, rank: 0, score, prediction } },
          model: { create: model },
        },
      });
    }
    const [ranked, other] = await table(projectId);
    expect(ranked).toMatchObject({
      ...{ score: '2', score_name: 'BALD', scored_by: 'r2', probabilities: '{"a":0.75,"b":0.25}' },
      ...{ entropy: '0.562335', expected_entropy: '0.5' },
    });
    expect(other).toMatchObject({ score: '', score_name: '', scored_by: '', probabilities: '' });
    const { bytes } = await exported(projectId, { format: 'jsonl', rows: 'records' });
    const [line = ''] = String(bytes).split('\n');
    expect(JSON.parse(line).exported).toMatchObject({ score: 2, probabilities: { a: 0.75, b: 0.25 } });
  });

  it('is called by its project, in a name that every system takes', async () => {
    const projectId = await make();
    await test().db.project.update({ where: { id: projectId }, data: { name: ' ../Ärger & "mehr"\n漢 ' } });
    expect((await exported(projectId)).name).toMatch(/^Ärger-mehr-漢-records-\d{4}-\d\d-\d\d\.csv$/);
  });

  it('is for those who manage the project, and of the kind that the format takes', async () => {
    const projectId = await make();
    const query = { projectId, ...ExportQuery.parse({}) };
    await expect(exportRecords(ann(), query)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(exported(projectId, { format: 'image-folder' })).rejects.toMatchObject({
      code: 'invalid_input',
      detail: expect.stringContaining('the records of this one are texts'),
    });
  });

  it('breaks off where a picture is missing, rather than leave it out', async () => {
    const projectId = await make('image');
    await add(projectId, [{ image: await picture(1) }]);
    await test().db.record.updateMany({ where: { projectId }, data: { objectKey: 'f'.repeat(64) } });
    await expect(exported(projectId, { format: 'image-folder' })).rejects.toMatchObject({ code: 'object_not_found' });
  });
});
