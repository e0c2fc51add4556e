import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDebianPostgres, startRedis } from '@querent/testing';
import type { Browser } from 'playwright-core';
import {
  type AnswerKey,
  type Api,
  apiOf,
  forget,
  makeAccount,
  openBrowser,
  openPage,
  type Querent,
  readAnswerKey,
  startQuerent,
  until,
} from './harness.ts';
import { findProcess } from './processes.ts';

/** Answers `count` questions over the API, as the page does. */
async function label(api: Api, projectId: string, answerKey: AnswerKey, count: number) {
  for (let left = count; left > 0; ) {
    const { body } = await api('POST', `/projects/${projectId}/hand`, { count: Math.min(10, left) });
    for (const card of body.cards.slice(0, left)) {
      const answer = {
        recordId: card.recordId,
        roundId: card.roundId,
        outcome: 'label',
        label: Number(answerKey(card.name)),
        seconds: 1,
      };
      const { status } = await api('POST', `/projects/${projectId}/annotations`, {
        ...answer,
        idempotencyKey: `key-${card.recordId}`,
      });
      assert.equal(status, 200);
      left--;
    }
  }
}

const workerPid = (querent: Querent) => findProcess('worker/dist/main.js', querent.dataDir)!;

async function setUp(browser: Browser, querent: Querent) {
  const context = await browser.newContext();
  await makeAccount(await openPage(context), querent.link, { name: 'Ada', email: 'ada@example.org' });
  const api = apiOf(context, querent.address);
  const projectId = (await api('POST', '/projects/sample')).body.id;
  const state = async () => (await api('GET', `/projects/${projectId}/state`)).body;
  await until(async () => (await state()).openRound, 'the import');
  return { api, projectId, state };
}

describe('a worker that is killed', () => {
  let querent: Querent;
  let browser: Browser;
  let answerKey: AnswerKey;
  before(async () => {
    [querent, browser, answerKey] = await Promise.all([
      startQuerent({ env: { QUERENT_LOCK_MS: '3000' } }),
      openBrowser(),
      readAnswerKey(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await querent?.stop();
    forget(querent.dataDir);
  });

  it('with -9 while training and while scoring: the rounds finish, no answer is lost or doubled', async () => {
    const { api, projectId, state } = await setUp(browser, querent);
    for (const [number, stage] of [
      [1, 'training'],
      [2, 'scoring'],
    ] as const) {
      await label(api, projectId, answerKey, 10);
      await until(async () => (await state()).workingRound?.state === stage, `round ${number} to be ${stage}`);
      process.kill(workerPid(querent), 'SIGKILL');
      await label(api, projectId, answerKey, 3); // labelling never waits
      await until(
        async () => ((await state()).openRound?.number ?? 0) >= number,
        `round ${number} to be taken up again and finish`,
      );
    }
    const { body } = await api('GET', `/projects/${projectId}/statistics`);
    assert.equal(
      body.labelsPerClass.reduce((a, b) => a + b),
      26,
    );
    assert.ok(body.rounds.every(({ state: s }) => s !== 'failed'));
    assert.match(querent.log('worker'), /worker ended \(SIGKILL\) and is started again/);
  });
});

describe('a PostgreSQL and a Redis of one’s own', () => {
  it('replace the embedded parts: an import, labels and a round go through them', async () => {
    const [postgres, redis, browser, answerKey] = await Promise.all([
      startDebianPostgres(),
      startRedis(),
      openBrowser(),
      readAnswerKey(),
    ]);
    const querent = await startQuerent({ env: { DATABASE_URL: postgres.url, REDIS_URL: redis.url } });
    try {
      assert.match(querent.output, /Database .*PostgreSQL 1\d at 127\.0\.0\.1/);
      assert.match(querent.output, /Redis .*Redis \d/);
      const { api, projectId, state } = await setUp(browser, querent);
      await label(api, projectId, answerKey, 10);
      const round = await until(async () => {
        const { openRound } = await state();
        return openRound && openRound.number >= 1 && openRound;
      }, 'round 1');
      assert.equal(round.metrics?.records, 1_000);
    } finally {
      await browser.close();
      await querent.stop();
      await Promise.all([postgres.stop(), redis.stop()]);
      forget(querent.dataDir);
    }
  });
});
