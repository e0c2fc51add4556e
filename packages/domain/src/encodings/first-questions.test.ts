import { describe, expect, it } from 'vitest';
import { type ColdStartTask, type RoundCompute, requeueUnfinished } from '../background/index.js';
import { claimCards } from '../index.js';
import { never, setUpEncodings, VECTORS, vectors } from './encoding.contract.js';

const { add, eve, latest, make, run, test } = setUpEncodings();

describe('an encoding that chooses the first questions', () => {
  const settings = { coldStart: { id: 'k-means', options: {} }, labelsPerRound: 2 };
  const byFeatures = { ...VECTORS, settings, holdout: 4 };
  const labelled = vectors(12).map((one) => ({ ...one, label: 'a' }));
  const chooses = (tasks: ColdStartTask[]): Partial<RoundCompute> => ({
    async coldStart(task) {
      tasks.push(task);
      return { indices: [7, 3, 5, 2, 0].filter((index) => !task.excluded.includes(index)) };
    },
  });
  const hand = (projectId: string) => claimCards(eve(), { projectId, count: 50, keep: [] });

  it('is waited for, and opens the cold start at its end', async () => {
    const projectId = await make(byFeatures, labelled, { labels: 'key' });
    expect((await hand(projectId)).empty).toBe('choosing');
    const tasks: ColdStartTask[] = [];
    await run(projectId, chooses(tasks));
    const held = await test().db.record.findMany({ where: { projectId, split: 'holdout' }, orderBy: { index: 'asc' } });
    expect(tasks).toMatchObject([
      { batch: 2, keep: 500, choice: settings.coldStart, shards: [{ start: 0, count: 12 }] },
    ]);
    expect(tasks[0]!.excluded).toEqual(held.map(({ index }) => index));
    expect(held).toHaveLength(4);
    const { cards } = await hand(projectId);
    expect(cards[0]!.reason).toBe('Chosen by “Centres of clusters”, which needs no model: there is none yet.');
    expect(cards[2]!.reason).toBe('Drawn at random: there is no model yet.');
    expect(cards).toHaveLength(8); // what the choice left out is drawn after it
  });

  it('is taken up again where it was cut short among the choice', async () => {
    const projectId = await make(byFeatures, labelled, { labels: 'key' });
    await expect(run(projectId, { coldStart: () => Promise.reject(new Error('killed')) })).rejects.toThrow('killed');
    const { id, state } = await latest(projectId);
    expect(state).toBe('done');
    await requeueUnfinished(test().system); // as if the queue had lost it
    expect(await test().system.queue.has(`encode-${id}`)).toBe(true);
    await run(projectId, chooses([]));
    expect((await hand(projectId)).cards).toHaveLength(8);
    expect(await test().db.round.count({ where: { projectId } })).toBe(1);
  });

  it('is run again where it was complete before the last records came, though these bring nothing new', async () => {
    const projectId = await make(byFeatures, labelled, { labels: 'key', more: true });
    await run(projectId, { coldStart: never }); // nobody may be asked yet
    const { id } = await latest(projectId);
    await test().db.$executeRaw`DELETE FROM bullmq.job WHERE id = ${`encode-${id}`}`; // a worker has done it
    expect(await add(projectId, labelled, { labels: 'key' })).toMatchObject({ added: 0, holdout: 4 });
    expect(await test().system.queue.has(`encode-${id}`)).toBe(true);
    await run(projectId, chooses([]));
    expect((await hand(projectId)).cards).toHaveLength(8);
  });
});
