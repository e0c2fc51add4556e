import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { Answer, Card } from '@querent/contracts';
import type { Locator, Page } from 'playwright-core';
import { answersOf } from './answers.ts';
import {
  type Api,
  accessibilityIssues,
  apiOf,
  card,
  labelOne,
  makeAccount,
  type OpenPage,
  openPage,
  screenshots,
  until,
} from './harness.ts';
import { setUpJourney } from './journey.ts';

describe('answers that another version of the page has left in the browser', () => {
  const journey = setUpJourney();
  const { answerKey } = journey;
  let page: OpenPage;
  let api: Api;
  let projectId: string;
  let scope: string;
  /** The right answer to a record by its name. */
  let answerOf: (name: string) => Answer;

  const mine = async () => (await api('GET', `/projects/${projectId}/annotations/mine`)).body;
  /** As many cards as are asked for. */
  const hand = async (count: number) =>
    (await api('POST', `/projects/${projectId}/hand`, { count })).body.cards as [Card, Card, ...Card[]];
  const labelPage = () => `${journey.querent.address}/projects/${projectId}/label`;
  const allSaved = (p: Page) => p.getByText('All answers are saved.').waitFor();
  const keep = (entries: Record<string, string>) =>
    page.evaluate((all) => {
      for (const [place, text] of Object.entries(all)) localStorage.setItem(place, text);
    }, entries);
  const isKept = (place: string) => page.evaluate((name) => localStorage.getItem(name), place);
  const answerTo = ({ recordId, roundId, name }: Card, idempotencyKey: string) => ({
    ...{ recordId, roundId, idempotencyKey },
    ...{ outcome: 'label', answer: answerOf(name), seconds: 2 },
  });
  const saved = async (section: Locator) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      section.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^querent-.*\.json$/);
    return JSON.parse(readFileSync(await download.path(), 'utf8'));
  };

  before(async () => {
    const ada = await journey.openStranger();
    const adaApi = apiOf(ada, journey.querent.address);
    await makeAccount(await openPage(ada), journey.querent.link, { name: 'Ada', email: 'ada@example.org' });
    projectId = (await adaApi('POST', '/projects/sample')).body.id;
    const { body } = await adaApi('POST', '/invitations', { role: 'annotator', projectId });
    const bob = await journey.openContext();
    api = apiOf(bob, journey.querent.address);
    page = await openPage(bob);
    await makeAccount(page, journey.querent.address + body.link, { name: 'Bob', email: 'bob@example.org' });
    scope = `querent.outbox.${(await api('GET', '/me')).body.id}.${projectId}`;
    await until(async () => (await adaApi('GET', `/projects/${projectId}/state`)).body.openRound, 'the import');
    const read = answersOf((await api('GET', `/projects/${projectId}`)).body);
    answerOf = (name) => read(answerKey(name));
  });

  it('an answer is stored though its card lacks what this page asks of cards, and other people’s are left alone', async () => {
    const [first, second] = await hand(2);
    const { reason: _, leaseExpiresAt: __, ...older } = first;
    const others = 'querent.outbox.somebody-else.p.key-of-another';
    await keep({
      [`${scope}.key-of-older`]: JSON.stringify({
        ...{ at: 1, answer: answerTo(first, 'key-of-older'), card: older, isTried: false, isTakenBack: false },
      }),
      [`${scope}.key-without-card`]: JSON.stringify({ at: 2, answer: answerTo(second, 'key-without-card') }),
      [`${scope}.key-unreadable`]: '{"at":3,"answer":{"recordId":"cut o',
      [others]: '{"at":1}',
    });
    await page.goto(labelPage());
    await page.getByText('All other answers are saved.').waitFor();
    const stored = await mine();
    assert.deepEqual(new Set(stored.map(({ recordId }) => recordId)), new Set([first.recordId, second.recordId]));
    for (const { name, answer } of stored) assert.deepEqual(answer, answerOf(name));
    await page.getByRole('button', { name: `Take back: ${second.name}` }).waitFor();
    for (const key of ['key-of-older', 'key-without-card']) assert.equal(await isKept(`${scope}.${key}`), null);
    assert.equal(await isKept(others), '{"at":1}');
  });

  it('what cannot be read is shown, saved as a file, and dismissed only then', async () => {
    const section = page.getByTestId('unreadable-answers');
    await section.getByText('1 answer kept in this browser cannot be read by this page').waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'outbox-unreadable');
    const dismiss = section.getByRole('button', { name: 'Dismiss' });
    assert.ok(await dismiss.isDisabled());
    assert.deepEqual(await saved(section), [{ key: 'key-unreadable', text: '{"at":3,"answer":{"recordId":"cut o' }]);
    assert.ok(await isKept(`${scope}.key-unreadable`));
    await dismiss.click();
    await section.waitFor({ state: 'detached' });
    assert.equal(await isKept(`${scope}.key-unreadable`), null);
    await allSaved(page);
  });

  it('an answer that the server refuses is kept with its reason, over a reload, until somebody dismisses it', async () => {
    const [, shown] = await hand(2);
    const answer = { ...answerTo(shown, 'key-of-no-class'), answer: { classId: 'no-class' } };
    await keep({ [`${scope}.key-of-no-class`]: JSON.stringify({ at: 1, answer, card: shown, isTried: false }) });
    await page.reload();
    const section = page.getByTestId('refused-answers');
    await section.getByText(`${shown.name}: This class does not exist in the project`).waitFor();
    await page.reload();
    await section.waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'outbox-refused');
    const [file] = await saved(section);
    assert.deepEqual(file.answer, answer);
    await section.getByRole('button', { name: 'Try again' }).click();
    await section.getByRole('button', { name: 'Dismiss' }).click();
    await section.waitFor({ state: 'detached' });
    await allSaved(page);
    assert.equal(await isKept(`${scope}.key-of-no-class`), null);
  });

  it('a reply that this page cannot read does not make it send the answer for ever', async () => {
    let sent = 0;
    await page.route('**/annotations', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      sent++;
      await route.fulfill({ response: await route.fetch(), json: { id: 1, shape: 'of a later release' } });
    });
    const { recordId } = await labelOne(page, answerKey);
    await allSaved(page);
    await page.unroute('**/annotations');
    assert.equal(sent, 1);
    assert.equal((await mine()).filter((a) => a.recordId === recordId).length, 1);
  });

  it('an answer without a card can be taken back: the page says so, and its record is asked again', async () => {
    await page.goto(journey.querent.address);
    const answered = (await mine()).length;
    const [, next] = await hand(3);
    await keep({
      [`${scope}.key-taken-back`]: JSON.stringify({ at: 1, answer: answerTo(next, 'key-taken-back'), isTried: false }),
    });
    let isDown = true;
    await page.route('**/annotations', (route) =>
      isDown && route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await page.goto(labelPage());
    await card(page).waitFor();
    await page.getByText('1 answer waits to be sent. The server does not answer.').waitFor();
    await page.keyboard.press('u');
    await page.getByText('The answer was taken back. Its record will be asked again.').waitFor();
    await screenshots(page, 'outbox-taken-back');
    isDown = false;
    await allSaved(page);
    assert.equal((await mine()).length, answered);
    assert.ok((await hand(3)).some(({ recordId }) => recordId === next.recordId));
    const asked = new Set<string>();
    for (let i = 0; i < 3; i++) asked.add((await labelOne(page, answerKey)).recordId);
    assert.ok(asked.has(next.recordId), 'the record came back onto the screen');
    await allSaved(page);
    assert.deepEqual(page.errors, []);
  });
});
