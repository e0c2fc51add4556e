import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bringing, startBringing } from './bringing.ts';
import { csvOf, writeFile } from './brought-files.ts';
import { accessibilityIssues, screenshots } from './harness.ts';

describe('what is to be known before a project is made', () => {
  let at: Bringing;
  before(async () => {
    at = await startBringing();
  });
  after(() => at?.stop());

  it('says of what is no text what it is, and asks for an encoding only where that is in doubt', async () => {
    const bringUnread = async (name: string, bytes: Buffer) => {
      await at.open();
      await at.page.getByTestId('files').setInputFiles(writeFile(name, bytes));
      await at.page.getByRole('button', { name: 'Look again' }).waitFor({ timeout: 60_000 });
    };
    const encoding = at.page.getByRole('combobox', { name: 'Encoding of the letters' });
    const film = Buffer.concat([
      Buffer.from('\0\0\0\x20ftypisom', 'latin1'),
      Buffer.alloc(2_000, '\x02\xf1\x80\xfe', 'latin1'),
    ]);
    await bringUnread('film.csv', film);
    await at.page
      .getByRole('alert')
      .filter({ hasText: 'film.csv is no text' })
      .filter({ hasText: 'video/mp4' })
      .waitFor();
    assert.equal(await encoding.count(), 0);
    await screenshots(at.page, 'no-text');
    // German as DOS wrote it, which nothing tells from others.
    const dos = 'text;label\n\x81ber die Br\x81cke;gut\nGr\x81n\x8d;schlecht\n';
    await bringUnread('dos.csv', Buffer.from(dos, 'latin1'));
    await at.page.getByRole('alert').filter({ hasText: 'Say which it is' }).waitFor();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'which-encoding');
    await encoding.click();
    await at.page.getByRole('option', { name: 'windows-1250' }).click();
    await at.survey().waitFor();
    await at.page.getByText('schlecht', { exact: true }).first().waitFor();
  });

  it('says before and after that nothing is left to ask where every record brings its answer', async () => {
    const rows = (label: (n: number) => string) =>
      csvOf(Array.from({ length: 40 }, (_, n) => ({ text: `A remark, number ${n}`, mood: label(n) })));
    const note = at.page.getByTestId('nothing-asked');
    await at.bring(
      writeFile(
        'some.csv',
        rows((n) => (n === 0 ? '' : n % 2 ? 'good' : 'bad')),
      ),
    );
    assert.equal(await note.count(), 0);
    await at.bring(
      writeFile(
        'all.csv',
        rows((n) => (n % 2 ? 'good' : 'bad')),
      ),
    );
    await note.getByText('nobody will be asked anything').waitFor();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'nothing-asked');
    await note.getByRole('button', { name: 'Take the labels as a hidden key' }).click();
    await note.waitFor({ state: 'detached' });
    assert.equal(await at.page.getByRole('radio', { name: /hidden answer key/ }).isChecked(), true);
    await at.page.getByRole('radio', { name: /^Answers, which/ }).click();
    await at.settled();
    const { id, counts } = await at.createProject();
    assert.equal(counts.pool, 0);
    const way = at.page.getByTestId('way-on');
    await way.getByText('All labels came with the records.').waitFor();
    await screenshots(at.page, 'all-brought');
    await way.getByRole('link', { name: 'Add records without a label' }).click();
    await at.page.waitForURL(`**/projects/${id}/add`);
  });

  it('asks about what has a label that is no class, or leaves it out, as is said before', async () => {
    const labels = ['good', 'bad', 'to label', 'junk'];
    const rows = Array.from({ length: 40 }, (_, n) => ({ text: `A remark, number ${n}`, mood: labels[n % 4] }));
    await at.bring(writeFile('some.csv', csvOf(rows)));
    const none = at.page.getByTestId('not-classes');
    await none.getByText('Its name says that there is no label yet.').waitFor();
    await at.page.getByText('30 records have one.').waitFor();
    await at.page.getByRole('button', { name: 'Remove junk' }).click();
    await none.getByText('junk').waitFor();
    await at.page.getByText('20 records have one.').waitFor();
    assert.equal(await at.page.getByLabel('Labelled records that are kept aside').inputValue(), '4');
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'not-classes');
    await at.page.reload();
    await at.page.getByText('20 records have one.').waitFor();
    await none.getByRole('combobox', { name: 'What becomes of the records of junk' }).click();
    await at.page.getByRole('option', { name: 'leave them out' }).click();
    await at.page.getByText('10 of those read are left out').waitFor();
    await at.settled();
    const { id, counts, classes, import: ended } = await at.createProject();
    assert.deepEqual([counts.records, counts.pool, counts.labelled, counts.holdout], [30, 10, 16, 4]);
    assert.deepEqual(classes.map(({ name }) => name).sort(), ['bad', 'good']);
    assert.equal(ended?.rejectedCount, 10);

    await at.page.goto(`${at.querent.address}/projects/${id}/add`);
    const more = rows.map(({ text, mood }) => ({ text: `${text}, once more`, mood }));
    await at.page.getByTestId('files').setInputFiles(writeFile('more.csv', csvOf(more)));
    const line = none.getByRole('listitem').filter({ hasText: 'to label' });
    await line.waitFor();
    await at.settled();
    const height = (await line.boundingBox())!.height;
    assert.ok(height < 160, `words stand in lines, not letters, in the narrow column: ${height} px`);
  });

  it('shows short names of classes whole in the preview, with their keys beside', async () => {
    const names = ['ABBR', 'DESC', 'ENTY', 'HUM', 'LOC'];
    const rows = Array.from({ length: 40 }, (_, n) => ({ text: `A question, number ${n}`, label: names[n % 5] }));
    await at.bring(writeFile('five.csv', csvOf(rows)));
    const preview = at.page.getByRole('region', { name: 'As it will be labelled' });
    for (const name of names) {
      const button = preview.getByRole('button', { name });
      const [word, key] = await Promise.all(
        [button.locator('bdi'), button.locator('.key')].map(async (part) => (await part.boundingBox())!),
      );
      assert.ok(word!.height < 40, `${name} stands in one line`);
      assert.ok(word!.x + word!.width <= key!.x, `${name} lies beside its key`);
    }
  });

  it('names copies that carry another label, before and after', async () => {
    const rows = [
      ['One thing', 'good'],
      ['One thing', 'bad'],
      ['Another', ''],
      ['Another', 'bad'],
      ['Third', ''],
    ];
    await at.bring(writeFile('twice.csv', csvOf(rows.map(([text = '', mood = '']) => ({ text, mood })))));
    const said =
      '1 copy carries another label than the record with the same content, which keeps its own: line 3 ("bad")';
    await at.page.getByText(said).waitFor();
    await screenshots(at.page, 'other-labels');
    const project = await at.createProject();
    await at.page.getByText(said).waitFor();
    await at.page.getByText('1 record had no label and took that of a copy.').waitFor();
    await screenshots(at.page, 'other-labels-after');
    assert.deepEqual([project.counts.records, project.counts.pool], [3, 1]);
  });
});
