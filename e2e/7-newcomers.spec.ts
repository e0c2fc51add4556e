import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { classId, makeReadyProject } from '@querent/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  accessibilityIssues,
  card,
  type OpenPage,
  openBrowser,
  openPage,
  peopleToBe,
  screenshots,
  until,
} from './harness.ts';
import { type Person, startWeb, type Web } from './web.ts';

const ROLES = { Ada: 'admin', Eve: 'engineer', Bob: 'annotator' } as const;
type Name = keyof typeof ROLES;
const LONG = 'x'.repeat(200);

describe('what newcomers do to pages', () => {
  let web: Web;
  let browser: Browser;
  let projectId: string;
  const people = peopleToBe<Name, Person & { context: BrowserContext; page: OpenPage }>();

  before(async () => {
    [web, browser] = await Promise.all([startWeb(), openBrowser()]);
    for (const name of ['Ada', 'Eve', 'Bob'] as const) {
      const person = await web.join(ROLES[name], name);
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const [cookie = '', value = ''] = person.cookie.split(/=(.*)/s);
      await context.addCookies([{ name: cookie, value, url: web.address }]);
      people[name] = { ...person, context, page: await openPage(context) };
    }
    projectId = await makeReadyProject(web.test, {
      records: 200,
      members: [{ ...web.test.system, actor: { id: people.Eve.id, role: 'engineer' } }],
    });
  });
  after(async () => {
    await browser?.close();
    await web?.stop();
  });

  const url = (path = '') => `${web.address}/projects/${projectId}${path}`;
  const shown = (page: Page) => card(page).getAttribute('data-record-id');
  const isShown = (page: Page, id: string | null) =>
    until(async () => (await shown(page)) === id, `record ${id} on the screen`, 10_000);
  /** Answers the card on the screen. @returns its record */
  const answer = async (page: Page) => {
    const id = await shown(page);
    await page.keyboard.press('1');
    await until(async () => (await shown(page)) !== id, 'the next card', 10_000);
    return id;
  };
  const allSaved = (page: Page) => page.getByText('All answers are saved.').waitFor();

  it('an engineer adds somebody who has an account by the e-mail address, and is asked before anybody is removed', async () => {
    const { page } = people.Eve;
    await page.goto(url('/settings'));
    const add = async (email: string) => {
      await page.getByLabel('Add somebody who has an account').fill(email);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
    };
    await add('nobody@example.org');
    await page.getByText('Nobody here has this e-mail address.').waitFor();
    for (const { email } of [people.Bob, people.Ada]) {
      await add(email);
      await page.getByRole('row').filter({ hasText: email }).waitFor();
    }
    await page.getByText('admin, may do everything here').waitFor();
    await page.getByRole('button', { name: 'Remove Ada' }).click();
    await page.getByRole('alertdialog').getByText('can be added again').waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove Ada' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('row').filter({ hasText: people.Ada.email }).waitFor({ state: 'detached' });
  });

  it('after Back and Forward, and in a second tab, Undo takes back the answer given last', async () => {
    const { page, context } = people.Bob;
    await page.goto(web.address);
    assert.equal(await page.title(), 'Projects · Querent');
    await page.getByRole('link', { name: 'Label Ready' }).click();
    await card(page).waitFor();
    assert.equal(await page.title(), 'Label · Ready · Querent');
    await answer(page);
    const last = await answer(page);
    await allSaved(page);
    await page.goBack();
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    await page.goForward();
    await card(page).waitFor();
    await page.keyboard.press('u');
    await isShown(page, last);

    const second = await openPage(context);
    await second.goto(url('/label'));
    await isShown(second, last);
    await answer(page);
    await until(async () => (await shown(second)) === (await shown(page)), 'the second tab to follow', 10_000);
    await allSaved(page);
    await second.keyboard.press('u');
    await isShown(second, last);
    await page.getByRole('button', { name: 'Undo' }).click();
    await allSaved(second);
    assert.equal(await second.getByTestId('refused-answers').count(), 0);
    await second.close();
  });

  it('a stopped round says that no model comes, and to annotators too', async () => {
    const { page } = people.Bob;
    await page.getByText(/of 10 new labels until the next model/).waitFor();
    const settings = { labelsPerRound: 15 };
    assert.equal((await people.Eve.call('PATCH', `/projects/${projectId}`, { settings })).status, 200);
    await page.getByText(/of 15 new labels until the next model/).waitFor();
    const round = { projectId, number: 1, seed: 1, config: {} };
    const { id } = await web.db.round.create({ data: round });
    assert.equal((await people.Eve.call('POST', `/rounds/${id}/cancel`)).body.state, 'stopped');
    await page.getByText('No model is being trained: round 1 was stopped.').waitFor();
    assert.equal(await page.getByText('until the next model').count(), 0);
    await web.db.round.delete({ where: { id } });
  });

  it('no word and no address makes a page wider than a phone', async () => {
    const change = { name: LONG, description: `Read this:\nhttps://example.org/${LONG}` };
    assert.equal((await people.Eve.call('PATCH', `/projects/${projectId}`, change)).status, 200);
    const { page } = people.Ada;
    await people.Ada.call('PATCH', '/me', { name: 'Ada '.repeat(25).trim() });
    for (const path of [
      '/',
      '/people',
      '/account',
      ...['', '/label', '/settings'].map((end) => `/projects/${projectId}${end}`),
    ]) {
      await page.goto(web.address + path);
      for (const width of [320, 390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${path} is ${wide} wide at ${width}`);
      }
    }
  });

  it('all that is pressed while labelling is in sight on a phone, upright and lying, and on a small laptop', async () => {
    const name = 'Handwritten digits';
    const digits = Array.from({ length: 10 }, (_, digit) => String(digit));
    await web.db.class.deleteMany({ where: { projectId } });
    await web.db.class.createMany({
      data: digits.map((digit, order) => ({ id: classId(projectId, order), projectId, name: digit, order })),
    });
    await people.Eve.call('PATCH', `/projects/${projectId}`, { name, description: 'Ask if in doubt.' });
    const { page } = people.Bob;
    await page.goto(url('/label'));
    await card(page).waitFor();
    for (const [width, height] of [
      [390, 664],
      [844, 390],
      [320, 568],
      [1366, 657],
      [1280, 633],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `e2e/results/label-${width}x${height}.png` });
      for (const button of ['9', 'Undo', 'Skip']) {
        const box = await page
          .getByRole('button', { name: button, exact: button === '9' })
          .first()
          .boundingBox();
        const bottom = Math.round(box!.y + box!.height);
        assert.ok(bottom <= height, `${button} ends at ${bottom} of ${height}, ${width} wide`);
      }
    }
    await page.setViewportSize({ width: 390, height: 664 });
    await page.getByRole('button', { name: '2', exact: true }).click();
    await allSaved(page);
    await page.keyboard.press('7');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY', 'no button looks chosen');
    await allSaved(page);
    await page
      .getByRole('button', { name: /^Take back/ })
      .last()
      .click();
    await until(async () => (await card(page).boundingBox())!.y >= 0, 'the card in sight', 5_000);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('a project without records says how to add some, and one whose records are all labelled that nothing is left', async () => {
    const { page, call } = people.Eve;
    const given = { name: 'Empty', recordKind: 'text', task: { kind: 'single_choice' }, classes: ['a', 'b'] } as const;
    const { body: made } = await call('POST', '/projects', given);
    await page.goto(`${web.address}/projects/${made.id}`);
    await page.getByText('There are no records yet').waitFor();
    await page.getByText(`${web.address}/api/v1/projects/${made.id}/records`).waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await screenshots(page, 'no-records');
    await page.goto(`${web.address}/projects/${made.id}/label`);
    await page.getByTestId('adding-example').waitFor();

    const records = ['One', 'Two'].map((text) => ({ text, label: 'a' }));
    await call('POST', `/projects/${made.id}/records`, JSON.stringify(records));
    await page.getByText('Everything is labelled').waitFor();
    await page.goto(`${web.address}/projects/${made.id}`);
    await page.getByRole('heading', { name: 'Every record is labelled' }).waitFor();
    await page.getByText('Without a holdout no model is measured.').waitFor();
    await page.getByRole('link', { name: 'Your answers' }).waitFor();
    assert.equal(await page.getByText('Questions of round').count(), 0);
    assert.equal(await page.getByRole('link', { name: 'Label', exact: true }).count(), 0);
    assert.deepEqual(await accessibilityIssues(page), []);
  });

  it('the list of projects follows what changes', async () => {
    const { page } = people.Ada;
    await page.goto(web.address);
    await page.waitForResponse((response) => new URL(response.url()).pathname === '/api/v1/projects');
    await people.Eve.call('PATCH', `/projects/${projectId}`, { name: 'Renamed meanwhile' });
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))); // sooner than by itself
    await page.getByRole('link', { name: 'Renamed meanwhile', exact: true }).waitFor();
  });

  it('what is wrong among closed options is shown, and said in words', async () => {
    const { page } = people.Eve;
    await page.goto(url('/settings'));
    const options = page.getByText('Options of MC dropout');
    await options.click();
    await page.getByLabel('learningRate').fill('-5');
    await options.click();
    await page.getByRole('button', { name: 'Save' }).click();
    assert.ok(await page.getByLabel('learningRate').isVisible());
    await page.getByLabel('learningRate').fill('0');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Give a number above 0 and of at most 10. “0” is none.').waitFor();
    await page.getByLabel('learningRate').fill('0.002');
    await page.getByText('Give a number above 0').waitFor({ state: 'detached' });
    await page.getByLabel('Labels per round').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    assert.equal(await page.getByLabel('Labels per round').getAttribute('aria-invalid'), 'true');
  });

  it('a project page stays where the network goes just after a label', async () => {
    const { page, context } = people.Eve;
    await page.goto(url());
    await page.getByRole('heading', { name: 'Round 0 is asking' }).waitFor();
    await answer(people.Bob.page);
    await page
      .locator('dd')
      .first()
      .filter({ hasText: /^[1-9]/ })
      .waitFor();
    await context.setOffline(true);
    await page.waitForTimeout(1_500);
    await page.getByRole('heading', { name: 'Round 0 is asking' }).waitFor();
    await context.setOffline(false);
  });

  it('who is removed learns it at once and is dealt no more; answers that were not taken are found after a reload', async () => {
    const { page, id } = people.Bob;
    await page.bringToFront();
    await page.route('**/annotations', (route) => route.abort());
    await answer(page);
    await page.getByText('1 answer waits to be sent. The server does not answer.').waitFor();
    await people.Eve.call('DELETE', `/projects/${projectId}/members/${id}`);
    await page.getByText('you are not a member of it any more').waitFor();
    await card(page).waitFor({ state: 'detached' });
    assert.deepEqual(await accessibilityIssues(page), []);
    await page.unroute('**/annotations');
    await page.reload();
    const left = page.getByTestId('left-answers');
    await left.getByText('1 answer of yours to this project was not taken').waitFor();
    await page.getByRole('link', { name: 'Bob' }).waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'left-answers');
    assert.ok(await left.getByRole('button', { name: 'Dismiss' }).isDisabled());
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      left.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'querent-left-answers.json');
    await left.getByRole('button', { name: 'Dismiss' }).click();
    await left.waitFor({ state: 'detached' });
  });

  it('who is signed out elsewhere learns it on the open page, and comes back to it', async () => {
    const { page, call } = people.Eve;
    await page.goto(url());
    await call('DELETE', '/session');
    await page.getByText('You are signed out.').waitFor();
    await page.getByRole('link', { name: 'Sign in and go on' }).click();
    await page.getByLabel('E-mail').fill(people.Eve.email);
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(url());
    for (const person of Object.values(people)) assert.deepEqual(person.page.errors, []);
  });
});
