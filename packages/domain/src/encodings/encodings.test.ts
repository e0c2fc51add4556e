import { AddingOptions, CreateProject } from '@querent/contracts';
import { decodeShard } from '@querent/core/encoders';
import { bytesInput, getImporter } from '@querent/formats';
import { describe, expect, it } from 'vitest';
import { failEncoding, type RoundCompute } from '../background/index.js';
import {
  addRecords,
  claimCards,
  createProject,
  deleteProject,
  getProject,
  retryEncoding,
  startRound,
  updateProject,
} from '../index.js';
import { never, setUpEncodings, TEXTS, VECTORS, vectors } from './encoding.contract.js';
import { encodesHere } from './test-encode.js';

const { add, eve, latest, make, run, test } = setUpEncodings();
const NGRAMS = { encoder: { id: 'hashed-ngrams', options: { dimensions: 16 } } };

describe('the encoding of a project', () => {
  const shardsOf = (encodingId: string) =>
    test().db.featureShard.findMany({ where: { encodingId }, orderBy: { start: 'asc' } });
  /** The first number of each record's features, in the order of the records. */
  const features = async (projectId: string) => {
    const { id } = await latest(projectId);
    const read = (await shardsOf(id)).map(async ({ start, count, objectKey }) => {
      const shard = decodeShard(await test().system.store.get(objectKey));
      expect([shard.start, shard.count]).toEqual([start, count]);
      return Array.from({ length: count }, (_, at) => shard.data[at * shard.shape[0]!]);
    });
    return (await Promise.all(read)).flat();
  };
  const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

  it('covers all records in shards, in their order; those that were removed keep their place', async () => {
    const projectId = await make(VECTORS, vectors(1_201));
    await test().db.record.updateMany({ where: { projectId, index: 3 }, data: { removedAt: new Date() } });
    await run(projectId);
    const row = await latest(projectId);
    expect((await shardsOf(row.id)).map(({ start, count }) => [start, count])).toEqual([
      [0, 500],
      [500, 500],
      [1_000, 201],
    ]);
    expect(await features(projectId)).toEqual(numbers(1_201));
    expect(row).toMatchObject({ encoder: 'vectors', state: 'done', done: 1_201, fitted: { shape: [2] } });
    expect((await getProject(eve(), { projectId })).encoding).toMatchObject({
      state: 'done',
      total: 1_201,
      done: 1_201,
    });
    expect(await test().db.project.findUnique({ where: { id: projectId } })).toMatchObject({ encodingId: row.id });
    await run(projectId); // the queue may hand a job out twice
    expect(await latest(projectId)).toEqual(row);
  });

  it('takes records along that come meanwhile', async () => {
    const projectId = await make(VECTORS, vectors(600));
    const here = encodesHere(test().system.store);
    let isFirst = true;
    await run(projectId, {
      async encode(task, own) {
        if (isFirst) await add(projectId, vectors(700, 600));
        isFirst = false;
        return here.encode(task, own);
      },
    });
    expect(await latest(projectId)).toMatchObject({ state: 'done', done: 1_300 });
    expect(await features(projectId)).toEqual(numbers(1_300));
  });

  it('of a project that grows later begins at what is missing, and rounds wait for it', async () => {
    const projectId = await make(VECTORS, vectors(5));
    await run(projectId);
    const { id } = await latest(projectId);
    await add(
      projectId,
      vectors(15, 5).map((one) => ({ ...one, label: 'a' })),
    );
    expect(await latest(projectId)).toMatchObject({ id, state: 'queued', done: 5 });
    expect(await test().db.round.count({ where: { projectId } })).toBe(1);
    await expect(startRound(eve(), { projectId })).rejects.toMatchObject({ code: 'encoding_running' });
    await run(projectId);
    expect((await shardsOf(id)).map(({ start, count }) => [start, count])).toEqual([
      [0, 5],
      [5, 15],
    ]);
    const round = await test().db.round.findFirstOrThrow({ where: { projectId, number: 1 } });
    expect(round).toMatchObject({ state: 'queued', encodingId: id, records: 20 });
  });

  it.each(['is told to stop', 'is killed'])(
    'goes on where a worker %s between shards, and encodes nothing twice',
    async (how) => {
      const projectId = await make(VECTORS, vectors(1_100));
      const here = encodesHere(test().system.store);
      const stop = new AbortController();
      let isOver = false;
      const encoded: number[] = [];
      const encode: RoundCompute['encode'] = async (task, own) => {
        if (task.start === 500 && !isOver) {
          isOver = true;
          if (how === 'is killed') throw new Error('killed');
          stop.abort(new Error('The worker stops.'));
          own.signal.throwIfAborted();
        }
        encoded.push(task.start);
        return here.encode(task, own);
      };
      await expect(run(projectId, { encode }, stop.signal)).rejects.toThrow(how === 'is killed' ? 'killed' : 'stops');
      const half = await latest(projectId);
      expect(half).toMatchObject({ state: 'running', done: 500, attempts: how === 'is killed' ? 1 : 0 });
      await run(projectId, { encode, prepare: never }); // what was learned of the records is kept
      expect(encoded).toEqual([0, 500, 1_000]);
      expect(await features(projectId)).toEqual(numbers(1_100));
      expect(await latest(projectId)).toMatchObject({ state: 'done', version: half.version });
    },
  );

  it('of another encoder leaves rounds on the old features until it is complete', async () => {
    const records = Array.from({ length: 6 }, (_, at) => ({ text: `Text ${at}`, label: 'ab'[at % 2] }));
    const projectId = await make({ ...TEXTS, settings: { ...NGRAMS, labelsPerRound: 6 } }, records);
    await run(projectId);
    const old = await latest(projectId);
    expect(await test().db.round.findFirst({ where: { projectId, number: 1 } })).toMatchObject({ encodingId: old.id });
    await test().db.round.updateMany({ where: { projectId, number: 1 }, data: { state: 'failed' } });

    const encoder = { id: 'hashed-ngrams', options: { dimensions: 32 } };
    await updateProject(eve(), { projectId, settings: { encoder } });
    const wanted = await latest(projectId);
    expect(wanted).toMatchObject({
      state: 'queued',
      done: 0,
      options: encoder.options,
      reason: 'Chosen in the settings.',
    });
    expect(wanted.id).not.toBe(old.id);
    const used = async () => (await test().db.project.findUniqueOrThrow({ where: { id: projectId } })).encodingId;
    await expect(run(projectId, { encode: () => Promise.reject(new Error('no memory')) })).rejects.toThrow('no memory');
    expect(await used()).toBe(old.id);
    await run(projectId);
    expect(await used()).toBe(wanted.id);
    expect(await shardsOf(old.id)).toHaveLength(1); // a round that is under way still reads them
    await updateProject(eve(), { projectId, settings: { encoder } }); // the same again
    expect((await latest(projectId)).id).toBe(wanted.id);
  });

  it('of rows takes columns for names that whoever brought them has called so, whatever stands there', async () => {
    const { id: projectId } = await createProject(
      eve(),
      CreateProject.parse({ name: 'Codes', recordKind: 'row', task: { kind: 'numeric' } }),
    );
    const table = bytesInput('codes.csv', Buffer.from('zip,rooms\n01067,2\n10115,3\n'));
    const columns = { zip: 'category', rooms: 'number' };
    await addRecords(eve(), { projectId, ...AddingOptions.parse({}) }, getImporter('csv').read(table, { columns }));
    expect(await latest(projectId)).toMatchObject({ encoder: 'tables', options: { verbatim: ['zip'] } });
    await run(projectId);
    expect((await latest(projectId)).fitted).toMatchObject({
      columns: [{ name: 'zip', kind: 'category', values: ['01067', '10115'] }, { kind: 'number' }],
    });
  });

  it('that fails beside one that is used stops no round', async () => {
    const records = Array.from({ length: 6 }, (_, at) => ({ text: `Text ${at}` }));
    const projectId = await make({ ...TEXTS, settings: NGRAMS }, records);
    await run(projectId);
    await updateProject(eve(), {
      projectId,
      settings: { encoder: { id: 'hashed-ngrams', options: { dimensions: 64 } } },
    });
    await failEncoding(test().system, { encodingId: (await latest(projectId)).id }, 'Why.');
    await expect(startRound(eve(), { projectId })).rejects.toMatchObject({ code: 'no_new_labels' });
  });

  it('after the third failure fails for good in a sentence, labelling goes on, and it can be tried again', async () => {
    const projectId = await make(VECTORS, vectors(5));
    const encode = () => Promise.reject(new Error('there is no more memory'));
    for (let times = 0; times < 2; times++) await expect(run(projectId, { encode })).rejects.toThrow('no more memory');
    const error = await run(projectId, { encode }).catch((cause) => cause);
    expect(error).toMatchObject({
      code: 'encoding_failed',
      detail: expect.stringContaining('there is no more memory'),
    });
    const { id: encodingId } = await latest(projectId);
    await failEncoding(test().system, { encodingId }, error.detail);
    expect((await getProject(eve(), { projectId })).encoding).toMatchObject({ state: 'failed', error: error.detail });
    expect((await claimCards(eve(), { projectId, count: 3, keep: [] })).cards).toHaveLength(3);
    await run(projectId, { encode: never }); // it is not taken up again by itself

    expect((await retryEncoding(eve(), { projectId })).encoding).toMatchObject({ state: 'queued', error: null });
    await expect(retryEncoding(eve(), { projectId })).rejects.toMatchObject({ code: 'encoding_not_failed' });
    await run(projectId);
    expect(await features(projectId)).toEqual(numbers(5));
  });

  it('whose worker dies three times at one place fails with what to do', async () => {
    const projectId = await make(VECTORS, vectors(5));
    for (let times = 0; times < 3; times++)
      await new Promise<void>((begun) => {
        const encode = () => {
          begun();
          return new Promise<never>(() => {});
        };
        void run(projectId, { encode });
      });
    await expect(run(projectId)).rejects.toMatchObject({
      code: 'encoding_failed',
      detail: expect.stringMatching(/^The worker ended three times while it encoded .* then try again\.$/),
    });
  });

  it('ends where its project is removed', async () => {
    const projectId = await make(VECTORS, vectors(1_100));
    const here = encodesHere(test().system.store);
    const encoded: number[] = [];
    await run(projectId, {
      async encode(task, own) {
        encoded.push(task.start);
        await deleteProject(eve(), { projectId });
        return here.encode(task, own);
      },
    }).catch(() => {});
    expect(encoded).toEqual([0]);
    expect(await latest(projectId)).toMatchObject({ state: 'failed', error: 'The project has been removed.' });
  });

  it('keeps what it cannot read of the records, with what to do', async () => {
    const records = Array.from({ length: 1_000 }, (_, at) => ({
      text: at % 4 === 0 ? `…${'.'.repeat(at)}` : `Text ${at}`,
    }));
    const projectId = await make({ ...TEXTS, settings: NGRAMS }, records);
    await run(projectId);
    const { encoding } = await getProject(eve(), { projectId });
    expect(encoding?.unread).toBeCloseTo(0.25);
    expect(encoding?.advice).toMatch(/have no features\. Leave them out/);
    const read = await make({ ...TEXTS, settings: NGRAMS }, records.slice(1, 4));
    await run(read);
    expect((await getProject(eve(), { projectId: read })).encoding).toMatchObject({ unread: 0, advice: null });
  });
});
