import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DATA, hasData } from '../bench/data.ts';
import { type Bringing, startBringing } from './bringing.ts';
import { csvOf, npyOf, photoFolder, tableOf, writeFile, zipOf } from './brought-files.ts';
import { answerByKeys } from './by-keyboard.ts';
import { accessibilityIssues, card, screenshots } from './harness.ts';

const without = (folder: string) => ({ skip: !hasData(folder) && `there is no "${folder}" in ${DATA}` });

describe('bringing records of one’s own', () => {
  let at: Bringing;
  before(async () => {
    at = await startBringing();
  });
  after(() => at?.stop());

  it('offers every way in on one screen, by keyboard and to screen readers', async () => {
    await at.page.goto(at.querent.address);
    await at.page.getByRole('link', { name: 'New project' }).click();
    await at.page.getByRole('heading', { name: 'New project' }).waitFor();
    for (const name of ['Choose files', 'Choose a folder']) await at.page.getByRole('button', { name }).waitFor();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'bring');
  });

  it('makes a project of a CSV of texts, and they are labelled', without('ag-news'), async () => {
    const { csv, answerKey, records } = tableOf('ag-news');
    await at.bring(writeFile('ag_news.csv', csv));
    await at.page.getByText('World', { exact: true }).first().waitFor();
    assert.match((await at.page.getByTestId('what-it-is').textContent()) ?? '', /CSV · (about )?2,\d\d\d texts/);
    assert.equal(await at.page.getByLabel('Name of the project').inputValue(), 'Ag news');
    await at.hideLabels();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'survey-texts');
    const project = await at.createProject();
    assert.deepEqual([project.counts.records, project.counts.holdout], [records, 500]);
    assert.deepEqual(project.classes.map(({ name }) => name).sort(), ['Business', 'Sci/Tech', 'Sports', 'World']);
    await at.page.getByRole('link', { name: 'Label', exact: true }).click();
    await card(at.page).waitFor();
    for (let n = 0; n < 20; n++) await answerByKeys(at.page, answerKey);
    await at.page.getByText('All answers are saved.').waitFor();
    assert.equal((await at.api('GET', `/projects/${project.id}`)).counts.labelled, 20);
  });

  it('shows at once what another role of a column does', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => ({
      ...{ title: `Title ${n}`, body: `A longer text of some words, number ${n}`, mood: n % 2 ? 'good' : 'bad' },
    }));
    await at.bring(writeFile('moods.csv', csvOf(rows)));
    const shown = at.page.getByTestId('preview-record');
    await at.chooseRole('title', 'text');
    assert.match((await shown.textContent()) ?? '', /Title 0/);
    await at.chooseRole('title', 'ignore');
    assert.doesNotMatch((await shown.textContent()) ?? '', /Title 0/);
    await at.chooseRole('mood', 'ignore');
    await at.page.getByText('Type the classes first').waitFor();
    assert.equal(await at.create().isDisabled(), true);
    await at.page.getByLabel('Type the classes').fill('good, bad, so so');
    await at.page.getByRole('button', { name: 'Add 3 classes' }).click();
    await at.settled();
    await at.page.getByRole('button', { name: 'Remove so so' }).click();
    await at.settled();
    const project = await at.createProject();
    assert.deepEqual(
      project.classes.map(({ name }) => name),
      ['good', 'bad'],
    );
    assert.equal(project.counts.pool, 30);
  });

  it('says what is wrong with one class only, and makes no project of it', async () => {
    const before = at.inbox().length;
    await at.bring(
      writeFile(
        'one.csv',
        csvOf(Array.from({ length: 9 }, (_, n) => ({ text: `Text ${n} of some words`, label: 'x' }))),
      ),
    );
    await at.page.getByRole('alert').getByText('There is one class only').waitFor();
    assert.equal(await at.create().isDisabled(), true);
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'survey-problem');
    await at.page.getByRole('button', { name: 'Bring something else' }).click();
    await at.page.getByText('Drop files or a folder').waitFor();
    assert.equal(at.inbox().length, before);
  });

  it('says in words what it cannot read', async () => {
    await at.open();
    await at.page.getByTestId('files').setInputFiles(writeFile('broken.zip', 'PK\u0003\u0004 cut off'));
    await at.page.getByRole('alert').filter({ hasText: /\w/ }).first().waitFor();
    await at.page.getByRole('button', { name: 'Bring something else' }).click();
    await at.page.getByText('Drop files or a folder').waitFor();
  });

  it('takes rows as they are pasted from a spreadsheet', async () => {
    await at.open();
    const rows = Array.from({ length: 12 }, (_, n) => `How is day ${n} of the week?\t${n % 2 ? 'yes' : 'no'}`);
    await at.page.getByLabel('Paste rows').fill(['question\tanswer', ...rows].join('\n'));
    await at.page.getByRole('button', { name: 'Look at the rows' }).click();
    await at.survey().waitFor();
    await at.settled();
    await at.page.getByText('pasted.tsv').waitFor();
    await at.hideLabels();
    await at.page.getByLabel('Name of the project').fill('Days');
    const project = await at.createProject();
    assert.equal(project.counts.records, 12);
  });

  for (const way of ['folder', 'files'] as const) {
    it(`makes a project of pictures: ${way === 'folder' ? 'a folder' : 'a ZIP'}`, without('hymenoptera'), async () => {
      const folder = photoFolder(12);
      if (way === 'folder') await at.bring(folder, 'folder');
      else {
        const files = ['ants', 'bees'].flatMap((name) =>
          readdirSync(join(folder, name)).map((file) => ({
            ...{ name: `insects/${name}/${file}`, input: new Uint8Array(readFileSync(join(folder, name, file))) },
          })),
        );
        await at.bring(writeFile('insects.zip', await zipOf(files)));
      }
      await at.page.getByTestId('preview-record').getByRole('img').waitFor();
      if (way === 'folder') await screenshots(at.page, 'survey-pictures');
      await at.hideLabels();
      const project = await at.createProject();
      assert.deepEqual([project.recordKind, project.counts.records], ['image', 24]);
      assert.deepEqual(project.classes.map(({ name }) => name).sort(), ['ants', 'bees']);
    });
  }

  it('makes a project of a table, and one that asks for a number', without('adult'), async () => {
    const adult = tableOf('adult');
    await at.bring(writeFile('adult.csv', adult.csv));
    await at.hideLabels();
    await screenshots(at.page, 'survey-rows');
    assert.equal((await at.createProject()).counts.records, adult.records);
    const concrete = tableOf('concrete');
    await at.bring(writeFile('concrete.csv', concrete.csv));
    assert.equal(await at.page.getByRole('radio', { name: /^Number/ }).isChecked(), true);
    await at.page.getByLabel('Unit').fill('MPa');
    await at.page.getByLabel('Least').fill('0');
    await at.hideLabels();
    await screenshots(at.page, 'survey-number');
    const { task, counts } = await at.createProject();
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
    await at.bring(files(30));
    await at.page.getByLabel('Name of the project').fill('Vectors');
    await at.hideLabels();
    const project = await at.createProject();
    assert.deepEqual([project.recordKind, project.counts.records], ['vector', 30]);
    await at.page.getByRole('link', { name: 'Add records' }).click();
    await at.page.getByTestId('files').setInputFiles(files(40));
    await at.survey().waitFor();
    await at.settled();
    assert.match((await at.page.getByTestId('in-project').textContent()) ?? '', /New10.*Known already30/s);
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'add-records');
    await at.hideLabels();
    await at.page.getByRole('button', { name: 'Add the records' }).click();
    await at.page.waitForURL(`**/projects/${project.id}`);
    await at.page
      .getByTestId('import-counts')
      .filter({ hasText: '10 added, 30 known already' })
      .waitFor({ timeout: 60_000 });
  });

  it('offers a sample of each kind, which may be labelled at once', async () => {
    for (const [sample, kind] of [
      ['Web features', 'text'],
      ['Iris flowers', 'row'],
      ['Digits as vectors', 'vector'],
    ] as const) {
      await at.page.goto(`${at.querent.address}/projects/new`);
      await at.page.getByRole('button', { name: `Try it: ${sample}` }).click();
      await at.page.getByRole('heading', { name: sample, level: 1 }).waitFor();
      await at.page.getByRole('link', { name: 'Label', exact: true }).click({ timeout: 120_000 });
      await card(at.page).waitFor();
      const [, projectId] = /\/projects\/([^/]+)\/label/.exec(at.page.url()) ?? [];
      const project = await at.api('GET', `/projects/${projectId}`);
      assert.deepEqual([project.recordKind, project.import?.rejectedCount], [kind, 0]);
      await screenshots(at.page, `sample-${kind}`);
    }
  });

  it('has broken no script', () => assert.deepEqual(at.page.errors, []));
});
