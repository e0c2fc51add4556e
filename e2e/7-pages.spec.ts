import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { makeReadyProject } from '@querent/testing';
import type { Browser } from 'playwright-core';
import { type OpenPage, openBrowser, openPage, until } from './harness.ts';
import { type Person, startWeb, type Web } from './web.ts';

describe('a page that cannot have what it asks for', () => {
  let web: Web;
  let browser: Browser;
  let page: OpenPage;
  let admin: Person;
  let projectId: string;
  before(async () => {
    [web, browser] = await Promise.all([startWeb(), openBrowser()]);
    admin = await web.join('admin', 'Ada');
    projectId = await makeReadyProject(web.test, { records: 20, members: [] });
    const context = await browser.newContext();
    const [name = '', value = ''] = admin.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: web.address }]);
    page = await openPage(context);
  });
  after(async () => {
    await browser?.close();
    await web?.stop();
  });

  it('follows by asking now and then where its person has as many streams as may be', async () => {
    const leave = new AbortController();
    const events = `${web.address}/api/v1/projects/${projectId}/events`;
    const follow = () => fetch(events, { headers: { cookie: admin.cookie }, signal: leave.signal });
    for (let i = 0; i < 12; i++) assert.equal((await follow()).status, 200);
    const refused = page.waitForResponse((response) => response.url() === events);
    await page.goto(`${web.address}/projects/${projectId}`);
    assert.equal((await refused).status(), 429);
    await web.db.round.create({
      data: { projectId, number: 1, seed: 1, config: {}, state: 'failed', error: 'So that it is seen.' },
    });
    await page.getByText('So that it is seen.').waitFor({ timeout: 20_000 });
    leave.abort();
  });

  it('says in plain words that it could not be loaded while the database is away, and comes by itself after that', async () => {
    await web.cable.pull();
    await page.goto(`${web.address}/projects/${projectId}`);
    await page.getByRole('heading', { name: 'This page could not be loaded' }).waitFor();
    await page.getByText('Nothing is lost.').waitFor();
    await web.cable.plug();
    await page.getByText('So that it is seen.').waitFor({ timeout: 30_000 });
    await until(async () => /"isOver":true/.test(web.log()), 'the end of the outage in the log', 15_000);
  });
});
