import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { type OpenPage, openBrowser, openPage, screenshots } from './harness.ts';
import { startWeb, type Web } from './web.ts';

describe('the page of the API', () => {
  let web: Web;
  let browser: Browser;
  let page: OpenPage;
  const outside: string[] = [];
  const complaints: string[] = [];
  before(async () => {
    [web, browser] = await Promise.all([startWeb(), openBrowser()]);
    const { cookie } = await web.join('engineer', 'Eve');
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: web.address }]);
    page = await openPage(context);
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${web.address}/`) && !/^(data|blob):/.test(url)) outside.push(url);
    });
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  });
  after(async () => {
    await browser?.close();
    await web?.stop();
  });

  it('shows every route to read, in light and dark, from this server alone', async () => {
    await page.goto(`${web.address}/account`);
    await page.getByRole('link', { name: 'What programs can do' }).click();
    await page.getByRole('heading', { name: 'API', exact: true }).waitFor();
    const group = page.locator('.opblock-tag', { hasText: 'This installation' });
    await group.click();
    await page.getByText('Who is asking').waitFor();
    await screenshots(page, 'api');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html.dark-mode').waitFor();
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('html:not(.dark-mode)').waitFor();
  });

  it('tries a route as who is signed in', async () => {
    await page.locator('.opblock-summary-control', { hasText: 'Who is asking' }).click();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('button', { name: 'Execute' }).click();
    await page.locator('.live-responses-table', { hasText: '"Eve"' }).waitFor();
    assert.deepEqual([outside, complaints, page.errors], [[], [], []]);
  });
});
