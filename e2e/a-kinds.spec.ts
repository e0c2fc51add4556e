import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Figure, RouteBodyInput } from '@querent/contracts';
import type { Browser } from 'playwright-core';
import { type Api, apiOf, labelMany, signUp } from '../bench/client.ts';
import { DATA, hasData } from '../bench/data.ts';
import { LOOP_SETS, toRecord } from '../bench/loop-sets.ts';
import { answerByKeys } from './by-keyboard.ts';
import { sendLines } from './given.ts';
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

const BY_HAND = 10;

interface Journey {
  task: RouteBodyInput<'POST /projects'>['task'];
  labels: number;
  labelsPerRound: number;
  /** Judges the figure that the page shows first, after the first model and after the last. */
  check(first: Figure, last: Figure): void;
}
const doesRise = (first: Figure, last: Figure) =>
  assert.ok(last.value > first.high, `${last.title} is ${last.value}, and was ${first.value}, at most ${first.high}`);
const isAtLeast = (least: number) => (_: Figure, last: Figure) =>
  assert.ok(last.value >= least, `${last.title} is ${last.value}`);

/** What people with such records come to: the set, its question, and how far it goes here. */
const JOURNEYS: Record<string, Journey> = {
  'ag-news': { task: { kind: 'single_choice' }, labels: 100, labelsPerRound: 10, check: isAtLeast(0.8) },
  adult: { task: { kind: 'single_choice' }, labels: 200, labelsPerRound: 20, check: isAtLeast(0.79) },
  hymenoptera: { task: { kind: 'single_choice' }, labels: 40, labelsPerRound: 10, check: isAtLeast(0.87) },
  goemotions: { task: { kind: 'multi_label' }, labels: 200, labelsPerRound: 20, check: doesRise },
  concrete: {
    task: { kind: 'numeric', unit: 'MPa', low: 0 },
    ...{ labels: 200, labelsPerRound: 20 },
    check: (_, last) => assert.ok(last.value <= 8, `${last.title} is ${last.value}`),
  },
};

describe('a public set given through the API, answered by keyboard and then by a program, to the figure on the page', () => {
  let querent: Querent;
  let browser: Browser;
  let page: OpenPage;
  let api: Api;
  let cookie: string;

  before(async () => {
    [querent, browser] = await Promise.all([startQuerent(), openBrowser()]);
    ({ cookie } = await signUp(querent.address, querent.link));
    api = apiOf(querent.address, cookie);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const [name = '', value = ''] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: querent.address }]);
    page = await openPage(context);
  });
  after(async () => {
    await browser?.close();
    await querent?.stop();
    forget(querent.dataDir);
  });

  for (const [id, { task, labels, labelsPerRound, check }] of Object.entries(JOURNEYS)) {
    const { title, folder, recordKind, classes, read } = LOOP_SETS[id]!;
    it(title, { skip: !hasData(folder) && `there is no "${folder}" in ${DATA}` }, async () => {
      const { pool, holdout } = read();
      const labelOf = new Map(pool.map((one) => [one.id, one.label]));
      const answerKey = (name: string) => labelOf.get(name)!;
      const settings = { labelsPerRound };
      const project = await api('POST', '/projects', { name: title, recordKind, task, classes, settings });
      const projectId = project.id;
      const state = () => api('GET', `/projects/${projectId}/state`);
      const measured = holdout.map((one) => ({ ...one, split: 'holdout' as const }));
      const place = { address: querent.address, cookie, projectId };
      const added = await sendLines(place, [...pool, ...measured].map(toRecord));
      assert.deepEqual([added.added, added.holdout], [pool.length + holdout.length, holdout.length]);
      assert.deepEqual(added.rejected, []);

      await page.goto(`${querent.address}/projects/${projectId}/label`);
      await card(page).waitFor(); // before there are any features
      for (let n = 0; n < BY_HAND; n++) await answerByKeys(page, answerKey);
      await page.getByText('All answers are saved.').waitFor();
      assert.equal((await state()).counts.labelled, BY_HAND);
      assert.deepEqual(await accessibilityIssues(page), []);
      await screenshots(page, `label-${id}`);

      await page.goto(`${querent.address}/projects/${projectId}`);
      for (let round = 1; round <= labels / labelsPerRound; round++) {
        await labelMany(api, projectId, answerKey, round * labelsPerRound - (await state()).counts.labelled);
        const isOpen = async () => ((await state()).openRound?.number ?? 0) >= round;
        await until(isOpen, `round ${round} to open`, 300_000);
      }
      const { rounds } = await api('GET', `/projects/${projectId}/statistics`);
      const figures = rounds.flatMap((round) => round.figures.slice(0, 1).map((figure) => ({ ...round, figure })));
      console.log(
        `# ${title}: ${figures.map((round) => `${round.labels}: ${round.figure.value.toFixed(3)}`).join(', ')}`,
      );
      const [first, last] = [figures[0]!.figure, figures.at(-1)!.figure];
      assert.equal(last.records, holdout.length);
      const shown = page.getByTestId(`holdout-${last.id}`);
      const isShown = async () =>
        Math.abs(Number(await shown.textContent()) - last.value) <= 0.005 * Math.max(1, last.value);
      await until(isShown, 'the last figure on the page', 20_000);
      check(first, last);
      assert.deepEqual(await accessibilityIssues(page), []);
      await screenshots(page, `project-${id}`);
      assert.deepEqual(page.errors, []);
    });
  }
});
