import { encodeShard } from '@querent/core/encoders';
import { type Context, claimCards, retryRound, submitAnnotation } from '@querent/domain';
import { createTestContext, encodingIdOf, makeReadyProject, type TestContext } from '@querent/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { testWorkers } from './test-worker.js';

const RECORDS = 50;
const SMALL = { network: { id: 'mlp', options: { units: [8] } }, draws: 3 };
/** Trains for longer than any test waits. */
const ENDLESS = { ...SMALL, posterior: { id: 'mc-dropout', options: { minUpdates: 1_000_000 } } };

describe('a worker process', () => {
  let test: TestContext;
  let eve: Context;
  let projectId: string;
  let roundId: string;
  let workers: ReturnType<typeof testWorkers>;
  beforeAll(async () => {
    test = await createTestContext(inject('postgresUrl'));
    workers = testWorkers(test);
    eve = await test.as('engineer');
    projectId = await makeReadyProject(test, { records: RECORDS, members: [eve] });
    const data = Uint8Array.from({ length: RECORDS * 16 }, (_, at) => (at * 7) % 256);
    const pixels = { dtype: 'uint8' as const, shape: [4, 4, 1], start: 0, count: RECORDS, data };
    const objectKey = await test.system.store.put(encodeShard(pixels));
    await test.db.featureShard.create({
      data: { encodingId: encodingIdOf(projectId), start: 0, count: RECORDS, objectKey },
    });
    await test.db.project.update({ where: { id: projectId }, data: { settings: ENDLESS } });
    await label(10);
    roundId = (await test.db.round.findFirstOrThrow({ where: { projectId, number: 1 } })).id;
  });
  afterAll(async () => {
    workers.killAll();
    await test.close();
  });

  const label = async (count: number) => {
    const { cards } = await claimCards(eve, { projectId, count, keep: [] });
    for (const [at, card] of cards.entries())
      await submitAnnotation(eve, {
        projectId,
        recordId: card.recordId,
        roundId: card.roundId,
        outcome: 'label',
        label: at % 3,
        seconds: 1,
        idempotencyKey: `killed-${card.recordId}`,
      });
  };
  const rowOf = () => test.db.round.findUniqueOrThrow({ where: { id: roundId } });
  /** Waits for the attempt of this number to train. */
  const training = (attempts: number) =>
    expect
      .poll(
        async () => {
          const { state, progress, attempts: now } = await rowOf();
          return state === 'training' && progress !== null && now === attempts;
        },
        { timeout: 30_000 },
      )
      .toBe(true);

  it('that is told to stop while it trains has not used up an attempt', async () => {
    workers.start();
    await training(1);
    await workers.end('SIGTERM');
    expect(await rowOf()).toMatchObject({ state: 'training', attempts: 0 });
  });

  it('that is killed three times by a round fails it with the reason, whatever the queue forgets; labelling goes on', async () => {
    for (const attempts of [1, 2, 3]) {
      workers.start();
      await training(attempts);
      await workers.end('SIGKILL');
      if (attempts === 2) await test.db.$executeRaw`DELETE FROM bullmq.job`;
    }
    workers.start();
    await label(1);
    await expect.poll(async () => (await rowOf()).state, { timeout: 30_000 }).toBe('failed');
    expect((await rowOf()).error).toBe(
      'The worker ended three times while it trained this round, most likely for want of memory. Labelling goes on. Choose another model or fewer draws in the settings, or give the machine more memory, then try again.',
    );
    expect(workers.isAlive()).toBe(true);
    await label(1);
  });

  it('finishes the round when it is tried again with settings that the machine bears', async () => {
    await test.db.project.update({ where: { id: projectId }, data: { settings: SMALL } });
    await retryRound(eve, { roundId });
    await expect.poll(async () => (await rowOf()).state, { timeout: 60_000 }).toBe('open');
    expect(await rowOf()).toMatchObject({ attempts: 0, labels: 12, error: null });
  });
});
