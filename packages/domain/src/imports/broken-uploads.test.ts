import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runImport } from '../background/index.js';
import { getProject } from '../index.js';
import { LARGE_BATCH } from './batches.js';
import { setUpUploads } from './uploading.contract.js';

const { eve, isThere, make, records, run, start, test, upload } = setUpUploads();
const DATA = process.env.QUERENT_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const FORMATS = join(DATA, 'formats');

const TABLE = { options: { columns: { id: 'id', text: 'text' } } };
const PICTURES = { format: 'image-folder' };
const JSON_TABLE = { format: 'json', ...TABLE };

describe.runIf(existsSync(FORMATS))('a broken file', () => {
  /** Of which nothing comes in: the kind of project it goes into, how it is read, and what is said in the end. */
  it.each([
    ['csv/empty.csv', 'text', { format: 'csv' }, /^empty\.csv cannot be read: The file is empty\./],
    ['csv/duplicate-header.csv', 'text', { format: 'csv' }, /Line 1 names two columns "text"\./],
    ['json/columns.json', 'text', JSON_TABLE, /^columns\.json cannot be read: /],
    ['json/deep.json', 'text', JSON_TABLE, /^None of the records could be read\. record 1: /],
    ['npy/objects-pickled.npy', 'vector', {}, /^objects-pickled\.npy cannot be read: /],
    ['zip/empty.zip', 'image', PICTURES, /There are no files in it\./],
    ['zip/encrypted.zip', 'image', {}, /^None of the records could be read\. class\/secret\.png: /],
    ['zip/bomb.zip', 'image', {}, /^None of the records could be read\. class\/zeros\.png: /],
    ['zip/lying-size.zip', 'image', {}, /^None of the records could be read\./],
    ['zip/symlink.zip', 'image', {}, /^None of the records could be read\./],
    ['zip/truncated.zip', 'image', PICTURES, /^truncated\.zip cannot be read: /],
  ])('leaves the project without records, and says why: %s', async (path, recordKind, how, said) => {
    const file = await upload(basename(path), readFileSync(join(FORMATS, path)));
    const { id: projectId } = await make(file, { ...how, project: { recordKind } });
    const { state, error, added } = await run(projectId);
    expect([state, added]).toEqual(['failed', 0]);
    expect(error).toMatch(said);
    expect(error).toMatch(/(again|read)\.$/); // what to do
    expect(await records(projectId)).toEqual([]);
    // Another way to read it, or another file, may come after it.
    expect(await isThere(file)).toEqual({ row: true, file: true });
    const good = await upload('good.jsonl', '{"text": "One"}\n{"text": "Two"}\n');
    await start(projectId, good);
    if (recordKind === 'text') expect(await run(projectId)).toMatchObject({ state: 'done', added: 2, error: null });
  });

  it.each([
    ['zip/empty.zip', /^empty\.zip cannot be read: There are no files in it\./],
    ['zip/truncated.zip', /^truncated\.zip cannot be read: .*cut off/],
    ['xlsx/bomb.xlsx', /cannot be read: .*CSV/],
  ])('makes no project where nobody says how to read it, and it cannot be told: %s', async (path, said) => {
    const file = await upload(basename(path), readFileSync(join(FORMATS, path)));
    const before = await test().db.project.count();
    await expect(make(file, { project: { recordKind: 'image' } })).rejects.toMatchObject({
      ...{ code: 'file_unreadable', detail: expect.stringMatching(said) },
    });
    expect(await test().db.project.count()).toBe(before);
    expect(await isThere(file)).toEqual({ row: true, file: true });
  });

  /** Of which some records come in: how many, and places of those that do not. */
  it.each([
    ['csv/bad-bytes.csv', TABLE, 3, ['line 4']],
    ['csv/ragged.csv', TABLE, 4, ['line 3', 'line 7', 'line 9']],
    ['csv/truncated.csv', TABLE, 2, ['line 4']],
    ['json/lines-quirks.jsonl', { format: 'jsonl', ...TABLE }, 5, ['line 5']],
  ])('gives what can be read, and names the line of the rest: %s', async (path, how, count, places) => {
    const file = await upload(basename(path), readFileSync(join(FORMATS, path)));
    const { id: projectId } = await make(file, how);
    const { state, added, done, rejectedCount, rejected } = await run(projectId);
    expect({ state, added, done, rejectedCount }).toEqual({
      ...{ state: 'done', added: count, done: count + places.length, rejectedCount: places.length },
    });
    expect(rejected.map(({ name }) => name)).toEqual(places);
    for (const { reason } of rejected) expect(reason).toMatch(/\.$/);
    expect(await isThere(file)).toEqual({ row: false, file: false });
  });
});

describe('an import that is cut short', () => {
  const COUNT = 6 * LARGE_BATCH + 500;
  /** Some of them bad: the place in the file is not the number of records. */
  const line = (n: number) => (n % 1_000 === 7 ? '{"id": "bad"' : `{"id": "t${n}", "text": "Text ${n}"}`);
  const content = Array.from({ length: COUNT }, (_, n) => `${line(n)}\n`).join('');
  const bad = Math.ceil((COUNT - 7) / 1_000);

  it('between its batches goes on where it stopped: nothing is doubled, nothing lost, no count wrong', async () => {
    const { id: projectId, import: begun } = await make(await upload('many.jsonl', content));
    const importId = begun!.id;
    const stop = new AbortController();
    const stored = async () => (await test().db.import.findUniqueOrThrow({ where: { id: importId } })).done;
    const { inbox } = test().system;
    /** Ends once a batch is there, as a worker that is told to stop. */
    const stopping = {
      ...inbox,
      async *read(id: string, range?: { start: number; end: number }) {
        for await (const bytes of inbox.read(id, range)) {
          for (let at = 0; at < bytes.length; at += 20_000) {
            if ((await stored()) > 0) stop.abort(new Error('The worker stops.'));
            yield bytes.subarray(at, at + 20_000);
          }
        }
      },
    };
    await expect(runImport({ ...test().system, inbox: stopping }, { importId }, stop.signal)).rejects.toThrow('stops');
    const half = await stored();
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(COUNT);
    expect(await run(projectId)).toMatchObject({
      ...{ state: 'done', done: COUNT, added: COUNT - bad, known: 0, rejectedCount: bad },
    });
    const rows = await records(projectId);
    expect(rows.map(({ index, externalId }) => [index, externalId])).toEqual(
      Array.from({ length: COUNT }, (_, n) => n)
        .filter((n) => n % 1_000 !== 7)
        .map((n, index) => [index, `t${n}`]),
    );
    expect((await getProject(eve(), { projectId })).counts).toMatchObject({ records: COUNT - bad, pool: COUNT - bad });
  });

  it('by nobody, but taken for lost, has one that ends without a word', async () => {
    const { id: projectId, import: begun } = await make(await upload('many.jsonl', content));
    const signal = new AbortController().signal;
    await Promise.all([
      runImport(test().system, { importId: begun!.id }, signal),
      runImport(test().system, { importId: begun!.id }, signal),
    ]);
    const { counts, import: ended } = await getProject(eve(), { projectId });
    expect(ended).toMatchObject({ added: COUNT - bad, known: 0, rejectedCount: bad });
    expect(counts.records).toBe(COUNT - bad);
  });
});
