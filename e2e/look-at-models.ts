import assert from 'node:assert/strict';
import type { Figure } from '@querent/contracts';
import type { Bringing } from './bringing.ts';
import { accessibilityIssues, screenshots, until } from './harness.ts';

/** Records of the holdout that the page shows at once. */
const SHOWN = 24;

/** Figures on pages have three decimals, or four digits. */
const isClose = (shown: string | null, value: number) =>
  Math.abs(Number(shown?.replaceAll(',', '')) - value) <= 0.001 * Math.max(1, Math.abs(value));

/**
 * The pages of the models of a project that has some: its list, the newest on the holdout, the first beside the last, and which
 * one serves.
 *
 * @param figure of the newest, as the project's page shows it
 */
export async function lookAtModels({ page, api, querent }: Bringing, projectId: string, figure: Figure, name: string) {
  const list = async () => api('GET', `/projects/${projectId}/models`);
  const isEvaluated = async () => (await list()).items.every(({ figures }) => figures.length > 3);
  await until(isEvaluated, 'every figure of every model');
  const { items, serving } = await list();
  const [newest, first] = [items[0]!, items.at(-1)!];
  assert.equal(serving.modelId, newest.id);
  await page.goto(`${querent.address}/projects/${projectId}`);
  await page.getByRole('link', { name: 'Models', exact: true }).click();
  await page.getByRole('checkbox', { name: `Compare ${newest.version}` }).waitFor();
  assert.deepEqual(await accessibilityIssues(page), []);
  await screenshots(page, `models-${name}`);

  await page.getByRole('link', { name: newest.version, exact: true }).click();
  const shown = page.getByTestId(`figure-${figure.id}`);
  await shown.waitFor();
  assert.ok(isClose(await shown.textContent(), figure.value), `${await shown.textContent()} is not ${figure.value}`);
  assert.deepEqual(await accessibilityIssues(page), []);
  await screenshots(page, `model-${name}`);
  const evaluation = await api('GET', `/models/${newest.id}/evaluation`);
  const mistake = evaluation.confusion?.find(({ truth, said }) => truth !== said);
  if (mistake && evaluation.byClass!.length <= 20) {
    const nameOf = (id: string) => evaluation.byClass!.find(({ classId }) => classId === id)!.name;
    const words = `of ${nameOf(mistake.truth)}, said to be ${nameOf(mistake.said)}`;
    await page.getByRole('link', { name: words }).press('Enter');
    await page.getByText(/^Records of .* that are said to be/).waitFor();
    const records = page.getByRole('region', { name: 'Record by record' }).getByRole('listitem');
    await until(async () => (await records.count()) === Math.min(SHOWN, mistake.count), 'the records of the cell');
    await until(() => page.locator('#records:focus').count(), 'the focus on the heading of the list');
  }

  await page.goto(`${querent.address}/projects/${projectId}/models`);
  for (const { version } of [first, newest]) await page.getByRole('checkbox', { name: `Compare ${version}` }).check();
  await page.getByRole('link', { name: `Compare ${first.version} and ${newest.version}` }).click();
  await page.getByTestId('changed').waitFor();
  assert.deepEqual(await accessibilityIssues(page), []);
  await screenshots(page, `compared-${name}`);

  await page.goto(`${querent.address}/projects/${projectId}/models`);
  await page.getByRole('button', { name: `Change ${first.version}` }).click();
  await page.getByRole('menuitem', { name: 'Let it serve' }).click();
  await page.getByText(`${first.version} serves from now on.`).waitFor();
  await until(async () => (await list()).serving.modelId === first.id, 'the first model to serve');
}
