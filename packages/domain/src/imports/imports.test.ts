import { decodeShard, type Encoding } from '@querent/core/encoders';
import { StorageError, type Store } from '@querent/storage';
import { createTestContext, type TestContext } from '@querent/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type ColdStartTask, failImport } from '../background/index.js';
import { type Context, claimCards, getProject, retryImport } from '../index.js';
import { shardsOf } from '../records/shards.js';
import { featureWriter } from './feature-writer.js';
import type { ImportContext } from './finish-import.js';
import { runImport } from './run-import.js';
import type { ImportSource, UnverifiedItem } from './source.js';

const png = (level: number, side = 8) =>
  sharp({ create: { width: side, height: side, channels: 3, background: { r: level, g: level, b: level } } })
    .png()
    .toBuffer();

/** 1,200 small pictures, some of them damaged; `failAt` breaks the source off once. */
function source(options: { failAt?: number } = {}): ImportSource {
  return {
    id: 'test',
    count: async () => 1_200,
    async *read(start) {
      for (let place = start; place < 1_200; place++) {
        if (place === options.failAt) {
          options.failAt = undefined;
          throw new Error('the source went away');
        }
        const item: UnverifiedItem = { name: `p${place}`, label: place % 3, read: () => png(place % 200) };
        if (place === 7) item.read = async () => (await png(1)).subarray(0, 40);
        if (place === 8) item.read = () => png(1, 9);
        if (place === 9) item.read = async () => Buffer.from('<script>alert(1)</script>');
        yield item;
      }
    },
  };
}

describe('imports', () => {
  let test: TestContext;
  let eve: Context;
  const signal = new AbortController().signal;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    eve = await test.as('engineer');
  });
  afterAll(() => test.close());

  const makeImport = async (settings = {}) => {
    const project = await test.db.project.create({
      data: {
        name: 'Import',
        recordKind: 'image',
        classes: ['a', 'b', 'c'],
        settings,
        members: { create: { userId: eve.actor.id, role: 'engineer' } },
        imports: { create: { source: 'test', options: { holdout: 100 } } },
      },
      include: { imports: true },
    });
    return { projectId: project.id, importId: project.imports[0]!.id };
  };
  const noColdStart = { coldStart: () => Promise.reject(new Error('Nothing is to be computed.')) };
  const system = (compute: ImportContext['compute'] = noColdStart) => ({ ...test.system, compute });
  const find = (one: ImportSource) => (id: string) => (id === 'test' ? one : null);

  it('a source that breaks off is taken up where it stopped; damaged records are left out and named', async () => {
    const { projectId, importId } = await makeImport();
    const breaking = find(source({ failAt: 700 }));
    await expect(runImport(system(), { importId }, signal, breaking)).rejects.toThrow('went away');
    const half = await getProject(eve, { projectId });
    expect(half.import).toMatchObject({ state: 'running', done: 500, total: 1_200 });
    const { recordsPerSecond, secondsLeft } = half.import!;
    expect(recordsPerSecond).toBeGreaterThan(0);
    expect(secondsLeft! * recordsPerSecond!).toBeCloseTo(700);
    expect(half.counts.holdout).toBe(0);

    await runImport(system(), { importId }, signal, breaking);
    const whole = await getProject(eve, { projectId });
    expect(whole.counts).toEqual({
      records: 1_197,
      pool: 1_097,
      holdout: 100,
      labelled: 0,
      skipped: 0,
      changed: 0,
    });
    expect(whole.import).toMatchObject({ state: 'done', recordsPerSecond: null, secondsLeft: null });
    expect(whole.import?.rejected.map(({ name }) => name)).toEqual(['p7', 'p8', 'p9']);
    expect(whole.import?.rejected[1]?.reason).toBe('The image has 9 × 9 pixels, the others 8 × 8.');

    await runImport(system(), { importId }, signal, breaking); // the queue may hand a job out twice
    expect((await getProject(eve, { projectId })).counts.records).toBe(1_197);
  });

  it('features lie in the shards in the order of the records, and the pool hides its answers', async () => {
    const { projectId, importId } = await makeImport();
    await runImport(system(), { importId }, signal, find(source()));
    const shards = await test.db.featureShard.findMany({ where: { projectId }, orderBy: { start: 'asc' } });
    expect(shards.map(({ start, count }) => [start, count])).toEqual([
      [0, 497],
      [497, 500],
      [997, 200],
    ]);
    const second = decodeShard(await test.system.store.get(shards[1]!.objectKey));
    const record = await test.db.record.findFirstOrThrow({ where: { projectId, index: 500 } });
    expect(second.data[3 * 64]).toBe(Number(record.name.slice(1)) % 200);
    expect(await test.db.label.count({ where: { projectId, record: { split: 'pool' } } })).toBe(0);
    expect(await test.db.label.count({ where: { projectId, record: { split: 'holdout' } } })).toBe(100);
    const round = await test.db.round.findFirstOrThrow({
      where: { projectId },
      include: { ranking: { include: { record: true } } },
    });
    expect(round).toMatchObject({ number: 0, state: 'open' });
    expect(round.ranking.every(({ record: r }) => r.split === 'pool')).toBe(true);
  });

  it('no record is encoded twice: an import goes on with what no shard of the encoding covers', async () => {
    const { projectId, importId } = await makeImport();
    const encoded: number[] = [];
    let room = 1;
    const { get, put } = test.system.store;
    const store: Store = {
      ...test.system.store,
      async put(bytes) {
        const isShard = Buffer.from(bytes.subarray(0, 4)).toString() === 'QRNF';
        if (isShard && room-- === 0) throw new StorageError('disk_full', 'There is no space left.');
        if (isShard) encoded.push(decodeShard(bytes).start);
        return put(bytes);
      },
    };
    const run = () => runImport({ ...system(), store }, { importId }, signal, find(source()));
    await expect(run()).rejects.toMatchObject({ code: 'disk_full' });
    expect(await test.db.record.count({ where: { projectId } })).toBe(997); // read, and not all of them encoded
    await run();
    expect(encoded).toEqual([0, 497, 997]);
    const { encoding } = await test.db.project.findUniqueOrThrow({ where: { id: projectId } });
    expect(encoding).toMatchObject({ encoder: 'pixels', fitted: { shape: [8, 8, 1] } });
    const shards = await shardsOf(test.db, projectId);
    expect(shards.map(({ encoder }) => encoder)).toEqual(Array(3).fill((encoding as unknown as Encoding).version));

    // Another version of the encoding finds no shard, and is made from the pictures in the store.
    const next = { ...(encoding as object), version: 'pixels-2' };
    await test.db.project.update({ where: { id: projectId }, data: { encoding: next } });
    const features = featureWriter(test.system, projectId);
    await features.writeMissing(signal);
    await features.close();
    const renewed = await shardsOf(test.db, projectId);
    expect(renewed.map(({ start, count }) => [start, count])).toEqual([
      [0, 500],
      [500, 500],
      [1_000, 197],
    ]);
    const rows = await Promise.all([...shards, ...renewed].map(async (s) => decodeShard(await get(s.objectKey)).data));
    const bytes = rows.map((data) => Buffer.from(data as Uint8Array));
    expect(Buffer.concat(bytes.slice(0, 3)).equals(Buffer.concat(bytes.slice(3)))).toBe(true);
  });

  it('the first questions can be chosen by what the records look like; cut short there, an import ends the same way', async () => {
    const settings = { coldStart: { id: 'k-means', options: {} }, labelsPerRound: 2 };
    const { projectId, importId } = await makeImport(settings);
    const tasks: ColdStartTask[] = [];
    let isKilled = true;
    const context = system({
      async coldStart(task) {
        tasks.push(task);
        if (isKilled) throw new Error('killed');
        return { indices: [0, 1, 2, 3].filter((index) => !task.excluded.includes(index)) };
      },
    });
    await expect(runImport(context, { importId }, signal, find(source()))).rejects.toThrow('killed');
    expect((await getProject(eve, { projectId })).counts.holdout).toBe(0);
    isKilled = false;
    await runImport(context, { importId }, signal, find(source()));
    expect(tasks[0]).toMatchObject({ batch: 2, keep: 500, choice: settings.coldStart });
    expect(tasks[1]).toEqual(tasks[0]);
    const held = await test.db.record.findMany({ where: { projectId, split: 'holdout' }, orderBy: { index: 'asc' } });
    expect([...tasks[0]!.excluded].sort((a, b) => a - b)).toEqual(held.map(({ index }) => index));
    const { cards } = await claimCards(eve, { projectId, count: 3, keep: [] });
    expect(cards.map(({ reason }) => reason)).toEqual([
      'Chosen by “Centres of clusters”, which needs no model: there is none yet.',
      'Chosen by “Centres of clusters”, which needs no model: there is none yet.',
      'Drawn at random: there is no model yet.',
    ]);
  });

  it('a full disk stops the import with a line that says so; nothing half made is visible, and it goes on later', async () => {
    const { projectId, importId } = await makeImport();
    const full = {
      ...test.system.store,
      put: () => Promise.reject(new StorageError('disk_full', 'There is no space left.')),
    };
    await expect(runImport({ ...system(), store: full }, { importId }, signal, find(source()))).rejects.toMatchObject({
      code: 'disk_full',
    });
    await failImport(test.system, { importId }, 'There is no space left.');
    expect((await getProject(eve, { projectId })).import).toMatchObject({
      state: 'failed',
      error: 'There is no space left.',
    });
    expect(await test.db.record.count({ where: { projectId } })).toBe(0);
    expect((await retryImport(eve, { projectId })).import?.state).toBe('queued');
    await expect(retryImport(eve, { projectId })).rejects.toMatchObject({ code: 'import_running' });
    await runImport(system(), { importId }, signal, find(source()));
    expect((await getProject(eve, { projectId })).counts.records).toBe(1_197);
  });

  it('an unknown source is refused', async () => {
    const { importId } = await makeImport();
    await expect(runImport(system(), { importId }, signal)).rejects.toMatchObject({ code: 'import_failed' });
  });
});
