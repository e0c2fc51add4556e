import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeReadyProject } from '@querent/testing';
import type { Browser } from 'playwright-core';
import { accessibilityIssues, type OpenPage, openBrowser, openPage, until } from './harness.ts';
import { type Person, startWeb, type Web } from './web.ts';

const ROUNDS = 80;
/** What the model of a round was measured to be. */
const figuresOf = (round: number) => [
  figure('accuracy', round / 100 + 0.09),
  figure('nll', 2.01 - round / 100),
  figure('ece', 0.1),
];
const figure = (id: string, value: number) => ({ id, value, low: value - 0.05, high: value + 0.05, records: 1_000 });

describe('charts, tables, lists, fields and dialogs by keyboard', () => {
  let web: Web;
  let browser: Browser;
  let page: OpenPage;
  let admin: Person;
  let projectId: string;
  const url = (path = '') => `${web.address}/projects/${projectId}${path}`;
  /** Closed rounds of a project, each with a model that was measured. */
  async function measureRounds(projectId: string, rounds: number) {
    for (let number = 1; number <= rounds; number++) {
      const { id } = await web.db.round.create({
        data: { projectId, number, seed: 1, config: {}, state: 'closed', labels: 10 * number },
      });
      const figures = { create: figuresOf(number) };
      const model = {
        projectId,
        version: `r${number}`,
        likelihood: 'categorical',
        network: { id: 'mlp', options: {} },
        posterior: { id: 'laplace', options: {} },
        figures,
      };
      await web.db.model.create({ data: { ...model, roundId: id } });
    }
  }
  before(async () => {
    [web, browser] = await Promise.all([startWeb(), openBrowser()]);
    admin = await web.join('admin', 'Ada');
    projectId = await makeReadyProject(web.test, { records: 20, members: [] });
    await measureRounds(projectId, ROUNDS);
    const rejected = Array.from({ length: 100 }, (_, i) => ({ name: `page-${i}.png`, reason: 'It is no picture.' }));
    await web.db.import.create({
      data: { projectId, source: 'mnist', state: 'done', total: 120, done: 120, refused: 100, rejected },
    });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name = '', value = ''] = admin.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: web.address }]);
    page = await openPage(context);
    await page.goto(url());
  });
  after(async () => {
    await browser?.close();
    await web?.stop();
  });

  it('arrow keys read a curve point by point, and lead to the other figures', async () => {
    const curve = page.getByRole('slider', { name: /^Accuracy.*point by point$/ });
    await curve.focus();
    await page.keyboard.press('Home');
    assert.equal(await curve.getAttribute('aria-valuetext'), '10 labels: 0.100 [0.050, 0.150]');
    await page.keyboard.press('ArrowRight');
    await page.getByText('20 labels: 0.110 [0.060, 0.160]').waitFor();
    await page.getByRole('tab', { name: 'Accuracy' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('slider', { name: /^Negative log-likelihood/ }).waitFor();
    await page.getByText('800 labels: 1.210 [1.160, 1.260]').waitFor();
  });

  it('a pointer reads the point next to it', async () => {
    await page.getByRole('tab', { name: 'Accuracy' }).click();
    const chart = page.getByRole('slider').locator('xpath=..').locator('svg');
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 50, box.y + box.height / 2);
    await page.getByText('10 labels: 0.100 [0.050, 0.150]').waitFor();
  });

  it('a long table draws what is in view, and its heads sort it', async () => {
    const cutOff = page
      .getByRole('table', { name: 'Rounds' })
      .evaluate(({ parentElement: box }) => (box ? box.scrollWidth - box.clientWidth : Number.NaN));
    assert.equal(await cutOff, 0, 'a laptop shows every column');
    const table = page.getByRole('table', { name: 'Rounds' });
    assert.equal(await table.getAttribute('aria-rowcount'), String(ROUNDS + 2));
    assert.ok((await table.getByRole('row').count()) < 60);
    const first = () => table.getByRole('row').nth(1).getByRole('cell').first().textContent();
    assert.equal(await first(), String(ROUNDS));
    await table.getByRole('button', { name: 'Labels' }).focus();
    for (const [order, round] of [
      ['descending', String(ROUNDS)],
      ['ascending', '0'],
    ] as const) {
      await page.keyboard.press('Enter');
      await table.locator(`th[aria-sort=${order}]`).waitFor();
      assert.equal(await first(), round);
    }
  });

  it('the last of many records that were left out is reached by End', async () => {
    await page.getByText('100 records were left out').click();
    const list = page.getByRole('region', { name: 'Records that were left out' });
    await list.getByText('page-0.png').waitFor();
    assert.equal(await list.getByText('page-99.png').count(), 0);
    await list.focus();
    await page.keyboard.press('End');
    await list.getByText('page-99.png').waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
  });

  it('on a phone a wide table scrolls inside, and the page does not', async () => {
    const few = await makeReadyProject(web.test, { records: 20, members: [] });
    await measureRounds(few, 2); // the head of a long table sticks, and holds what is placed in it
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${web.address}/projects/${few}/models`);
    const table = page.getByRole('table', { name: 'Models' });
    await table.waitFor();
    assert.ok(await table.evaluate(({ parentElement: box }) => box && box.scrollWidth > box.clientWidth));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('the forms of an account have one look', async () => {
    await page.goto(`${web.address}/account`);
    const looks = ['Save the name', 'Change the password', 'Make a key'].map((name) =>
      page.getByRole('button', { name }).getAttribute('class'),
    );
    assert.equal(new Set((await Promise.all(looks)).map((look) => look?.trim())).size, 1);
  });

  it('a method is found by a part of its name, and what has been saved is told', async () => {
    await page.goto(url('/settings'));
    const field = page.getByRole('combobox', { name: /^Acquisition/ });
    await field.fill('marg');
    await page.getByRole('option', { name: /^Margin/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Asks where two answers are nearly equally probable').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog', { name: /^Saved\./ }).waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    const { settings } = (await admin.call('GET', `/projects/${projectId}`)).body;
    assert.equal(settings.acquisition.id, 'margin');
    await page.getByRole('dialog', { name: /^Saved\./ }).waitFor({ state: 'detached', timeout: 20_000 });
  });

  it('a typed name that is no method leaves the one that was chosen', async () => {
    const field = page.getByRole('combobox', { name: /^Selection/ });
    const before = await field.inputValue();
    await field.fill('nonsense');
    await page.getByText('Nothing has this name.').waitFor();
    await page.keyboard.press('Tab');
    await until(async () => (await field.inputValue()) === before, 'the method to stand there again', 5_000);
  });

  it('nothing is deleted before its name is typed, and Escape leaves everything as it is', async () => {
    const open = page.getByRole('button', { name: 'Delete the project for good' });
    await open.click();
    const question = page.getByRole('alertdialog', { name: 'Delete the project for good' });
    const confirm = question.getByRole('button', { name: 'Delete for good' });
    assert.ok(await confirm.isDisabled());
    await question.getByLabel('Type “Ready” to confirm').fill('Ready');
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    assert.equal((await admin.call('GET', `/projects/${projectId}`)).status, 200);
    await open.click();
    assert.ok(await confirm.isDisabled(), 'what was typed before is forgotten');
    await question.getByLabel('Type “Ready” to confirm').fill('Ready');
    await confirm.click();
    await page.waitForURL(`${web.address}/`);
    assert.equal((await admin.call('GET', `/projects/${projectId}`)).status, 404);
    assert.deepEqual(page.errors, []);
  });
});
