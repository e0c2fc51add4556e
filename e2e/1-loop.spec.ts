import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, describe, it } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { ROOT } from '../tools/stages.mjs';
import {
  accessibilityIssues,
  apiOf,
  card,
  labelOne,
  makeAccount,
  type OpenPage,
  openPage,
  screenshots,
  signIn,
  sum,
  until,
} from './harness.ts';
import { setUpJourney } from './journey.ts';

describe('from a fresh start to a model that learns from a person', () => {
  const journey = setUpJourney();
  const { answerKey } = journey;
  let context: BrowserContext;
  let page: OpenPage;
  let projectUrl: string;
  const projectIdOf = (url: string) => new URL(url).pathname.split('/')[2];

  before(async () => {
    context = await journey.openContext();
    page = await openPage(context);
  });

  it('a second start says that one is running, and where', () => {
    const env = { ...process.env, QUERENT_DATA_DIR: journey.querent.dataDir };
    const { status, stderr } = spawnSync(process.execPath, ['tools/start.mjs'], { cwd: ROOT, env, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`runs already at ${journey.querent.address}`));
  });

  it('nobody gets in without an account', async () => {
    const stranger = await journey.openStranger();
    const api = apiOf(stranger, journey.querent.address);
    assert.equal((await api('GET', '/projects')).body.code, 'not_signed_in');
    const other = await stranger.newPage();
    await other.goto(journey.querent.address);
    assert.equal(new URL(other.url()).pathname, '/sign-in');
    assert.deepEqual(await accessibilityIssues(other), []);
    await screenshots(other, 'sign-in');
    await stranger.close();
  });

  it('the one-time link makes the first admin, once', async () => {
    await page.goto(journey.querent.link);
    await screenshots(page, 'welcome');
    await makeAccount(page, journey.querent.link, { name: 'Ada Admin', email: 'ada@example.org' });
    const stranger = await (await journey.openStranger()).newPage();
    await stranger.goto(journey.querent.link);
    await stranger.getByText('It has been used already').waitFor();
  });

  it('one click makes the sample project, and its import shows how far it is', async () => {
    await screenshots(page, 'projects-empty');
    await page.getByRole('button', { name: 'Start with handwritten digits' }).click();
    await page.waitForURL(/\/projects\/.+/);
    projectUrl = page.url();
    await page.getByRole('progressbar', { name: 'Import' }).waitFor();
    await page.screenshot({ path: `${ROOT}/e2e/results/import.png` });
    await page.getByRole('link', { name: 'Label', exact: true }).waitFor({ timeout: 300_000 }); // a machine may have other work to do
    const { body } = await apiOf(context, journey.querent.address)('GET', `/projects/${projectIdOf(projectUrl)}`);
    assert.deepEqual(body.counts, {
      records: 10_000,
      pool: 9_000,
      holdout: 1_000,
      labelled: 0,
      skipped: 0,
      changed: 0,
    });
  });

  it('sixty digits labelled by keyboard bring the holdout accuracy past 0.70', async () => {
    await page.getByRole('link', { name: 'Label', exact: true }).click();
    const api = apiOf(context, journey.querent.address);
    const projectId = projectIdOf(projectUrl);
    const rounds = new Set<number>();
    for (let labelled = 0; labelled < 60; labelled++) {
      const { round } = await labelOne(page, answerKey);
      rounds.add(round);
      if ((labelled + 1) % 10 === 0) {
        // A person of flesh and blood needs longer for ten digits than a round does.
        const number = (labelled + 1) / 10;
        await until(
          async () => (await api('GET', `/projects/${projectId}/state`)).body.openRound!.number >= number,
          `round ${number} to open`,
        );
        await page.locator(`[data-testid=round-status]:has-text("model r${number}")`).waitFor();
        await page.waitForTimeout(600);
      }
    }
    assert.ok(rounds.size >= 5, `cards came from rounds ${[...rounds]}`);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'label');
    await page.goto(projectUrl);
    const shown = Number(await page.getByTestId('holdout-accuracy').textContent());
    assert.ok(shown > 0.7, `the page shows ${shown}`);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'project');
    const { body } = await api('GET', `/projects/${projectId}/statistics`);
    assert.equal(sum(body.answers.map(({ count }) => count)), 60);
    const accuracies = body.rounds.flatMap(({ labels, figures }) =>
      figures.filter(({ id }) => id === 'accuracy').map(({ value }) => `${labels}: ${value}`),
    );
    console.log(`# holdout accuracy by labels: ${accuracies.join(', ')}`);
    assert.deepEqual(page.errors, []);
  });

  it('an answer can be taken back, also after a reload, and a record can be skipped', async () => {
    await page.goto(`${projectUrl}/label`);
    const { recordId } = await labelOne(page, answerKey);
    await page.getByText('All answers are saved.').waitFor();
    await page.reload();
    await card(page).waitFor();
    await page.keyboard.press('u');
    await page.waitForFunction(
      (id) => document.querySelector('[data-testid=card]')?.getAttribute('data-record-id') === id,
      recordId,
    );
    await page.keyboard.press('s');
    await page.waitForFunction(
      (id) => document.querySelector('[data-testid=card]')?.getAttribute('data-record-id') !== id,
      recordId,
    );
    await page.getByText('All answers are saved.').waitFor();
    const { body } = await apiOf(context, journey.querent.address)('GET', `/projects/${projectIdOf(projectUrl)}`);
    assert.equal(body.counts.labelled, 60);
    assert.equal(body.counts.skipped, 1);
  });

  it('a key that is pressed twice, and a second tab, make one answer', async () => {
    const api = apiOf(context, journey.querent.address);
    const projectId = projectIdOf(projectUrl);
    const second = await openPage(context);
    await second.goto(`${projectUrl}/label`);
    await Promise.all([card(page).waitFor(), card(second).waitFor()]);
    const [here, there] = await Promise.all([page, second].map((p) => card(p).getAttribute('data-record-id')));
    assert.equal(here, there, 'both tabs show the card in hand');
    const key = answerKey((await card(page).getAttribute('data-name')) ?? '');
    await Promise.all([page.keyboard.press(key), second.keyboard.press(key)]);
    await Promise.all([page, second].map((p) => p.getByText('All answers are saved.').waitFor()));
    const mine = (await api('GET', `/projects/${projectId}/annotations/mine`)).body;
    assert.equal(mine.filter(({ recordId }) => recordId === here).length, 1);
    await second.close();
  });

  it('everything is still there after Ctrl-C and a new start, and nothing was left running', async () => {
    assert.equal(await journey.querent.stop('SIGINT'), 0);
    const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    assert.ok(!stdout.includes(journey.querent.dataDir), 'a process of the stopped start is left');
    const before = performance.now();
    await journey.startAgain();
    console.log(`# second start: ${((performance.now() - before) / 1000).toFixed(1)} s`);
    assert.equal(journey.querent.link, '');
    await context.clearCookies();
    await signIn(page, journey.querent.address, 'ada@example.org');
    await page.getByRole('link', { name: 'Handwritten digits', exact: true }).waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'projects');
    await page.goto(`${journey.querent.address}/people`);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'people');
    await page.goto(`${journey.querent.address}${new URL(projectUrl).pathname}/settings`);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'settings');
    assert.deepEqual(page.errors, []);
  });
});
