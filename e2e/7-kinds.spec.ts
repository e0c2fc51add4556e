import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { NewClass, RecordKind, TaskKind } from '@querent/contracts';
import type { Browser } from 'playwright-core';
import { accessibilityIssues, card, type OpenPage, openBrowser, openPage, screenshots, until } from './harness.ts';
import { type Person, startWeb, type Web } from './web.ts';

interface Made {
  recordKind: RecordKind;
  task: { kind: TaskKind } & Record<string, unknown>;
  classes: (string | (Partial<NewClass> & { name: string }))[];
  records: Record<string, unknown>[];
}

const TEXTS = Array.from({ length: 20 }, (_, n) => ({ text: `Text number ${n}.` }));

describe('labelling each kind by keyboard', () => {
  let web: Web;
  let browser: Browser;
  let page: OpenPage;
  let ada: Person;
  before(async () => {
    [web, browser] = await Promise.all([startWeb(), openBrowser()]);
    ada = await web.join('admin', 'Ada');
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name = '', value = ''] = ada.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: web.address }]);
    page = await openPage(context);
  });
  after(async () => {
    await browser?.close();
    await web?.stop();
  });

  /** A project with its records, and its labelling page on the screen. */
  async function open({ recordKind, task, classes, records }: Made): Promise<string> {
    const project = { name: `${recordKind} ${task.kind}`, recordKind, task, classes };
    const { body } = await ada.call('POST', '/projects', project);
    const added = await ada.call('POST', `/projects/${body.id}/records`, JSON.stringify(records));
    assert.equal(added.body.added, records.length, JSON.stringify(added.body));
    await page.goto(`${web.address}/projects/${body.id}/label`);
    await card(page).waitFor();
    return body.id;
  }
  const shown = () => card(page).getAttribute('data-record-id');
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const pressed = () => page.locator('[aria-pressed=true] bdi').allTextContents();
  const saved = () => page.getByText('All answers are saved.').waitFor();
  /** What the server has, in the words of the project, newest first. */
  async function stored(projectId: string) {
    const { classes } = (await ada.call('GET', `/projects/${projectId}`)).body;
    const nameOf = (id: string) => classes.find((one) => one.id === id)?.name;
    const { body } = await ada.call('GET', `/projects/${projectId}/annotations/mine`);
    return body.map(({ answer }) => {
      if (answer === null) return 'skip';
      if ('value' in answer) return answer.value;
      return 'classId' in answer ? nameOf(answer.classId) : answer.classIds.map(nameOf).sort();
    });
  }

  it('a text: keys of classes go before those of the page, and an answer comes back to be given again', async () => {
    const classes = ['World', { name: 'Sports', key: 's' }, { name: 'Business', description: 'Money and who has it.' }];
    const projectId = await open({ recordKind: 'text', task: { kind: 'single_choice' }, classes, records: TEXTS });
    await press('1', 's', 'Space');
    await saved();
    assert.deepEqual(await stored(projectId), ['skip', 'Sports', 'World']);
    await press('u', 'u');
    await page.locator('[aria-pressed=true]').waitFor();
    assert.deepEqual(await pressed(), ['Sports']);
    await press('Enter', '2');
    await saved();
    assert.deepEqual(await stored(projectId), ['Business', 'Sports', 'World']);
    await press('?');
    await page.getByRole('dialog').getByText('Money and who has it.').waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await press('?');
    await screenshots(page, 'kind-text');
  });

  it('a long text scrolls inside of its card by keys, whichever way it is written', async () => {
    const long = `${'نص طويل. '.repeat(2_000)}\nThe end.`;
    await open({ recordKind: 'text', task: { kind: 'single_choice' }, classes: ['a', 'b'], records: [{ text: long }] });
    const text = page.getByTestId('record-text');
    assert.equal(await text.evaluate((element) => getComputedStyle(element).direction), 'rtl');
    assert.equal(await text.textContent(), long);
    const end = () => text.evaluate((element) => element.getBoundingClientRect().bottom <= innerHeight);
    assert.equal(await end(), false);
    await press('PageDown', 'End');
    await until(end, 'the end of the text');
    assert.equal(await page.evaluate(() => scrollY), 0);
    await press('1');
    await saved();
  });

  it('several labels: keys choose and give up, Enter stores, none is an answer, and undo brings them back', async () => {
    const classes = ['Economy', 'Health', 'Sport', 'Weather'];
    const projectId = await open({ recordKind: 'text', task: { kind: 'multi_label' }, classes, records: TEXTS });
    await press('1', '3', '1');
    assert.deepEqual(await pressed(), ['Sport']);
    await press('Escape');
    assert.deepEqual(await pressed(), []);
    await press('2', '4', 'Enter');
    await page.getByRole('button', { name: 'Save: none of these' }).click();
    await saved();
    assert.deepEqual(await stored(projectId), [[], ['Health', 'Weather']]);
    await press('u', 'u');
    await page.locator('[aria-pressed=true]').first().waitFor();
    assert.deepEqual(await pressed(), ['Health', 'Weather']);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'kind-several');
    await press('4', 'Enter', 'Enter');
    await saved();
    assert.deepEqual(await stored(projectId), [[], ['Health']]);
  });

  it('what is chosen follows classes that are merged and archived under the open card, and a sentence says so', async () => {
    const classes = ['cat', 'dog', 'cow'];
    const projectId = await open({ recordKind: 'text', task: { kind: 'multi_label' }, classes, records: TEXTS });
    const [cat, dog, cow] = (await ada.call('GET', `/projects/${projectId}`)).body.classes;
    await press('1', '3');
    await ada.call('POST', `/classes/${cow?.id}/merge`, { intoId: dog?.id ?? '' });
    await page.getByText('“cow” counts as “dog” now. You had chosen it for this record').waitFor();
    assert.deepEqual(await pressed(), ['cat', 'dog']);
    await ada.call('POST', `/classes/${cat?.id}/archive`, { answers: 'leave-out' });
    await page.getByText('“cat” is not used any more.').waitFor();
    assert.deepEqual(await pressed(), ['dog']);
    await press('Enter');
    await saved();
    assert.deepEqual(await stored(projectId), [['dog']]);
  });

  it('fifty classes are answered by typing', async () => {
    const classes = Array.from({ length: 50 }, (_, n) => `Kind ${n} ${n % 2 ? 'Étoile' : 'Lune'}`);
    const projectId = await open({ recordKind: 'text', task: { kind: 'single_choice' }, classes, records: TEXTS });
    await press('/');
    await page.keyboard.type('etoile kind 4');
    await press('ArrowDown', 'Enter', '1', '/');
    await page.keyboard.type('nowhere');
    await page.getByText('None has this name.').waitFor();
    const before = await shown();
    await press('Enter', 'Escape');
    assert.equal(await shown(), before);
    await saved();
    assert.deepEqual(await stored(projectId), ['Kind 0 Lune', 'Kind 43 Étoile']);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'kind-fifty');
  });

  it('a thousand classes: the page stays quick, and several are found by typing', async () => {
    const classes = Array.from({ length: 1_000 }, (_, n) => `Kind ${n}`);
    const projectId = await open({ recordKind: 'text', task: { kind: 'multi_label' }, classes, records: TEXTS });
    const startedAt = Date.now();
    await page.reload();
    await card(page).waitFor();
    await press('/');
    await page.keyboard.type('777');
    await press('Enter');
    await page.keyboard.type('888');
    await press('Enter', 'Escape');
    assert.deepEqual(await pressed(), ['Kind 777', 'Kind 888']);
    await press('Enter');
    await saved();
    assert.deepEqual(await stored(projectId), [['Kind 777', 'Kind 888']]);
    assert.ok(Date.now() - startedAt < 20_000, 'a machine may have other work to do, but not that much');
    const list = page.getByRole('group', { name: 'What is in it?' });
    const height = () => list.evaluate(({ scrollHeight }) => scrollHeight);
    const inTheBeginning = await height();
    await page.getByRole('button', { name: 'Kind 999' }).click();
    assert.equal(await height(), inTheBeginning, 'nothing moves under the pointer as buttons come into sight');
    assert.deepEqual(await pressed(), ['Kind 999']);
  });

  it('a number: typed or stepped to, and nothing outside of its range', async () => {
    const projectId = await open({
      ...{ recordKind: 'text', task: { kind: 'numeric', unit: 'kg', low: 0, high: 100, step: 5 }, classes: [] },
      records: TEXTS,
    });
    await press('1', '2', '.', '5', 'Enter', '4', '0', 'ArrowUp', 'Enter', 'Space');
    await saved();
    assert.deepEqual(await stored(projectId), ['skip', 45, 12.5]);
    await press('1', '0', '1');
    await page.getByText('101 lies outside of what can be answered here: 0 to 100 kg.').waitFor();
    const before = await shown();
    await press('Enter', 'Escape');
    assert.equal(await shown(), before);
    await press('u', 'u');
    await page.getByRole('button', { name: 'Save: 45 kg' }).waitFor();
    await press('7', 'Enter');
    await saved();
    assert.deepEqual(await stored(projectId), [7, 12.5]);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'kind-number');
  });

  it('a row: its columns with their values, those that are missing too', async () => {
    const records = Array.from({ length: 5 }, (_, age) => ({
      row: { age, work: age ? 'yes' : null, note: '  two\nlines' },
    }));
    const projectId = await open({
      recordKind: 'row',
      task: { kind: 'single_choice' },
      classes: ['<=50K', '>50K'],
      records,
    });
    const cells = await page.getByTestId('record-row').locator('tr').allTextContents();
    assert.equal(cells.length, 3);
    assert.match(cells.join('|'), /^age\d\|work(yes|missing)\|note {2}two\nlines$/);
    await press('2');
    await saved();
    assert.deepEqual(await stored(projectId), ['>50K']);
    await screenshots(page, 'kind-row');
  });

  it('a vector: what stands beside its numbers comes first, and its link leads to the web only', async () => {
    const values = [0.5, 1e-9, -3];
    const link = 'https://example.org/a';
    await open({
      ...{ recordKind: 'vector', task: { kind: 'single_choice' }, classes: ['left', 'right'] },
      records: [{ vector: values, text: 'A caption.', link }],
    });
    assert.equal(await page.getByTestId('record-text').textContent(), 'A caption.');
    assert.equal(await page.getByTestId('record-numbers').textContent(), '3 numbers: 0.5, 1e-9, -3');
    const anchor = card(page).getByRole('link');
    assert.deepEqual(await Promise.all(['href', 'target', 'rel'].map((name) => anchor.getAttribute(name))), [
      link,
      '_blank',
      'noopener noreferrer',
    ]);
    await press('1');
    await saved();
  });

  it('a picture: it is brought nearer by keys and buttons, and the next one is whole again', async () => {
    const drawn = await page.evaluate(() =>
      ['red', 'green', 'blue'].map((colour) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
        const brush = canvas.getContext('2d')!;
        brush.fillStyle = colour;
        brush.fillRect(0, 0, 5, 5);
        return canvas.toDataURL('image/png').split(',')[1]!;
      }),
    );
    const records = drawn.map((image) => ({ image }));
    await open({ recordKind: 'image', task: { kind: 'single_choice' }, classes: ['ants', 'bees'], records });
    const scale = () =>
      card(page)
        .getByRole('img')
        .evaluate(
          (image) => image.getBoundingClientRect().width / (image.parentElement?.parentElement?.clientWidth ?? 1),
        );
    await until(async () => (await scale()) === 1, 'the whole picture');
    await press('+');
    await until(async () => (await scale()) === 1.5, 'a picture that is nearer');
    await page.getByRole('button', { name: 'Nearer' }).click();
    await until(async () => (await scale()) > 2, 'a picture that is nearer still');
    await press('1');
    await until(async () => (await scale().catch(() => 0)) === 1, 'the next picture, whole');
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'kind-picture');
  });
});
