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

  it('reads what lies within objects as columns, and sends them by the same names', async () => {
    const one = (n: number) => ({
      mail: { text: `A mail of some words, the one with number ${n}`, from: { name: n % 3 ? 'ann' : 'bob' } },
      ...{ label: { name: n % 2 ? 'spam' : 'ham' }, turns: [{ by: 'me' }] },
    });
    const nested = { version: 1, errors: [{ code: 1 }], items: Array.from({ length: 12 }, (_, n) => one(n)) };
    await at.bring(writeFile('mails.json', JSON.stringify(nested)));
    const columns = at.page.getByRole('region', { name: 'Columns' });
    await columns.getByText('label: 2 classes').waitFor();
    await at.page.getByText('"turns" holds lists of objects and stays whole').waitFor();
    await at.page.getByTestId('preview-record').getByText('A mail of some words').waitFor();
    await at.page.getByText('Is it read otherwise than it should be?').click();
    const key = at.page.getByLabel('Key of the list of records');
    await key.fill('errors');
    await at.page.getByRole('combobox', { name: 'What code is' }).waitFor();
    await key.fill('items');
    await at.page.getByRole('combobox', { name: 'What mail.text is' }).waitFor();
    await at.settled();
    await at.hideLabels();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'survey-nested');
    const project = await at.createProject();
    assert.deepEqual([project.counts.records, project.classes.map(({ name }) => name)], [12, ['ham', 'spam']]);
    const { items } = await at.api('GET', `/projects/${project.id}/records`);
    assert.deepEqual(items[0]?.content, { kind: 'text', text: one(0).mail.text });
  });

  it('takes lines as they are, shows nothing but the fault of a heading alone, and calls a table with tabs so', async () => {
    await at.bring(writeFile('lines.csv', 'one, two\nsome, more, words\nplain\n'));
    await at.page.getByText('Is it read otherwise than it should be?').click();
    await at.page.getByRole('combobox', { name: 'Between the cells of a row' }).click();
    await at.page.getByRole('option', { name: 'one column, no delimiter' }).click();
    await at.settled();
    await at.page.getByTestId('what-it-is').getByText('One column · 2 texts').waitFor();
    await at.page.getByRole('combobox', { name: 'What one, two is' }).waitFor();
    await screenshots(at.page, 'survey-one-column');
    await at.bring(writeFile('a.tsv', 'text\tlabel\nA text of words\ta\nAnother one of words\tb\n'));
    await at.page.getByTestId('what-it-is').getByText('TSV · 2 texts · UTF-8').waitFor();
    await at.open();
    await at.page.getByTestId('files').setInputFiles(writeFile('head.csv', 'id,text,label\n'));
    await at.page.getByText('The file holds a heading and no record under it.').waitFor();
    assert.equal(await at.page.getByRole('region', { name: 'Columns' }).count(), 0);
    assert.equal(await at.create().count(), 0);
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'survey-heading-only');
    await at.page.getByText('Is it read otherwise than it should be?').click();
    await at.page.getByRole('switch', { name: 'The first row names the columns' }).click();
    await at.survey().waitFor();
  });

  it('leaves out what is no number where a project asks for one, and does what it says', async () => {
    const line = (n: number, target: unknown) => ({ id: `n${n}`, text: `A text of words, number ${n}`, target });
    await at.bring(writeFile('strengths.csv', csvOf(Array.from({ length: 40 }, (_, n) => line(n, n + 0.5)))));
    const project = await at.createProject();
    assert.equal(project.task.kind, 'numeric');
    await at.page.getByRole('link', { name: 'Add records', exact: true }).click();
    const more = [line(50, 1.5), line(51, 'strong'), line(52, ''), { ...line(0, 2), text: 'Another text' }];
    await at.page.getByTestId('files').setInputFiles(writeFile('more.csv', csvOf(more)));
    await at.survey().waitFor();
    await at.settled();
    assert.match((await at.page.getByTestId('in-project').textContent()) ?? '', /New2.*Known already0.*Left out2/s);
    await at.page.getByText('1 record has a label that this project does not take, and is left out.').waitFor();
    await at.page.getByText('1 record has the id of another record of the project').waitFor();
    await at.page.getByText('1 stands for other records of the project').waitFor();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'add-records-numbers');
    await at.page.getByRole('button', { name: 'Add the records' }).click();
    await at.page.waitForURL(`**/projects/${project.id}`);
    const counts = at.page.getByTestId('import-counts');
    await counts.filter({ hasText: '2 added' }).waitFor({ timeout: 60_000 });
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
