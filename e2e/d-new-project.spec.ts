import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { type Api, apiOf, signUp } from '../bench/client.ts';
import { DATA, hasData } from '../bench/data.ts';
import { csvOf, npyOf, photoFolder, tableOf, writeFile, zipOf } from './brought-files.ts';
import { answerByKeys } from './by-keyboard.ts';
import {
  accessibilityIssues,
  card,
  forget,
  type OpenPage,
  openBrowser,
  openPage,
  type Querent,
  screenshots,
  startQuerent,
  until,
} from './harness.ts';

const without = (folder: string) => ({ skip: !hasData(folder) && `there is no "${folder}" in ${DATA}` });

describe('bringing records of one’s own', () => {
  let querent: Querent;
  let browser: Browser;
  let context: BrowserContext;
  let page: OpenPage;
  let api: Api;

  before(async () => {
    [querent, browser] = await Promise.all([startQuerent(), openBrowser()]);
    const { cookie } = await signUp(querent.address, querent.link);
    api = apiOf(querent.address, cookie);
    context = await contextOf(cookie);
    page = await openPage(context);
  });
  after(async () => {
    await browser?.close();
    await querent?.stop();
    forget(querent.dataDir);
  });

  async function contextOf(cookie: string) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: querent.address }]);
    return context;
  }
  const inbox = () => readdirSync(join(querent.dataDir, 'objects/inbox'));
  const survey = () => page.getByTestId('survey');
  /** The survey has followed the last change. */
  const settled = () =>
    page.waitForFunction(() => document.querySelector('[data-testid=survey]')?.getAttribute('aria-busy') === 'false');
  const create = () => page.getByRole('button', { name: 'Create project' });
  async function bring(files: string | string[], chooser: 'files' | 'folder' = 'files') {
    await page.goto(`${querent.address}/projects/new`);
    await page.getByTestId(chooser).setInputFiles(files);
    await survey().waitFor({ timeout: 60_000 });
    await settled();
  }
  /** Makes the project, and waits until its records are stored. */
  async function createProject() {
    await create().click();
    await page.waitForURL(/\/projects\/(?!new)[^/?]+$/);
    const projectId = new URL(page.url()).pathname.split('/').at(-1)!;
    const project = () => api('GET', `/projects/${projectId}`);
    await until(async () => (await project()).import?.state === 'done', 'the import to end', 240_000);
    return project();
  }
  const chooseRole = async (column: string, role: string) => {
    await page.getByRole('combobox', { name: `What ${column} is` }).click();
    await page.getByRole('option', { name: role, exact: false }).first().click();
    await settled();
  };

  it('offers every way in on one screen, by keyboard and to screen readers', async () => {
    await page.goto(querent.address);
    await page.getByRole('link', { name: 'New project' }).click();
    await page.getByRole('heading', { name: 'New project' }).waitFor();
    for (const name of ['Choose files', 'Choose a folder']) await page.getByRole('button', { name }).waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'bring');
  });

  it('makes a project of a CSV of texts, and they are labelled', without('ag-news'), async () => {
    const { csv, answerKey, records } = tableOf('ag-news');
    await bring(writeFile('ag_news.csv', csv));
    await page.getByText('World', { exact: true }).first().waitFor();
    assert.match((await page.getByTestId('what-it-is').textContent()) ?? '', /CSV · (about )?2,\d\d\d texts/);
    assert.equal(await page.getByLabel('Name of the project').inputValue(), 'Ag news');
    await page.getByRole('radio', { name: /hidden answer key/ }).click();
    await settled();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'survey-texts');
    const project = await createProject();
    assert.deepEqual([project.counts.records, project.counts.holdout], [records, 500]);
    assert.deepEqual(project.classes.map(({ name }) => name).sort(), ['Business', 'Sci/Tech', 'Sports', 'World']);
    await page.getByRole('link', { name: 'Label', exact: true }).click();
    await card(page).waitFor();
    for (let n = 0; n < 20; n++) await answerByKeys(page, answerKey);
    await page.getByText('All answers are saved.').waitFor();
    assert.equal((await api('GET', `/projects/${project.id}`)).counts.labelled, 20);
  });

  it('shows at once what another role of a column does', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => ({
      ...{ title: `Title ${n}`, body: `A longer text of some words, number ${n}`, mood: n % 2 ? 'good' : 'bad' },
    }));
    await bring(writeFile('moods.csv', csvOf(rows)));
    const shown = page.getByTestId('preview-record');
    await chooseRole('title', 'text');
    assert.match((await shown.textContent()) ?? '', /Title 0/);
    await chooseRole('title', 'ignore');
    assert.doesNotMatch((await shown.textContent()) ?? '', /Title 0/);
    await chooseRole('mood', 'ignore');
    await page.getByText('Type the classes first').waitFor();
    assert.equal(await create().isDisabled(), true);
    await page.getByLabel('Type the classes').fill('good, bad, so so');
    await page.getByRole('button', { name: 'Add 3 classes' }).click();
    await settled();
    await page.getByRole('button', { name: 'Remove so so' }).click();
    await settled();
    const project = await createProject();
    assert.deepEqual(
      project.classes.map(({ name }) => name),
      ['good', 'bad'],
    );
    assert.equal(project.counts.pool, 30);
  });

  it('says what is wrong with one class only, and makes no project of it', async () => {
    const before = inbox().length;
    await bring(
      writeFile(
        'one.csv',
        csvOf(Array.from({ length: 9 }, (_, n) => ({ text: `Text ${n} of some words`, label: 'x' }))),
      ),
    );
    await page.getByRole('alert').getByText('There is one class only').waitFor();
    assert.equal(await create().isDisabled(), true);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'survey-problem');
    await page.getByRole('button', { name: 'Bring something else' }).click();
    await page.getByText('Drop files or a folder').waitFor();
    assert.equal(inbox().length, before);
  });

  it('says in words what it cannot read', async () => {
    await page.goto(`${querent.address}/projects/new`);
    await page.getByTestId('files').setInputFiles(writeFile('broken.zip', 'PK\u0003\u0004 cut off'));
    await page.getByRole('alert').filter({ hasText: /\w/ }).first().waitFor();
    await page.getByRole('button', { name: 'Bring something else' }).click();
    await page.getByText('Drop files or a folder').waitFor();
  });

  it('takes rows as they are pasted from a spreadsheet', async () => {
    await page.goto(`${querent.address}/projects/new`);
    const rows = Array.from({ length: 12 }, (_, n) => `How is day ${n} of the week?\t${n % 2 ? 'yes' : 'no'}`);
    await page.getByLabel('Paste rows').fill(['question\tanswer', ...rows].join('\n'));
    await page.getByRole('button', { name: 'Look at the rows' }).click();
    await survey().waitFor();
    await settled();
    await page.getByText('pasted.tsv').waitFor();
    await page.getByRole('radio', { name: /hidden answer key/ }).click();
    await page.getByLabel('Name of the project').fill('Days');
    const project = await createProject();
    assert.equal(project.counts.records, 12);
  });

  for (const way of ['folder', 'files'] as const) {
    it(`makes a project of pictures: ${way === 'folder' ? 'a folder' : 'a ZIP'}`, without('hymenoptera'), async () => {
      const folder = photoFolder(12);
      if (way === 'folder') await bring(folder, 'folder');
      else {
        const { readFileSync } = await import('node:fs');
        const files = ['ants', 'bees'].flatMap((name) =>
          readdirSync(join(folder, name)).map((file) => ({
            ...{ name: `insects/${name}/${file}`, input: new Uint8Array(readFileSync(join(folder, name, file))) },
          })),
        );
        await bring(writeFile('insects.zip', await zipOf(files)));
      }
      await page.getByTestId('preview-record').getByRole('img').waitFor();
      if (way === 'folder') await screenshots(page, 'survey-pictures');
      await page.getByRole('radio', { name: /hidden answer key/ }).click();
      await settled();
      const project = await createProject();
      assert.deepEqual([project.recordKind, project.counts.records], ['image', 24]);
      assert.deepEqual(project.classes.map(({ name }) => name).sort(), ['ants', 'bees']);
    });
  }

  it('makes a project of a table, and one that asks for a number', without('adult'), async () => {
    const adult = tableOf('adult');
    await bring(writeFile('adult.csv', adult.csv));
    await page.getByRole('radio', { name: /hidden answer key/ }).click();
    await settled();
    await screenshots(page, 'survey-rows');
    assert.equal((await createProject()).counts.records, adult.records);
    const concrete = tableOf('concrete');
    await bring(writeFile('concrete.csv', concrete.csv));
    assert.equal(await page.getByRole('radio', { name: /^Number/ }).isChecked(), true);
    await page.getByLabel('Unit').fill('MPa');
    await page.getByLabel('Least').fill('0');
    await page.getByRole('radio', { name: /hidden answer key/ }).click();
    await settled();
    await screenshots(page, 'survey-number');
    const { task, counts } = await createProject();
    assert.deepEqual(task, { kind: 'numeric', unit: 'MPa', low: 0, high: null, step: null });
    assert.equal(counts.records, concrete.records);
  });

  it('takes a matrix with a table beside it, and adds what is new of it later by the same door', async () => {
    const rowsOf = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        id: `v${n}`,
        text: `Vector number ${n}`,
        label: n % 3 ? 'up' : 'down',
      }));
    const vectors = (count: number) => npyOf(Array.from({ length: count }, (_, n) => [n, n / 2, -n, 1]));
    const files = (count: number) => [
      writeFile('vectors.npy', vectors(count)),
      writeFile('vectors.csv', csvOf(rowsOf(count))),
    ];
    await bring(files(30));
    await page.getByLabel('Name of the project').fill('Vectors');
    await page.getByRole('radio', { name: /hidden answer key/ }).click();
    await settled();
    const project = await createProject();
    assert.deepEqual([project.recordKind, project.counts.records], ['vector', 30]);
    await page.getByRole('link', { name: 'Add records' }).click();
    await page.getByTestId('files').setInputFiles(files(40));
    await survey().waitFor();
    await settled();
    assert.match((await page.getByTestId('in-project').textContent()) ?? '', /New10.*Known already30/s);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'add-records');
    await page.getByRole('radio', { name: /hidden answer key/ }).click();
    await page.getByRole('button', { name: 'Add the records' }).click();
    await page.waitForURL(`**/projects/${project.id}`);
    await page
      .getByTestId('import-counts')
      .filter({ hasText: '10 added, 30 known already' })
      .waitFor({ timeout: 60_000 });
  });

  describe('a file that is long on its way', () => {
    const big = () =>
      writeFile('long.csv', csvOf(Array.from({ length: 60 }, (_, n) => ({ text: `${n} ${'word '.repeat(100_000)}` }))));
    /** Pieces after the first wait until they are let go. */
    async function holdPieces() {
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      let pieces = 0;
      await page.route('**/api/v1/uploads/*', async (route) => {
        if (route.request().method() === 'PATCH' && ++pieces > 1) await held;
        await route.continue().catch(() => {}); // its page has gone
      });
      return async () => {
        letGo();
        await page.unroute('**/api/v1/uploads/*');
      };
    }

    it('leaves nothing behind where it is cancelled', async () => {
      const before = inbox().length;
      const release = await holdPieces();
      await page.goto(`${querent.address}/projects/new`);
      await page.getByTestId('files').setInputFiles(big());
      await page
        .getByTestId('upload-status')
        .filter({ hasText: /\d MB of/ })
        .waitFor();
      assert.ok(inbox().length > before);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('Drop files or a folder').waitFor();
      await release();
      await until(() => inbox().length === before, 'the inbox to be as before', 20_000);
      await page.reload();
      await page.getByText('Drop files or a folder').waitFor();
      await page.waitForLoadState('networkidle');
      assert.equal(await page.getByText('long.csv').count(), 0);
    });

    it('goes on after a reload where it stopped', async () => {
      const release = await holdPieces();
      const file = big();
      await page.goto(`${querent.address}/projects/new`);
      await page.getByTestId('files').setInputFiles(file);
      await page
        .getByTestId('upload-status')
        .filter({ hasText: /\d MB of/ })
        .waitFor();
      await screenshots(page, 'sending');
      await page.reload();
      await release();
      await page.getByText('Begun before').waitFor();
      await page.getByText('8 MB of').waitFor();
      await screenshots(page, 'begun-before');
      const offsets: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset'] ?? '');
      });
      await page.getByTestId('files').setInputFiles(file);
      await survey().waitFor({ timeout: 60_000 });
      assert.equal(offsets[0], '8000000');
      await page.reload();
      await survey().waitFor(); // the address names it
      await page.getByRole('button', { name: 'Bring something else' }).click();
      await page.getByText('Drop files or a folder').waitFor();
    });
  });

  it('is not for annotators', async () => {
    const invitation = await api('POST', '/invitations', { role: 'annotator' });
    const { cookie } = await signUp(querent.address, invitation.link, 'ann');
    const theirs = await contextOf(cookie);
    const other = await openPage(theirs);
    for (const path of ['new', 'new/empty']) {
      await other.goto(`${querent.address}/projects/${path}`);
      await other.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    }
    await other.goto(querent.address);
    assert.equal(await other.getByRole('link', { name: 'New project' }).count(), 0);
    assert.deepEqual(page.errors, []);
  });
});
