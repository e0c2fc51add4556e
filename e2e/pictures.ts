import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { ROOT } from '../tools/stages.mjs';
import { startBringing } from './bringing.ts';
import { csvOf, rowsOf, writeFile } from './brought-files.ts';
import { labelOne, readAnswerKey, until } from './harness.ts';

/** Makes the pictures of README and guide anew, from the product as it is: `npm run pictures`, with `-- news` or `-- digits` half of them. AG News has to be there. */
const FOLDER = join(ROOT, 'docs/images');
const LABELS = 60;
const PER_ROUND = 10;

const at = await startBringing();
try {
  const [wanted] = process.argv.slice(2);
  if (wanted !== 'digits') {
    await newProject();
    await addRecords();
  }
  if (wanted !== 'news') await digits();
} finally {
  await at.stop();
}

/** Few colours are enough for pages, and weigh a third. */
async function take(page: Page, name: string, { width, height = 0 }: { width: number; height?: number }) {
  await page.setViewportSize({ width, height: height || 900 });
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  const bytes = await page.screenshot({ fullPage: height === 0, animations: 'disabled' });
  mkdirSync(FOLDER, { recursive: true });
  await sharp(bytes)
    .png({ palette: true, colours: 256 })
    .toFile(join(FOLDER, `${name}.png`));
  console.log(`docs/images/${name}.png`);
}

/** Without a split, so that the form proposes one. */
function news() {
  return rowsOf('ag-news').map(({ split: _, ...row }) => row);
}

async function newProject() {
  await at.bring(writeFile('news.csv', csvOf(news().slice(0, 400))));
  await take(at.page, 'new-project', { width: 1_200, height: 1_160 });
}

async function addRecords() {
  await at.hideLabels();
  const { id } = await at.createProject();
  await at.page.goto(`${at.querent.address}/projects/${id}/add`);
  const more = writeFile('more news.csv', csvOf(news().slice(300, 600)));
  await at.page.getByTestId('files').setInputFiles(more);
  await at.page.getByTestId('in-project').waitFor({ timeout: 60_000 });
  await at.settled();
  await take(at.page, 'add-records', { width: 1_200, height: 960 });
}

async function digits() {
  const { id } = await at.api('POST', '/projects/sample', { sample: 'digits' });
  await until(async () => (await at.api('GET', `/projects/${id}`)).import?.state === 'done', 'the digits', 240_000);
  const answerKey = await readAnswerKey();
  const rounds = async () => (await at.api('GET', `/projects/${id}/statistics`)).rounds;
  await at.page.goto(`${at.querent.address}/projects/${id}/label`);
  for (let given = 1; given <= LABELS; given++) {
    await labelOne(at.page, answerKey);
    if (given % PER_ROUND > 0) continue;
    const number = given / PER_ROUND;
    const isOpen = async () =>
      (await rounds()).some(
        (round: { number: number; state: string }) => round.number === number && round.state === 'open',
      );
    await until(isOpen, `round ${number}`, 300_000);
  }
  await at.page.reload(); // the first cards of the last round
  await at.page.getByTestId('card').waitFor();
  await take(at.page, 'label', { width: 1_440, height: 900 });
  await at.page.goto(`${at.querent.address}/projects/${id}`);
  await at.page.getByRole('heading', { name: 'Rounds' }).waitFor();
  await take(at.page, 'project', { width: 1_440 });
}
