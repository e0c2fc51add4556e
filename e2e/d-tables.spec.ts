import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bringing, startBringing } from './bringing.ts';
import { csvOf, writeFile } from './brought-files.ts';
import { accessibilityIssues, screenshots, until } from './harness.ts';

describe('how a table is read', () => {
  let at: Bringing;
  before(async () => {
    at = await startBringing();
  });
  after(() => at?.stop());

  it('reads letters and cells as somebody says', async () => {
    // In Windows-1250, as which it is recognised; it could as well be Windows-1252.
    const line = (n: number) => [
      ...Buffer.from(`${n};Za`),
      0xbf,
      0xf3,
      0xb3,
      0xe6,
      ...Buffer.from(` to jest dosc dlugie zdanie o czyms, numer ${n}\n`),
    ];
    const bytes = Buffer.from([...Buffer.from('nr;opis\n'), ...Array.from({ length: 20 }, (_, n) => line(n)).flat()]);
    await at.bring(writeFile('opisy.csv', bytes));
    const shown = at.page.getByTestId('preview-record');
    await shown.getByText('Zażółć to jest').waitFor();
    await at.page.getByText('Is it read otherwise than it should be?').click();
    const choose = async (field: string, option: string) => {
      await at.page.getByRole('combobox', { name: field }).click();
      await at.page.getByRole('option', { name: option }).click();
      await at.settled();
    };
    await choose('Encoding of the letters', 'windows-1252');
    await shown.getByText('Za¿ó³æ to jest').waitFor();
    await choose('Encoding of the letters', 'windows-1250');
    await shown.getByText('Zażółć to jest').waitFor();
    await screenshots(at.page, 'survey-reading');
    await choose('Between the cells of a row', 'comma');
    await at.page.getByText('nr;opis', { exact: true }).waitFor();
    await choose('Between the cells of a row', 'semicolon');
    await shown.getByText('Zażółć to jest').waitFor();
  });

  it('reads numbers with a decimal comma, and another mark where somebody says so', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => `w${n};${n},${n % 10}5;1.${200 + n},5;${10 + n},${n % 10}`);
    await at.bring(writeFile('preise.csv', ['id;gewicht;umsatz;preis', ...rows].join('\n')));
    await at.chooseRole('preis', 'label');
    const columns = at.page.getByRole('region', { name: 'Columns' });
    await columns.getByText('number, 1200.5 to 1239.5').waitFor();
    await columns.getByText('label: 40 numbers, 10 to 49.9').waitFor();
    assert.equal(await at.page.getByRole('radio', { name: /^Number/ }).isChecked(), true);
    await at.page.getByText('Is it read otherwise than it should be?').click();
    const choose = async (mark: string) => {
      await at.page.getByRole('combobox', { name: 'Decimal mark of numbers' }).click();
      await at.page.getByRole('option', { name: mark }).click();
      await at.settled();
    };
    await screenshots(at.page, 'survey-decimals');
    await choose('point');
    await columns.getByText('number, 1200.5 to 1239.5').waitFor({ state: 'detached' });
    await choose('comma');
    await at.chooseRole('preis', 'label');
    await at.hideLabels();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    const project = await at.createProject();
    assert.deepEqual([project.counts.records, project.task.kind], [40, 'numeric']);
  });

  it('reads what is added as the file before, and says what is left out', async () => {
    const line = (n: number) => ({
      ref: `r${n}`,
      subject: `Subject ${n}`,
      remark: `On ${n}`,
      mood: n % 2 ? 'up' : 'down',
    });
    await at.bring(writeFile('first.csv', csvOf(Array.from({ length: 12 }, (_, n) => line(n)))));
    for (const [name, role] of [
      ['ref', 'id'],
      ['subject', 'text'],
      ['mood', 'label'],
      ['remark', 'metadata'],
    ] as const)
      await at.chooseRole(name, role);
    await at.hideLabels();
    const project = await at.createProject();
    await at.page.getByRole('link', { name: 'Add records' }).click();
    const more = Array.from({ length: 12 }, (_, n) => ({
      ...{ remark: `A longer remark of many words, the one on number ${n + 6}`, mood: n > 7 ? 'sideways' : 'up' },
      ...{ subject: `Subject ${n + 6}`, ref: `r${n + 6}` },
    }));
    await at.page.getByTestId('files').setInputFiles(writeFile('second.csv', csvOf(more)));
    await at.survey().waitFor();
    await at.settled();
    await at.page.getByText(/^Columns are read as in first\.csv of \d+ \w+ \d{4}\.$/).waitFor();
    const figures = at.page.getByTestId('in-project');
    assert.match((await figures.textContent()) ?? '', /New2.*Known already6.*Left out4/s);
    await at.page
      .getByRole('list', { name: 'Why records are left out' })
      .getByText('There is no class')
      .first()
      .waitFor();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'add-records-again');
    await at.page.getByRole('button', { name: 'Add the records' }).click();
    await at.page.waitForURL(`**/projects/${project.id}`);
    const counts = at.page.getByTestId('import-counts');
    await counts.filter({ hasText: '2 added, 6 known already' }).waitFor({ timeout: 60_000 });
  });

  it('says of a table what each column became, and learns from it as something else', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => ({
      ...{ age: 20 + n, postcode: `0${n % 7}`, since: `2024-01-${10 + (n % 20)}`, note: `Word ${n % 9} of a few` },
      ...{ country: 'NL', verdict: n % 2 ? 'yes' : 'no' },
    }));
    await at.bring(writeFile('people.csv', csvOf(rows)));
    await at.chooseRole('verdict', 'label');
    await at.hideLabels();
    await at.page.getByText('the settings of the project give classes other names').waitFor();
    const { id } = await at.createProject();
    const encoded = async () => (await at.api('GET', `/projects/${id}`)).encoding?.state === 'done';
    await until(encoded, 'the records to be encoded', 60_000);
    await at.page.getByRole('link', { name: 'What each column became' }).click();
    const columns = at.page.getByRole('region', { name: 'Columns' });
    await columns.getByText('category of 7: 00, 01, 02, 03, 04, …').waitFor();
    await columns.getByText('left out: the same everywhere').waitFor();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'settings-columns');
    for (const [name, role] of [
      ['postcode', 'number'],
      ['note', 'text'],
      ['since', 'left out'],
    ]) {
      await columns.getByRole('combobox', { name: `What ${name} is learned from as` }).click();
      await at.page.getByRole('option', { name: role }).first().click();
    }
    await columns.getByRole('button', { name: 'Save the columns' }).click();
    await columns.getByText('number, 2.9 on average').waitFor();
    await columns.getByText('text, whose words are mixed into 256 features').waitFor();
    const { settings } = await at.api('GET', `/projects/${id}`);
    assert.deepEqual(settings.encoder?.options, {
      ...{ numbers: ['postcode'], texts: ['note'], ignore: ['since'], verbatim: ['country'] },
    });
    await until(encoded, 'the records to be encoded anew', 60_000);
    await at.page.getByRole('link', { name: 'Add records' }).click();
    await at.page.waitForURL(/\/add$/);
  });

  it('finds one of many columns', async () => {
    const names = Array.from({ length: 90 }, (_, n) => `wide ${n}`);
    const rows = Array.from({ length: 12 }, (_, n) => [`w${n}`, ...names.map((_, at) => n * at), n % 2 ? 'a' : 'b']);
    await at.bring(writeFile('wide.csv', [['id', ...names, 'label'], ...rows].map((row) => row.join(',')).join('\n')));
    await at.page.getByText('By its name, or by what it is: 90 number, 1 id, 1 label.').waitFor();
    await at.page.getByLabel('Find a column').fill('label');
    const columns = at.page.getByRole('region', { name: 'Columns' });
    await columns.getByRole('combobox', { name: 'What label is' }).waitFor();
    assert.equal(await columns.getByRole('combobox').count(), 1);
    await at.page.getByLabel('Find a column').fill('wide 77');
    await at.chooseRole('wide 77', 'ignore');
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'survey-many-columns');
  });

  it('has broken no script', () => assert.deepEqual(at.page.errors, []));
});
