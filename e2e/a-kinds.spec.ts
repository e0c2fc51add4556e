import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Figure, Project } from '@querent/contracts';
import { labelMany } from '../bench/client.ts';
import { DATA, hasData } from '../bench/data.ts';
import { type Bringing, startBringing } from './bringing.ts';
import { type BroughtSet, csvSet, jsonlSet, photoSet, vectorSet } from './brought-files.ts';
import { answerByKeys } from './by-keyboard.ts';
import { accessibilityIssues, card, screenshots, until } from './harness.ts';
import { lookAtModels } from './look-at-models.ts';

const BY_HAND = 10;

interface Journey {
  /** Of the public sets; none where the product brings it along. */
  folder?: string;
  set(): BroughtSet | Promise<BroughtSet>;
  recordKind: Project['recordKind'];
  task: Partial<Project['task']>;
  labels: number;
  labelsPerRound: number;
  /** Judges the figure that the page shows first, after the first model and after the last. */
  check(first: Figure, last: Figure): void;
}
const doesRise = (first: Figure, last: Figure) =>
  assert.ok(last.value > first.high, `${last.title} is ${last.value}, and was ${first.value}, at most ${first.high}`);
const isAtLeast = (least: number) => (_: Figure, last: Figure) =>
  assert.ok(last.value >= least, `${last.title} is ${last.value}`);

/** What people with such records come to: the set as they have it, its question, and how far it goes here. */
const JOURNEYS: Record<string, Journey> = {
  'AG News': {
    ...{ folder: 'ag-news', set: () => csvSet('ag-news'), recordKind: 'text', task: { kind: 'single_choice' } },
    ...{ labels: 100, labelsPerRound: 20, check: isAtLeast(0.8) },
  },
  Adult: {
    ...{ folder: 'adult', set: () => csvSet('adult'), recordKind: 'row', task: { kind: 'single_choice' } },
    ...{ labels: 200, labelsPerRound: 40, check: isAtLeast(0.79) },
  },
  'Ants and bees': {
    ...{ folder: 'hymenoptera', set: photoSet, recordKind: 'image', task: { kind: 'single_choice' } },
    ...{ labels: 40, labelsPerRound: 10, check: isAtLeast(0.87) },
  },
  GoEmotions: {
    ...{ folder: 'goemotions', set: () => jsonlSet('goemotions'), recordKind: 'text', task: { kind: 'multi_label' } },
    ...{ labels: 200, labelsPerRound: 50, check: doesRise },
  },
  Concrete: {
    ...{ folder: 'uci-regression', set: () => csvSet('concrete'), recordKind: 'row' },
    task: { kind: 'numeric', unit: 'MPa', low: 0 },
    ...{ labels: 200, labelsPerRound: 40, check: (_, last) => assert.ok(last.value <= 8, `RMSE is ${last.value}`) },
  },
  'Digits as vectors': {
    ...{ set: vectorSet, recordKind: 'vector', task: { kind: 'single_choice' } },
    ...{ labels: 100, labelsPerRound: 50, check: isAtLeast(0.55) },
  },
};

describe('a public set from its file, answered by keyboard and then by a program, to the figure on the page', () => {
  let at: Bringing;
  before(async () => {
    at = await startBringing();
  });
  after(() => at?.stop());

  for (const [title, { folder, set, recordKind, task, labels, labelsPerRound, check }] of Object.entries(JOURNEYS)) {
    it(title, { skip: folder && !hasData(folder) && `there is no "${folder}" in ${DATA}` }, async () => {
      const { files, labels: answers, holdout } = await set();
      const answerKey = (name: string) => answers.get(name)!;
      const { page, api } = at;
      await at.bring(files);
      if (task.kind === 'numeric') {
        await page.getByLabel('Unit').fill(task.unit ?? '');
        await page.getByLabel('Least').fill(String(task.low));
      }
      await at.hideLabels();
      await page.getByLabel('Name of the project').fill(title);
      await page.getByText('how often a model learns').click();
      await page.getByLabel('Labels per round').fill(String(labelsPerRound));
      const project = await at.createProject();
      const { id: projectId, counts, import: imported } = project;
      assert.deepEqual([project.name, project.recordKind], [title, recordKind]);
      assert.deepEqual({ ...project.task, ...task }, project.task);
      assert.deepEqual([counts.records, counts.holdout], [answers.size, holdout]);
      assert.deepEqual([imported?.added, imported?.rejectedCount], [answers.size, 0]);
      const state = () => api('GET', `/projects/${projectId}/state`);

      await page.getByRole('link', { name: 'Label', exact: true }).click();
      await card(page).waitFor();
      for (let n = 0; n < BY_HAND; n++) await answerByKeys(page, answerKey);
      await page.getByText('All answers are saved.').waitFor();
      assert.equal((await state()).counts.labelled, BY_HAND);
      assert.deepEqual(await accessibilityIssues(page), []);
      const pictures = title.toLowerCase().replaceAll(' ', '-');
      await screenshots(page, `label-${pictures}`);

      await page.goto(`${at.querent.address}/projects/${projectId}`);
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
      assert.equal(last.records, holdout);
      const shown = page.getByTestId(`holdout-${last.id}`);
      const isShown = async () =>
        Math.abs(Number(await shown.textContent()) - last.value) <= 0.005 * Math.max(1, last.value);
      await until(isShown, 'the last figure on the page', 20_000);
      check(first, last);
      assert.deepEqual(await accessibilityIssues(page), []);
      await screenshots(page, `project-${pictures}`);
      await lookAtModels(at, projectId, last, pictures);
      assert.deepEqual(page.errors, []);
    });
  }
});
