import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import {
  type Api,
  apiOf,
  card,
  handFilled,
  labelOne,
  makeAccount,
  type OpenPage,
  openPage,
  peopleToBe,
  until,
} from './harness.ts';
import { setUpJourney } from './journey.ts';

describe('two annotators at once, one of them without a network for a while', () => {
  const journey = setUpJourney();
  const { answerKey } = journey;
  let projectId: string;
  const people = peopleToBe<'Ada' | 'Bob', { context: BrowserContext; page: OpenPage; api: Api }>();

  before(async () => {
    for (const name of ['Ada', 'Bob'] as const) {
      const context = await journey.openContext();
      people[name] = { context, page: await openPage(context), api: apiOf(context, journey.querent.address) };
    }
    const { Ada, Bob } = people;
    await makeAccount(Ada.page, journey.querent.link, { name: 'Ada', email: 'ada@example.org' });
    projectId = (await Ada.api('POST', '/projects/sample')).body.id;
    const { body } = await Ada.api('POST', '/invitations', { role: 'annotator', projectId });
    await makeAccount(Bob.page, journey.querent.address + body.link, { name: 'Bob', email: 'bob@example.org' });
    await until(async () => (await Ada.api('GET', `/projects/${projectId}/state`)).body.openRound, 'the import');
  });

  it('an annotator labels, and cannot reach what is for engineers and admins', async () => {
    const { Bob } = people;
    assert.equal((await Bob.api('PATCH', `/projects/${projectId}`, { name: 'mine' })).body.code, 'forbidden');
    assert.equal((await Bob.api('GET', `/projects/${projectId}/statistics`)).body.code, 'forbidden');
    assert.equal((await Bob.api('GET', '/people')).body.code, 'forbidden');
    assert.equal((await Bob.api('POST', '/projects/sample')).body.code, 'forbidden');
    assert.equal((await Bob.api('GET', '/projects/nonsense')).body.code, 'project_not_found');
  });

  it('no record is shown to both', async () => {
    const seen = await Promise.all(
      Object.values(people).map(async ({ page }) => {
        await page.goto(`${journey.querent.address}/projects/${projectId}/label`);
        const records: string[] = [];
        for (let i = 0; i < 25; i++) records.push((await labelOne(page, answerKey)).recordId);
        return records;
      }),
    );
    const all = seen.flat();
    assert.equal(new Set(all).size, all.length);
    for (const { page } of Object.values(people)) await page.getByText('All answers are saved.').waitFor();
  });

  it('ten answers given without a network wait in the browser, survive, and are stored once each', async () => {
    const { page, context, api } = people.Bob;
    const count = async () =>
      (
        await api('POST', `/projects/${projectId}/hand`, {
          count: 14,
          keep: [await card(page).getAttribute('data-record-id')],
        })
      ).body.answered;
    await page.reload();
    await handFilled(page, 14);
    const before = await count();
    await context.setOffline(true);
    const answered: string[] = [];
    for (let i = 0; i < 10; i++) answered.push((await labelOne(page, answerKey)).recordId);
    await page.waitForFunction(() => document.querySelector('[data-testid=outbox-count]')?.textContent === '10');
    await context.setOffline(false);
    await page.getByText('All answers are saved.').waitFor({ timeout: 60_000 });
    assert.equal(await count(), before + 10);
    const mine = (await api('GET', `/projects/${projectId}/annotations/mine`)).body.map(({ recordId }) => recordId);
    assert.deepEqual([...mine].sort(), [...answered].sort());
    assert.deepEqual(page.errors, []);
  });

  it('a lost reply does not make a second answer', async () => {
    const { page, api } = people.Ada;
    await page.reload();
    await card(page).waitFor();
    let lost = 0;
    await page.route('**/annotations', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost++;
      await route.fetch(); // the server stores it, the browser never hears of it
      await route.abort('connectionreset');
    });
    const { recordId } = await labelOne(page, answerKey);
    await page.getByText('All answers are saved.').waitFor({ timeout: 30_000 });
    assert.equal(lost, 1);
    const mine = (await api('GET', `/projects/${projectId}/annotations/mine`)).body;
    assert.equal(mine.filter((a) => a.recordId === recordId).length, 1);
  });

  it('a picture that cannot be loaded is said to be missing, and comes by itself', async () => {
    const { page } = people.Ada;
    await page.route('**/image', (route) => route.abort());
    await page.reload();
    await card(page).getByText('The picture cannot be loaded now.').waitFor();
    await page.unroute('**/image');
    await card(page).getByRole('img').waitFor({ timeout: 10_000 });
  });
});
