import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDebianPostgres, startRedis } from '@querent/testing';
import { apiOf, labelMany, signUp } from '../bench/client.ts';
import { forget, type Querent, readAnswerKey, startQuerent, sum, until } from './harness.ts';
import { findProcess } from './processes.ts';

const workerPid = (querent: Querent) => findProcess('worker/dist/main.js', querent.dataDir)!;

async function setUp(querent: Querent) {
  const api = apiOf(querent.address, (await signUp(querent.address, querent.link)).cookie);
  const answerKey = await readAnswerKey();
  const { id: projectId } = await api('POST', '/projects/sample');
  const state = () => api('GET', `/projects/${projectId}/state`);
  await until(async () => (await state()).openRound, 'the import');
  return { api, projectId, state, label: (count: number) => labelMany(api, projectId, answerKey, count) };
}

describe('a worker that is killed', () => {
  let querent: Querent;
  before(async () => {
    querent = await startQuerent({ env: { QUERENT_LOCK_MS: '3000' } });
  });
  after(async () => {
    await querent?.stop();
    forget(querent.dataDir);
  });

  it('with -9 while training and while scoring: the rounds finish, no answer is lost or doubled', async () => {
    const { api, projectId, state, label } = await setUp(querent);
    for (const [number, stage] of [
      [1, 'training'],
      [2, 'scoring'],
    ] as const) {
      await label(10);
      await until(async () => (await state()).workingRound?.state === stage, `round ${number} to be ${stage}`);
      process.kill(workerPid(querent), 'SIGKILL');
      await label(3); // labelling never waits
      await until(
        async () => ((await state()).openRound?.number ?? 0) >= number,
        `round ${number} to be taken up again and finish`,
      );
    }
    const { answers, rounds } = await api('GET', `/projects/${projectId}/statistics`);
    assert.equal(sum(answers.map(({ count }) => count)), 26);
    assert.ok(rounds.every(({ state: s }) => s !== 'failed'));
    assert.match(querent.log('worker'), /worker ended \(SIGKILL\) and is started again/);
  });
});

describe('a PostgreSQL and a Redis of one’s own', () => {
  it('replace the embedded parts: an import, labels and a round go through them', async () => {
    const [postgres, redis] = await Promise.all([startDebianPostgres(), startRedis()]);
    const querent = await startQuerent({ env: { DATABASE_URL: postgres.url, REDIS_URL: redis.url } });
    try {
      assert.match(querent.output, /Database .*PostgreSQL 1\d at 127\.0\.0\.1/);
      assert.match(querent.output, /Redis .*Redis \d/);
      const { state, label } = await setUp(querent);
      await label(10);
      const round = await until(async () => {
        const { openRound } = await state();
        return openRound && openRound.number >= 1 && openRound;
      }, 'round 1');
      assert.equal(round.figures[0]?.records, 1_000);
    } finally {
      await querent.stop();
      await Promise.all([postgres.stop(), redis.stop()]);
      forget(querent.dataDir);
    }
  });
});
