import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createFetches, runImport } from '@querent/domain/background';
import type { Browser } from 'playwright-core';
import { csvOf } from './brought-files.ts';
import { card, type OpenPage, openBrowser, openPage, screenshots } from './harness.ts';
import { startWeb, type Web } from './web.ts';

const HERE = '127.0.0.1';
const ROWS = Array.from({ length: 40 }, (_, n) => ({
  ...{ id: `day-${n}`, text: `How day ${n} went, in a few words`, label: n % 2 ? 'good' : 'bad' },
}));
const FILE = Buffer.from(csvOf(ROWS));

describe('a file that lies at an address', () => {
  let web: Web;
  let browser: Browser;
  let page: OpenPage;
  const stop = new AbortController();
  const ranges: (string | undefined)[] = [];
  /** Gives a part the first time, and then what it is asked for. */
  const server = createServer((request, response) => {
    const { range } = request.headers;
    ranges.push(range);
    response.setHeader('etag', '"moods"').setHeader('accept-ranges', 'bytes');
    const start = Number(/\d+/.exec(range ?? '')?.[0] ?? 0);
    if (start > 0) response.writeHead(206, { 'content-range': `bytes ${start}-${FILE.length - 1}/${FILE.length}` });
    else response.writeHead(200, { 'content-length': FILE.length });
    if (ranges.length === 1) response.write(FILE.subarray(0, 1_000));
    else response.end(FILE.subarray(start));
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, HERE, resolve));
    [web, browser] = await Promise.all([startWeb(), openBrowser()]);
    const { cookie } = await web.join('engineer', 'Eve');
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: web.address }]);
    page = await openPage(context);
  });
  after(async () => {
    stop.abort();
    server.closeAllConnections();
    server.close();
    await browser?.close();
    await web?.stop();
  });

  it('becomes a project whose records are labelled, also where the server breaks off once', async () => {
    const address = `http://${HERE}:${(server.address() as AddressInfo).port}/day_moods.csv`;
    await page.goto(`${web.address}/projects/new`);
    await page.getByLabel('Or an address').fill(address);
    await page.getByRole('button', { name: 'Fetch it' }).click();
    // The worker, which no setting lets into this network.
    const fetches = createFetches(web.test.system, stop.signal, { allow: [HERE] });
    const timer = setInterval(() => void fetches.take(), 200);
    stop.signal.addEventListener('abort', () => clearInterval(timer));
    await page.getByTestId('upload-status').filter({ hasText: '1 kB of' }).waitFor();
    server.closeAllConnections();
    await page.getByTestId('survey').waitFor();
    assert.deepEqual(ranges, [undefined, 'bytes=1000-']);
    assert.equal(await page.getByLabel('Name of the project').inputValue(), 'Day moods');
    await screenshots(page, 'fetched');
    await page.getByRole('radio', { name: /hidden answer key/ }).click();
    await page.getByRole('button', { name: 'Create project' }).click();
    await page.getByRole('heading', { name: 'Day moods', level: 1 }).waitFor();
    const { id: importId } = await web.db.import.findFirstOrThrow();
    await runImport(web.test.system, { importId }, stop.signal);
    assert.equal(await web.db.record.count(), ROWS.length);
    await page.getByRole('link', { name: 'Label', exact: true }).click();
    await card(page)
      .getByText(/How day \d+ went/)
      .waitFor();
    assert.deepEqual(page.errors, []);
  });
});
