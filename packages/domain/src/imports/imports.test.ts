import { StorageError } from '@querent/storage';
import { setUpContext } from '@querent/testing/vitest';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { failImport } from '../background/index.js';
import { getProject, retryImport } from '../index.js';
import { BATCH } from './batches.js';
import { runImport } from './run-import.js';
import type { ImportSource } from './source.js';
import type { SourceRow } from './sources.js';

/** Another one for each place. */
const png = (place: number, side = 8) =>
  sharp({ create: { width: side, height: side, channels: 3, background: { r: place % 200, g: place / 200, b: 7 } } })
    .png()
    .toBuffer();

/** 1,200 small pictures, some of them damaged and one that comes twice; `failAt` breaks the source off once. */
function source(options: { failAt?: number } = {}): ImportSource {
  return {
    id: 'test',
    pictures: BATCH,
    readsAhead: false,
    count: async () => 1_200,
    async *read(start) {
      for (let place = start; place < 1_200; place++) {
        if (place === options.failAt) {
          options.failAt = undefined;
          throw new Error('the source went away');
        }
        const item = { name: `p${place}`, label: 'abc'[place % 3], read: (): Promise<Uint8Array> => png(place) };
        if (place === 7) item.read = async () => (await png(1)).subarray(0, 40);
        if (place === 8) item.read = () => png(1, 9); // of another size
        if (place === 9) item.read = async () => Buffer.from('<script>alert(1)</script>');
        if (place === 10) item.read = () => png(6);
        if (place === 11) item.label = 'd';
        const { name, label, read } = item;
        yield {
          ...{ place: name, externalId: null, name, label, metadata: {} },
          content: { kind: 'image', name, read },
        };
      }
    },
  };
}

describe('imports', () => {
  const test = setUpContext();
  const signal = new AbortController().signal;

  const makeImport = async () => {
    const project = await test.db.project.create({
      data: {
        name: 'Import',
        recordKind: 'image',
        taskKind: 'single_choice',
        classes: { create: ['a', 'b', 'c'].map((name, order) => ({ name, order })) },
        holdout: 100,
        settings: {},
        members: { create: { userId: test.eve.actor.id, role: 'engineer' } },
        imports: { create: { source: 'test' } },
      },
      include: { imports: true },
    });
    return { projectId: project.id, importId: project.imports[0]!.id };
  };
  const find = (one: ImportSource) => (row: SourceRow) => (row.source === 'test' ? one : null);

  it('a source that breaks off is taken up where it stopped; damaged records are left out and named', async () => {
    const { projectId, importId } = await makeImport();
    const breaking = find(source({ failAt: 700 }));
    await expect(runImport(test.system, { importId }, signal, breaking)).rejects.toThrow('went away');
    const half = await getProject(test.eve, { projectId });
    expect(half.import).toMatchObject({ state: 'running', done: 500, total: 1_200 });
    const { recordsPerSecond, secondsLeft } = half.import!;
    expect(recordsPerSecond).toBeGreaterThan(0);
    expect(secondsLeft! * recordsPerSecond!).toBeCloseTo(700);
    expect(half.counts.holdout).toBe(0);

    await runImport(test.system, { importId }, signal, breaking);
    const whole = await getProject(test.eve, { projectId });
    expect(whole.counts).toEqual({
      records: 1_196,
      pool: 1_096,
      holdout: 100,
      labelled: 0,
      skipped: 0,
      changed: 0,
    });
    expect(whole.import).toMatchObject({ state: 'done', recordsPerSecond: null, secondsLeft: null });
    expect(whole.import?.rejected.map(({ name }) => name)).toEqual(['p7', 'p9', 'p11']);
    expect(whole.import?.rejected[2]?.reason).toMatch(/^There is no class "d"\. The classes are: a, b, c\. /);

    await runImport(test.system, { importId }, signal, breaking); // the queue may hand a job out twice
    expect((await getProject(test.eve, { projectId })).counts.records).toBe(1_196);
  });

  it('what it leaves is to be encoded, the cold start asks, and the pool hides its answers', async () => {
    const { projectId, importId } = await makeImport();
    await runImport(test.system, { importId }, signal, find(source()));
    const encoding = await test.db.encoding.findFirstOrThrow({ where: { projectId } });
    expect(encoding).toMatchObject({ encoder: 'pixels', state: 'queued', done: 0 });
    expect(await test.system.queue.has(`encode-${encoding.id}`)).toBeTruthy();
    const labels = await test.db.label.findMany({ where: { projectId }, include: { record: true } });
    expect(labels.map(({ record, isNew }) => [record.split, isNew])).toEqual(Array(100).fill(['holdout', false]));
    const classes = await test.db.class.findMany({ where: { projectId }, orderBy: { order: 'asc' } });
    for (const { answer, record } of labels)
      expect(answer).toEqual({ classId: classes[Number(record.name.slice(1)) % 3]!.id });
    expect(await test.db.oracleAnswer.count({ where: { record: { projectId } } })).toBe(1_196);
    const round = await test.db.round.findFirstOrThrow({
      where: { projectId },
      include: { ranking: { include: { record: true } } },
    });
    expect(round).toMatchObject({ number: 0, state: 'open', records: 1_196 });
    expect(round.ranking).toHaveLength(500);
    expect(round.ranking.every(({ record: r }) => r.split === 'pool')).toBe(true);
  });

  it('a full disk stops the import with a line that says so; nothing half made is visible, and it goes on later', async () => {
    const { projectId, importId } = await makeImport();
    const full = {
      ...test.system.store,
      put: () => Promise.reject(new StorageError('disk_full', 'There is no space left.')),
    };
    await expect(
      runImport({ ...test.system, store: full }, { importId }, signal, find(source())),
    ).rejects.toMatchObject({
      code: 'disk_full',
    });
    await failImport(test.system, { importId }, 'There is no space left.');
    expect((await getProject(test.eve, { projectId })).import).toMatchObject({
      state: 'failed',
      error: 'There is no space left.',
    });
    expect(await test.db.record.count({ where: { projectId } })).toBe(0);
    expect((await retryImport(test.eve, { projectId })).import?.state).toBe('queued');
    await expect(retryImport(test.eve, { projectId })).rejects.toMatchObject({ code: 'import_running' });
    await runImport(test.system, { importId }, signal, find(source()));
    expect((await getProject(test.eve, { projectId })).counts.records).toBe(1_196);
  });

  it('an unknown source is refused', async () => {
    const { importId } = await makeImport();
    await expect(runImport(test.system, { importId }, signal)).rejects.toMatchObject({ code: 'import_failed' });
  });
});
