import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Class, GivenRecord, RouteBodyInput } from '@querent/contracts';
import { classId, makeReadyProject } from '@querent/testing';
import type { Browser, BrowserContext } from 'playwright-core';
import { answerByKeys, chooseByKey, pressAnswer, shownRecord, waitForOther } from './by-keyboard.ts';
import { sendLines } from './given.ts';
import { card, handFilled, type OpenPage, openBrowser, openPage, until } from './harness.ts';
import { type Person, startWeb, type Web } from './web.ts';

const LABELS = ['joy', 'anger', 'fear'];
const texts = (count: number): GivenRecord[] =>
  Array.from({ length: count }, (_, n) => ({ id: `text-${n}`, text: `This is text number ${n}.` }));

describe('texts, rows and several labels: what people do to them and what happens meanwhile', () => {
  let web: Web;
  let browser: Browser;
  let context: BrowserContext;
  let page: OpenPage;
  let eve: Person;

  before(async () => {
    [web, browser] = await Promise.all([startWeb(), openBrowser()]);
    eve = await web.join('engineer', 'Eve');
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name = '', value = ''] = eve.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: web.address }]);
    page = await openPage(context);
  });
  after(async () => {
    await browser?.close();
    await web?.stop();
  });

  type Made = Pick<RouteBodyInput<'POST /projects'>, 'recordKind' | 'task' | 'classes'>;
  /** A project with records, to which nobody has answered. */
  async function projectOf(kinds: Made, records: GivenRecord[]) {
    const { status, body } = await eve.call('POST', '/projects', { name: 'New', ...kinds });
    assert.equal(status, 200, JSON.stringify(body));
    const sent = await sendLines({ ...web, cookie: eve.cookie, projectId: body.id }, records);
    assert.equal(sent.added, records.length, JSON.stringify(sent));
    return body.id;
  }
  const chosen = (...classes: string[]): Made => ({ recordKind: 'text', task: { kind: 'single_choice' }, classes });
  const several = (...classes: string[]): Made => ({ recordKind: 'text', task: { kind: 'multi_label' }, classes });

  const label = async (projectId: string) => {
    await page.goto(`${web.address}/projects/${projectId}/label`);
    await card(page).waitFor();
  };
  const classesOf = async (projectId: string) => (await eve.call('GET', `/projects/${projectId}`)).body.classes;
  const idOf = async (projectId: string, name: string) => find(await classesOf(projectId), name).id;
  const find = (classes: Class[], name: string) => classes.find((one) => one.name === name)!;
  const mine = async (projectId: string) => (await eve.call('GET', `/projects/${projectId}/annotations/mine`)).body;
  const allSaved = () => page.getByText('All answers are saved.').waitFor();
  const arePressed = async () => {
    const pressed = page.locator('fieldset button[aria-pressed=true]');
    return (await pressed.allTextContents()).map((text) => text.replace(/.$/, '')); // without its key
  };

  it('records that are sent twice as JSONL are added once, and those that are new among them', async () => {
    const projectId = await projectOf(chosen('yes', 'no'), texts(5));
    const place = { ...web, cookie: eve.cookie, projectId };
    const again = await sendLines(place, texts(5));
    assert.deepEqual([again.added, again.known, again.rejectedCount], [0, 5, 0]);
    assert.deepEqual(again.notes, ['All of these records were there already.']);
    const more = await sendLines(place, texts(7));
    assert.deepEqual([more.added, more.known], [2, 5]);
    const { counts } = (await eve.call('GET', `/projects/${projectId}`)).body;
    assert.deepEqual([counts.records, counts.pool], [7, 7]);
    const { items } = (await eve.call('GET', `/projects/${projectId}/records`)).body;
    assert.deepEqual(
      items.map(({ externalId }) => externalId),
      texts(7).map(({ id }) => id),
    );
  });

  it('an answer on its way that names an archived class is refused with its reason, and kept', async () => {
    const projectId = await projectOf(chosen('yes', 'no', 'maybe'), texts(4));
    await label(projectId);
    await context.setOffline(true);
    await answerByKeys(page, () => 'maybe');
    await eve.call('POST', `/classes/${await idOf(projectId, 'maybe')}/archive`, { answers: 'leave-out' });
    await context.setOffline(false);
    const refused = page.getByTestId('refused-answers');
    await refused.getByText('is not used any more').waitFor();
    assert.deepEqual(await mine(projectId), []);
    await answerByKeys(page, () => 'no');
    await until(async () => (await mine(projectId)).length === 1, 'the next answer');
  });

  it('several labels are chosen without a network, taken back and given otherwise, and stored once', async () => {
    const projectId = await projectOf(several(...LABELS), texts(8));
    const { body: before } = await eve.call('GET', `/projects/${projectId}`);
    const ids = (...names: string[]) => ({ classIds: names.map((name) => find(before.classes, name).id).sort() });
    await label(projectId);
    await handFilled(page);
    await context.setOffline(true);
    const first = await answerByKeys(page, () => ['joy', 'fear']);
    const second = await answerByKeys(page, () => []);
    const third = await answerByKeys(page, () => ['anger']);
    await page.waitForFunction(() => document.querySelector('[data-testid=outbox-count]')?.textContent === '3');
    await page.keyboard.press('u');
    await until(async () => (await shownRecord(page)) === third, 'the card that was taken back', 5_000);
    assert.deepEqual(await arePressed(), ['anger']);
    await pressAnswer(page, ['fear']); // beside what is chosen
    await waitForOther(page, third);
    await context.setOffline(false);
    await page.getByText('All answers are saved.').waitFor({ timeout: 60_000 });
    const stored = await mine(projectId);
    const answers = new Map(stored.map(({ recordId, answer }) => [recordId, answer]));
    assert.equal(stored.length, 3);
    assert.deepEqual(answers.get(first), ids('joy', 'fear'));
    assert.deepEqual(answers.get(second), ids());
    assert.deepEqual(answers.get(third), ids('anger', 'fear'));
  });

  it('what is chosen or typed and not stored is there after a reload, and goes with its card or its person', async () => {
    const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('draft')).length);
    await label(await projectOf(several(...LABELS), texts(6)));
    for (const name of ['joy', 'fear']) await chooseByKey(page, name);
    const recordId = await shownRecord(page);
    await page.reload();
    await until(async () => (await arePressed()).length === 2, 'what was chosen', 10_000);
    assert.equal(await shownRecord(page), recordId);
    assert.deepEqual(await arePressed(), ['joy', 'fear']);
    await page.keyboard.press('Enter');
    await waitForOther(page, recordId);
    await chooseByKey(page, 'anger');
    const skipped = await shownRecord(page);
    await page.keyboard.press('Space');
    await waitForOther(page, skipped);
    await allSaved();
    assert.equal(await kept(), 0);

    await label(await projectOf({ recordKind: 'text', task: { kind: 'numeric' }, classes: [] }, texts(6)));
    await page.keyboard.type('12,');
    await page.reload();
    await card(page).waitFor();
    await until(async () => (await page.getByLabel(/^Number/).inputValue()) === '12,', 'what was typed', 10_000);
    const own = (await context.cookies()).slice();
    const { cookie } = await web.join('engineer', 'Max');
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await page.goto('about:blank'); // nothing that the open card still asks for is asked as Max
    await context.addCookies([{ name, value, url: web.address }]);
    await page.goto(web.address);
    assert.equal(await kept(), 1);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL((url) => url.pathname === '/sign-in');
    assert.equal(await kept(), 0);
    await context.addCookies(own);
  });

  it('answers that a page of version 0.2 has left in the browser are sent by the places of their classes', async () => {
    const projectId = await makeReadyProject(web.test, {
      records: 20,
      members: [{ ...web.test.system, actor: { id: eve.id, role: 'engineer' } }],
    });
    const { cards } = (await eve.call('POST', `/projects/${projectId}/hand`, { count: 3 })).body;
    const entries = cards.slice(0, 2).map(({ content: _, ...rest }, place): [string, string] => {
      const { recordId, roundId } = rest;
      const idempotencyKey = `key-of-0.2-${place}`;
      const answer = { recordId, roundId, outcome: 'label', label: place, seconds: 2, idempotencyKey };
      const kept = { ...rest, imageUrl: `/api/v1/records/${recordId}/image` };
      const entry = { at: place, answer, card: kept, isTried: place === 0, isTakenBack: false, refusedBecause: null };
      return [`querent.outbox.${eve.id}.${projectId}.${idempotencyKey}`, JSON.stringify(entry)];
    });
    await page.goto(web.address);
    await page.evaluate((all) => {
      for (const [place, text] of all) localStorage.setItem(place, text);
    }, entries);
    await label(projectId);
    await allSaved();
    const stored = new Map((await mine(projectId)).map(({ recordId, answer }) => [recordId, answer]));
    for (const [place, { recordId }] of cards.slice(0, 2).entries())
      assert.deepEqual(stored.get(recordId), { classId: classId(projectId, place) });
    assert.equal(await page.evaluate((name) => localStorage.getItem(name), entries[0]![0]), null);
    await page.getByRole('button', { name: `Take back: ${cards[0]!.name}` }).waitFor();
  });

  const words = 'Words that go on and on until the screen is full. '.repeat(120);
  const emotions =
    'admiration amusement anger annoyance approval caring confusion curiosity desire disgust fear joy'.split(' ');
  const row = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`column ${n}`, n % 2 ? n : `value ${n}`]));
  const kinds28 = Array.from({ length: 28 }, (_, n) => emotions[n] ?? `emotion ${n}`);
  const PHONES: Record<string, { kinds: Made; record: GivenRecord; send?: string }> = {
    'a long text': { kinds: chosen('World', 'Sports', 'Business', 'Sci/Tech'), record: { text: words } },
    'a row of thirty columns': { kinds: { ...chosen('<=50K', '>50K'), recordKind: 'row' }, record: { row } },
    'a text with ten classes': { kinds: chosen(...emotions.slice(0, 10)), record: { text: words } },
    'a text with 28 classes': { kinds: chosen(...kinds28), record: { text: words } },
    'a text with ten labels': { kinds: several(...emotions.slice(0, 10)), record: { text: words }, send: 'Save: none' },
    'a text with 28 labels': { kinds: several(...kinds28), record: { text: words }, send: 'Save: none' },
    'a number': {
      kinds: { recordKind: 'row', task: { kind: 'numeric', low: 0, high: 9 } },
      record: { row },
      send: 'Save',
    },
  };
  const WINDOWS = [
    ...[
      [390, 664],
      [320, 568],
      [844, 390],
      [667, 375],
      [568, 320],
      [1280, 633],
    ],
  ] as const;
  for (const [what, { kinds, record, send }] of Object.entries(PHONES)) {
    it(`${what} is answered on a phone: nothing is wider than it, and all that every card needs is in sight`, async () => {
      await label(await projectOf(kinds, [record]));
      const first = page.locator('fieldset button').first();
      for (const [width = 0, height = 0] of WINDOWS) {
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: `e2e/results/label-${what.replaceAll(' ', '-')}-${width}x${height}.png` });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `the page is ${wide} wide at ${width}`);
        const needed = ['Undo', 'Skip', ...(send ? [send] : [])].map((name) => page.getByRole('button', { name }));
        for (const button of [...needed, ...(kinds.task.kind === 'numeric' ? [] : [first])]) {
          const box = await button.boundingBox();
          const bottom = Math.round(box!.y + box!.height);
          assert.ok(bottom <= height, `${button} ends at ${bottom} of ${height}, ${width} wide`);
        }
      }
      await page.setViewportSize({ width: 1280, height: 900 });
      assert.deepEqual(page.errors, []);
    });
  }
});
