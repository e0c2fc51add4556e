import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Model, SaidRecord } from '@querent/contracts';
import type { BrowserContext } from 'playwright-core';
import sharp from 'sharp';
import {
  accessibilityIssues,
  apiOf,
  labelOne,
  makeAccount,
  type OpenPage,
  openPage,
  RESULTS,
  screenshots,
  until,
} from './harness.ts';
import { setUpJourney } from './journey.ts';
import { type Answers, findPython, runBrowser, runNode, runPython } from './run-examples.ts';

const [LABELS, COMPARED, MOST] = [10, 24, 1e-5];

describe('a model goes where there is no Querent', () => {
  const journey = setUpJourney();
  const { answerKey } = journey;
  /** Beneath the repository, whose packages the example in Node finds. */
  const folder = join(RESULTS, 'exported');
  let context: BrowserContext;
  let page: OpenPage;
  let api: ReturnType<typeof apiOf>;
  let model: Model;
  let said: SaidRecord[];
  const examples: Record<string, string> = {};

  before(async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    context = await journey.openContext();
    page = await openPage(context);
    api = apiOf(context, journey.querent.address);
  });
  after(() => context?.close());

  const save = async (link: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: link, exact: true }).click(),
    ]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  };

  it('labelled by keyboard, trained and measured', async () => {
    await makeAccount(page, journey.querent.link, { name: 'Ada Admin', email: 'ada@example.org' });
    const { body: project } = await api('POST', '/projects/sample', { sample: 'digits' });
    const ready = async () => (await api('GET', `/projects/${project.id}`)).body.encoding?.state === 'done';
    await until(ready, 'the features of the digits', 300_000);
    await page.goto(`${journey.querent.address}/projects/${project.id}/label`);
    for (let n = 0; n < LABELS; n++) await labelOne(page, answerKey);
    const measured = async () => {
      const { items } = (await api('GET', `/projects/${project.id}/models`)).body;
      return items.find(({ figures }) => figures.length > 3);
    };
    model = await until(measured, 'a model with all figures', 300_000);
    said = (await api('GET', `/models/${model.id}/holdout`)).body.items.slice(0, COMPARED);
    assert.equal(said.length, COMPARED);
  });

  it('is made on its page while one looks, and downloaded with its card and the examples', async () => {
    await page.goto(`${journey.querent.address}/projects/${model.projectId}/models/${model.id}`);
    const panel = page.getByRole('region', { name: 'Take it with you' });
    await panel.getByRole('button', { name: 'Make the file' }).click();
    await panel.getByRole('link', { name: 'Download .onnx' }).waitFor({ timeout: 120_000 });
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'take-along');
    const path = await save('Download .onnx');
    assert.match(path, new RegExp(`Handwritten-digits-${model.version}-records\\.onnx$`));
    const { items } = (await api('GET', `/models/${model.id}/exports`)).body;
    assert.equal(statSync(path).size, items.find(({ form }) => form === 'records')?.bytes);
    for (const title of ['Python', 'Node', 'Browser']) {
      await panel.getByRole('tab', { name: title }).click();
      examples[title] = (await panel.getByTestId(`example-${title}`).textContent()) ?? '';
      assert.ok(examples[title].trimEnd().split('\n').length <= 10);
    }
    const card = readFileSync(await save('Model card'), 'utf8');
    assert.match(card, /^---\n/);
    assert.ok(card.includes('# Handwritten digits: model ') && card.includes(examples.Python!.trimEnd()), card);
    const accuracy = model.figures.find(({ id }) => id === 'accuracy')!;
    assert.match(card, new RegExp(`\\| ${accuracy.title} \\| ${Number(accuracy.value.toPrecision(4))} \\|`));
    assert.deepEqual(page.errors, []);
  });

  it('takes the same records as the project has', async () => {
    const pixelsOf = async ({ recordId }: SaidRecord) => {
      const response = await context.request.get(`${journey.querent.address}/api/v1/records/${recordId}/image`);
      const pixels = sharp(await response.body())
        .toColourspace('b-w')
        .raw();
      const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
      assert.deepEqual([info.width, info.height, info.channels], [28, 28, 1]);
      return [...data];
    };
    writeFileSync(join(folder, 'records.json'), JSON.stringify(await Promise.all(said.map(pixelsOf))));
  });

  /** Holds what a file answers against what the page says of these records. */
  function compare(answers: Answers) {
    const at = (name: string, n: number) => Number(answers[name]![n]);
    const classes = answers.classes!;
    assert.equal(classes.length, 10);
    said.forEach((record, n) => {
      const place = classes.indexOf(record.said);
      assert.equal(answers.prediction![n], record.said);
      const gaps = {
        probability: at('probabilities', n * classes.length + place) - record.confidence!,
        total: at('total', n) - record.uncertainty,
        epistemic: at('epistemic', n) - record.epistemic!,
        aleatoric: at('aleatoric', n) - (record.uncertainty - record.epistemic!),
      };
      for (const [name, gap] of Object.entries(gaps))
        assert.ok(Math.abs(gap) <= MOST, `${name} of ${record.name} is ${gap} away from the page`);
    });
  }

  it('answers in Node as the page does', () => compare(runNode(folder, examples.Node!)));

  it('answers in a browser as the page does', async () =>
    compare(await runBrowser(context.browser()!, folder, examples.Browser!)));

  it('answers in Python as the page does', (test) => {
    const found = findPython();
    if ('missing' in found) return test.skip(`There is no ${found.missing}`);
    compare(runPython(found.python, folder, examples.Python!));
  });
});
