import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { GivenRecord } from '@querent/contracts';
import type { Browser, BrowserContext } from 'playwright-core';
import { signUp } from '../bench/client.ts';
import { answerByKeys } from './by-keyboard.ts';
import { sendLines } from './given.ts';
import {
  type Api,
  accessibilityIssues,
  apiOf,
  card,
  forget,
  makeAccount,
  type OpenPage,
  openBrowser,
  openPage,
  type Querent,
  screenshots,
  startQuerent,
  until,
} from './harness.ts';

const GIVEN = ['cat', 'dog', 'bird', 'dog'];
const records: GivenRecord[] = Array.from({ length: 40 }, (_, n) => ({ id: `v${n}`, vector: [n % 3, n % 7, 1] }));

describe('an engineer changes the classes on the settings page while an annotator has a card open', () => {
  let querent: Querent;
  let browser: Browser;
  let projectId: string;
  const people = {} as Record<'Eve' | 'Bob', { context: BrowserContext; page: OpenPage; api: Api }>;

  before(async () => {
    [querent, browser] = await Promise.all([startQuerent(), openBrowser()]);
    for (const name of ['Eve', 'Bob'] as const) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      people[name] = { context, page: await openPage(context), api: apiOf(context, querent.address) };
    }
    const { Eve, Bob } = people;
    const { cookie } = await signUp(querent.address, querent.link, 'eve');
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await Eve.context.addCookies([{ name, value, url: querent.address }]);
    const kinds = { recordKind: 'vector', task: { kind: 'single_choice' }, classes: ['cat', 'dog', 'bird'] };
    const settings = { labelsPerRound: GIVEN.length };
    projectId = (await Eve.api('POST', '/projects', { name: 'Animals', ...kinds, settings })).body.id;
    await sendLines({ address: querent.address, cookie, projectId }, records);
    const { body } = await Eve.api('POST', '/invitations', { role: 'annotator', projectId });
    await makeAccount(Bob.page, querent.address + body.link, { name: 'Bob', email: 'bob@example.org' });
  });
  after(async () => {
    await browser?.close();
    await querent?.stop();
    if (querent) forget(querent.dataDir);
  });

  const state = async () => (await people.Eve.api('GET', `/projects/${projectId}/state`)).body;
  const idOf = async (name: string) => (await state()).classes.find((one) => one.name === name)!.id;
  /** What Bob is offered, without the keys. */
  const offered = () => people.Bob.page.locator('fieldset button bdi').allTextContents();
  const isOffered = (...names: string[]) =>
    until(async () => String(await offered()) === String(names), `the buttons ${names}`, 20_000);
  const told = (text: string) => people.Bob.page.getByRole('alert').getByText(text).waitFor({ timeout: 20_000 });
  const allSaved = () => people.Bob.page.getByText('All answers are saved.').waitFor();
  const menuOf = (name: string) => people.Eve.page.getByRole('button', { name: `Change ${name}`, exact: true });
  const listed = async () => {
    const labels = people.Eve.page.getByRole('button', { name: /^Change / });
    return labels.evaluateAll((buttons) => buttons.map((one) => one.getAttribute('aria-label')?.slice(7)));
  };
  const isListed = (...names: string[]) =>
    until(async () => String(await listed()) === String(names), `the classes ${names}`, 20_000);
  /** By keys alone: the menu opens, and its entry is gone to. */
  async function choose(name: string, entry: string) {
    const { page } = people.Eve;
    await menuOf(name).focus();
    await page.keyboard.press('Enter');
    const item = page.getByRole('menuitem', { name: entry });
    await item.waitFor();
    const isThere = () => item.evaluate((element) => element === document.activeElement);
    for (let n = 0; n < 6 && !(await isThere()); n++) await page.keyboard.press('ArrowDown');
    assert.ok(await isThere(), `${entry} is reached by the arrow keys`);
    await page.keyboard.press('Enter');
  }

  it('after a first model, which knows the classes as they are', async () => {
    const { page } = people.Bob;
    await page.goto(`${querent.address}/projects/${projectId}/label`);
    for (const name of GIVEN) await answerByKeys(page, () => name);
    await allSaved();
    await until(async () => (await state()).openRound?.modelVersion, 'the first model');
    await card(page).waitFor();
    await people.Eve.page.goto(`${querent.address}/projects/${projectId}/settings`);
    await isListed('cat', 'dog', 'bird');
  });

  it('moves one up by keyboard: the buttons and their keys follow, and no new model is needed', async () => {
    await choose('bird', 'Move up');
    await isListed('cat', 'bird', 'dog');
    await choose('bird', 'Move up');
    await isListed('bird', 'cat', 'dog');
    await isOffered('bird', 'cat', 'dog');
    await told('Some classes have other keys now.');
    assert.equal((await state()).openRound?.isStale, false);
  });

  it('renames one by pointer', async () => {
    const { page } = people.Eve;
    await menuOf('dog').click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('hound');
    await dialog.getByRole('button', { name: 'Save the class' }).click();
    await isListed('bird', 'cat', 'hound');
    await isOffered('bird', 'cat', 'hound');
    await told('“dog” is called “hound” now.');
    assert.equal((await state()).openRound?.isStale, false);
  });

  it('adds one by keyboard: the model is marked and the next one trained, which asks', async () => {
    const { page } = people.Eve;
    const number = (await state()).openRound!.number;
    const form = page.locator('form', { has: page.getByRole('button', { name: 'Add the class' }) });
    await form.getByLabel('Name').focus();
    await page.keyboard.type('fish');
    await page.keyboard.press('Enter');
    await isListed('bird', 'cat', 'hound', 'fish');
    await isOffered('bird', 'cat', 'hound', 'fish');
    await told('“fish” is new.');
    await until(async () => ((await state()).openRound?.number ?? 0) > number, 'the next round');
    const { rounds } = (await people.Eve.api('GET', `/projects/${projectId}/statistics`)).body;
    assert.equal(rounds.find((round) => round.number === number)?.isStale, true);
    assert.equal((await state()).openRound?.isStale, false);
  });

  it('merges one while an answer with it is on its way, which counts for the other', async () => {
    const { Eve, Bob } = people;
    const bird = await idOf('bird');
    await Bob.context.setOffline(true);
    await answerByKeys(Bob.page, () => 'bird');
    await Bob.page.getByTestId('outbox-count').waitFor();
    await choose('bird', 'Merge into');
    await Eve.page.getByRole('combobox', { name: 'Into' }).click();
    await Eve.page.getByRole('option', { name: 'fish' }).click();
    await Eve.page.getByRole('alertdialog').getByRole('button', { name: 'Merge' }).click();
    await Eve.page.getByText('merged into fish').waitFor();
    await Bob.context.setOffline(false);
    await allSaved();
    await isOffered('cat', 'hound', 'fish');
    await told('“bird” counts as “fish” now.');
    const [answered] = (await Bob.api('GET', `/projects/${projectId}/annotations/mine`)).body;
    assert.deepEqual(answered?.answer, { classId: bird }, 'the answer stays as it was given');
  });

  it('archives one by keyboard and has its records asked again; what was answered stands as it is meant now', async () => {
    const { Eve, Bob } = people;
    const [cat, number] = [await idOf('cat'), (await state()).openRound!.number];
    const { labelled } = (await state()).counts;
    await choose('cat', 'Archive');
    const button = Eve.page.getByRole('alertdialog').getByRole('button', { name: 'Archive' });
    await button.focus();
    await Eve.page.keyboard.press('Enter');
    await Eve.page.getByText('archived', { exact: true }).waitFor();
    await isOffered('hound', 'fish');
    await told('“cat” is not used any more.');
    assert.equal((await state()).counts.labelled, labelled - 1);
    const { answers } = (await Eve.api('GET', `/projects/${projectId}/statistics`)).body;
    const counted = answers.map(({ text, count }) => `${text} ${count}`).sort();
    assert.deepEqual(counted, ['fish 2', 'hound 2']);
    await until(async () => {
      const { openRound } = await state();
      return openRound && openRound.number > number && !openRound.isStale;
    }, 'a round of the classes that are left');
    await answerByKeys(Bob.page, () => 'hound');
    await allSaved();
    assert.ok(!JSON.stringify((await Bob.api('GET', `/projects/${projectId}/annotations/mine`)).body).includes(cat));
    assert.deepEqual(await accessibilityIssues(Eve.page), []);
    await screenshots(Eve.page, 'classes');
    for (const { page } of Object.values(people)) assert.deepEqual(page.errors, []);
  });
});
