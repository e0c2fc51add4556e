import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { GivenRecord } from '@querent/contracts';
import type { Browser } from 'playwright-core';
import { signUp } from '../bench/client.ts';
import { openDatabase } from './database.ts';
import { sendLines } from './given.ts';
import {
  type Api,
  accessibilityIssues,
  apiOf,
  forget,
  type OpenPage,
  openBrowser,
  openPage,
  type Querent,
  screenshots,
  startQuerent,
  until,
} from './harness.ts';

const [RECORDS, HOLDOUT, LABELLED] = [400, 60, 40];
const isHigh = (n: number) => Math.sin(7 * n) > 0;
/** Two numbers, of which the first says the class but for some noise. */
const given = (n: number): GivenRecord => ({
  id: `v${n}`,
  vector: [(isHigh(n) ? 1 : -1) + 1.2 * Math.cos(31 * n), Math.sin(3 * n)],
  ...(n < HOLDOUT + LABELLED ? { label: isHigh(n) ? 'high' : 'low' } : {}),
  ...(n < HOLDOUT ? { split: 'holdout' as const } : {}),
});
const posterior = (epochs: number) => ({ id: 'mc-dropout', options: { epochs, minUpdates: 0, learningRate: 0.001 } });

describe('an engineer follows rounds, stops and pauses them, and tries settings before saving them', () => {
  let querent: Querent;
  let browser: Browser;
  let page: OpenPage;
  let api: Api;
  let projectId: string;
  let cookie: string;

  before(async () => {
    [querent, browser] = await Promise.all([startQuerent(), openBrowser()]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await openPage(context);
    api = apiOf(context, querent.address);
    ({ cookie } = await signUp(querent.address, querent.link, 'eve'));
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: querent.address }]);
    const kinds = { recordKind: 'vector', task: { kind: 'single_choice' }, classes: ['low', 'high'] };
    const settings = { trainsByLabels: false, posterior: posterior(100_000) };
    projectId = (await api('POST', '/projects', { name: 'Heights', ...kinds, settings })).body.id;
    const records = Array.from({ length: RECORDS }, (_, n) => given(n));
    await sendLines({ address: querent.address, cookie, projectId }, records, 'answers');
    await until(async () => (await state()).openRound, 'the first round');
    await until(async () => (await state()).encoding?.state === 'done', 'the features');
  });
  after(async () => {
    await browser?.close();
    await querent?.stop();
    if (querent) forget(querent.dataDir);
  });

  const state = async () => (await api('GET', `/projects/${projectId}/state`)).body;
  const rounds = async () => (await api('GET', `/projects/${projectId}/statistics`)).body.rounds;
  const set = (settings: object) => api('PATCH', `/projects/${projectId}`, { settings });
  const path = (rest = '') => `${querent.address}/projects/${projectId}${rest}`;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const stage = (id: string) => page.locator(`[data-stage=${id}]`).getAttribute('data-state');
  let next = HOLDOUT + LABELLED;
  /** Labels some of what was unlabelled, as a file would that comes again. */
  const label = async (count: number) => {
    const records = Array.from({ length: count }, () => ({ ...given(next), label: isHigh(next++) ? 'high' : 'low' }));
    await sendLines({ address: querent.address, cookie, projectId }, records, 'answers');
  };
  const isOpen = (number: number) =>
    until(async () => (await state()).openRound?.number === number, `round ${number} to ask`);
  const database = async <Result>(query: string, values: unknown[]): Promise<Result[]> => {
    const client = await openDatabase(querent);
    try {
      return (await client.query(query, values)).rows;
    } finally {
      await client.end();
    }
  };

  it('labels begin no round where the settings say so, a button does, and its losses are seen as they come', async () => {
    assert.deepEqual(
      (await rounds()).map(({ number }) => number),
      [0],
    );
    await page.goto(path());
    await page.getByRole('link', { name: 'Rounds', exact: true }).click();
    await page.waitForURL(/\/rounds$/);
    await button('Train now').click();
    await page.getByRole('table', { name: 'Rounds' }).getByRole('link', { name: '1', exact: true }).click();
    const loss = page.getByTestId('last-loss');
    const first = await until(() => loss.textContent(), 'a loss');
    await until(async () => (await loss.textContent()) !== first, 'another loss while it trains');
    assert.equal(await stage('training'), 'now');
    await page.getByRole('slider', { name: /^Loss/ }).waitFor({ state: 'attached' });
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'round-training');
  });

  it('a round is stopped, says so and who asks meanwhile, and is tried again with other settings', async () => {
    await button('Stop').click();
    await page
      .getByRole('alert')
      .getByText(/^Stopped by/)
      .waitFor();
    await page.getByTestId('serving').getByText('There is no model yet').waitFor();
    await until(async () => (await stage('training')) === 'ended', 'the stage it ended in');
    await set({ posterior: posterior(60) });
    await button('Try again').click();
    await isOpen(1);
    await until(async () => (await stage('open')) === 'now', 'the last stage on the page');
    for (const id of ['queued', 'training', 'drawing', 'scoring', 'measuring']) assert.equal(await stage(id), 'done');
    await page.getByTestId('changes').getByText('model').waitFor();
    const log = await page.getByTestId('log').textContent();
    for (const line of [/Training begins on 40 labels, by worker/, /Stopped by/, /Tried again by/, /The round asks/])
      assert.match(log ?? '', line);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'round-open');
  });

  it('training is paused and goes on', async () => {
    await set({ trainsByLabels: true });
    await page.goto(path());
    await button('Pause training').click();
    await page
      .getByTestId('pause')
      .getByText(/^Paused by/)
      .waitFor();
    await label(12);
    await until(async () => (await state()).counts.changed === 12, 'the labels');
    assert.equal((await rounds()).length, 2);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'paused');
    await button('Resume training').click();
    await isOpen(2);
    assert.equal(await page.getByTestId('pause').count(), 0);
  });

  it('the clock begins a round where the settings say so', async () => {
    await page.goto(path('/settings'));
    await page.getByRole('combobox', { name: 'By the clock' }).click();
    await page.getByRole('option', { name: 'Every hour' }).click();
    await page.getByRole('switch', { name: 'After that many new labels' }).click();
    await button('Save').click();
    await page.getByText(/^Saved\./).waitFor();
    await label(1);
    await page.goto(path());
    await page.getByText(/By the clock a model is trained next at/).waitFor();
    await database(`UPDATE project SET schedule_seen_at = now() - interval '2 hours' WHERE id = $1`, [projectId]);
    await isOpen(3);
  });

  it('a round that fails says why, the last good model still asks, and a retry mends it', async () => {
    const where = 'encoding_id = (SELECT encoding_id FROM project WHERE id = $1)';
    const [{ object_key: key }] = (await database(`SELECT object_key FROM feature_shard WHERE ${where}`, [
      projectId,
    ])) as [{ object_key: string }];
    await database(`UPDATE feature_shard SET object_key = repeat('0', 64) WHERE ${where}`, [projectId]);
    await label(1);
    const { id } = (await api('POST', `/projects/${projectId}/rounds`)).body;
    await page.goto(path(`/rounds/${id}`));
    // Next has an alert of its own, which says where one has come to.
    await page.getByRole('region', { name: 'How far it is' }).getByRole('alert').waitFor({ timeout: 60_000 });
    await page
      .getByTestId('serving')
      .getByText(/The last good model, r3-\S+ of round 3, still asks/)
      .waitFor();
    await screenshots(page, 'round-failed');
    await database(`UPDATE feature_shard SET object_key = $2 WHERE ${where}`, [projectId, key]);
    await button('Try again').click();
    await isOpen(4);
  });

  it('settings are tried on what is labelled, with figures and what both would ask', async () => {
    await page.goto(path('/settings'));
    await button('Try it on what is labelled').click();
    await page
      .getByRole('alert')
      .getByText(/^There is nothing to try/)
      .waitFor();
    await page.getByLabel('Draws', { exact: true }).fill('40');
    await page.getByRole('combobox', { name: /^Acquisition/ }).click();
    await page.getByRole('option', { name: /^Margin/ }).click();
    await button('Try it on what is labelled').click();
    const trial = page.getByRole('article', { name: 'Trial' });
    await trial.waitFor();
    await page.locator('article[data-state=done]').waitFor({ timeout: 180_000 });
    const table = trial.getByRole('table', { name: 'Figures of the trial' });
    assert.ok((await table.getByRole('row').count()) > 2);
    assert.match(
      (await trial.getByTestId('overlap').textContent()) ?? '',
      /^Of the first 12 questions .* % are the same\./,
    );
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'trial');
    const { items } = (await api('GET', `/projects/${projectId}/trials`)).body;
    assert.equal(items[0]?.result?.ranking.other.length, 12);
    const accuracy = items[0]!.result!.figures.find((figure) => figure.id === 'accuracy')!;
    assert.ok(accuracy.present.value > 0.6 && accuracy.difference.low <= accuracy.difference.high);
    assert.equal((await api('GET', `/projects/${projectId}`)).body.settings.draws, 20); // nothing was saved
  });

  it('a stopping rule pauses training with its figures, and one goes on anyway', async () => {
    const rule = { id: 'plateau', options: { patience: 1, gain: 0.5 } };
    await set({ schedule: null, stopping: { rule, rounds: 1 } });
    await label(1);
    await api('POST', `/projects/${projectId}/rounds`);
    await page.goto(path('/rounds'));
    await page.getByRole('heading', { name: 'Enough, says the stopping rule' }).waitFor({ timeout: 60_000 });
    assert.match((await page.getByTestId('pause').textContent()) ?? '', /“No more progress”: .* Accuracy is 0\.\d+ \[/);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'rounds-enough');
    await button('Go on anyway').click();
    await until(async () => (await state()).training.pause === null, 'training to go on');
  });
});
