import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { labelMany } from '../bench/client.ts';
import { messageOf } from '../tools/errors.mjs';
import { ROOT } from '../tools/stages.mjs';
import { type Bringing, startBringing } from './bringing.ts';
import { accessibilityIssues, screenshots, until } from './harness.ts';

const run = promisify(execFile);
const CLASSES = ['north', 'east', 'south'];
const [RECORDS, HOLDOUT, LABELS] = [240, 60, 12];

/** A Python that has scikit-learn, kept for the next time; or, in words, what is missing. */
function findPython(): { python: string } | { missing: string } {
  const folder = join(ROOT, 'node_modules/.cache/querent-outside');
  const python = join(folder, 'bin/python');
  if (existsSync(python) && spawnSync(python, ['-c', 'import sklearn']).status === 0) return { python };
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: 'pipe' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'scikit-learn', 'numpy'], { stdio: 'pipe' });
    return { python };
  } catch (error) {
    return {
      missing: `Python 3 with venv, pip and a package index that has scikit-learn: ${messageOf(error).split('\n')[0]}`,
    };
  }
}

/** Three clouds in the plane, of which two touch each other. */
function vectorOf(n: number): number[] {
  const [x, y] = [(n * 0.6180339887) % 1, (n * 0.7548776662) % 1];
  const [cx, cy] = [
    [0, 2],
    [2, 0],
    [1.2, -1],
  ][n % 3]!;
  return [cx! + 1.6 * (x - 0.5), cy! + 1.6 * (y - 0.5)];
}

describe('a model of scikit-learn that lives outside', () => {
  const found = findPython();
  const skip = 'missing' in found ? found.missing : false;
  let at: Bringing;
  let projectId: string;
  let key: string;
  before(async () => {
    if (skip) return;
    at = await startBringing();
    const made = await at.api('POST', '/projects', {
      ...{
        name: 'Directions',
        recordKind: 'vector',
        task: { kind: 'single_choice' },
        classes: CLASSES,
        holdout: HOLDOUT,
      },
      settings: { labelsPerRound: LABELS, outside: { says: 'samples', hours: 1 }, selection: { id: 'top-k' } },
    });
    projectId = made.id;
    const records = Array.from({ length: RECORDS }, (_, n) => ({
      ...{ id: `v${n}`, vector: vectorOf(n), text: `v${n}`, label: CLASSES[n % 3] },
    }));
    await at.api('POST', `/projects/${projectId}/records?labels=key`, records);
    key = (await at.api('POST', '/me/keys', { name: 'forest', scope: 'manage' })).key;
    await until(async () => (await state()).openRound !== null, 'the first questions', 120_000);
    await until(async () => (await state()).encoding?.state === 'done', 'the features', 120_000);
  });
  after(() => at?.stop());

  const state = () => at.api('GET', `/projects/${projectId}/state`);
  const label = () => labelMany(at.api, projectId, (name) => CLASSES[Number(name.replace(/\D/g, '')) % 3], LABELS);
  const waits = () =>
    until(async () => (await state()).workingRound?.state === 'waiting', 'a round that waits', 60_000);

  it('is waited for, as the page says, and posts what its trees say over two rounds', { skip }, async () => {
    const { python } = found as { python: string };
    await label();
    await waits();
    await at.page.goto(`${at.querent.address}/projects/${projectId}`);
    const panel = at.page.getByTestId('awaited');
    await panel.getByText('How to post them').click();
    await panel.getByText(`/api/v1/rounds/${(await state()).workingRound!.id}`).waitFor();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'outside-waiting');
    const env = { ...process.env, QUERENT_URL: at.querent.address, QUERENT_KEY: key, ROUNDS: '1' };
    const forest = () => run(python, [join(ROOT, 'docs/examples/outside-model/forest.py'), projectId], { env });
    for (const number of [1, 2]) {
      if (number > 1) await label();
      await waits();
      const { stdout } = await forest();
      assert.match(stdout, new RegExp(`round ${number}: learned ${number * LABELS} labels, posted`));
      await until(async () => (await state()).openRound?.number === number, `round ${number}`, 120_000);
    }
    await panel.waitFor({ state: 'detached' });
    const { openRound } = await state();
    const accuracy = openRound!.figures.find(({ id }) => id === 'accuracy')!;
    assert.ok(accuracy.value > 0.7, `the accuracy is ${accuracy.value}`);
    assert.equal(accuracy.records, HOLDOUT);
    await at.page.getByText('r2-forest').first().waitFor();
    await at.page.getByText(accuracy.value.toFixed(3)).first().waitFor();
    await screenshots(at.page, 'outside-done');
    await at.page.getByRole('link', { name: 'r2-forest' }).first().click();
    await at.page.getByText('none here: the model is outside').waitFor();
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'outside-model');
  });

  it('that dies half-way is reminded of, fails the round in words, and the questions go on', { skip }, async () => {
    await at.api('PATCH', `/projects/${projectId}`, { settings: { outside: { says: 'samples', hours: 0.012 } } });
    await label();
    await waits();
    const roundId = (await state()).workingRound!.id;
    const wrong = { from: 0, classes: CLASSES, values: [[[0.5, 0.5, 0.5]], [[1, 0, 0]]] };
    await assert.rejects(at.api('POST', `/rounds/${roundId}/predictions`, wrong), /sum up to 1.5, not to 1/);
    const values = [[[0.5, 0.5, 0]], [[1, 0, 0]]];
    const { received } = await at.api('POST', `/rounds/${roundId}/predictions`, { ...wrong, values });
    assert.equal(received, 1);
    await at.page.goto(`${at.querent.address}/projects/${projectId}`);
    await at.page.getByText('Half of the time is over').waitFor({ timeout: 60_000 });
    await screenshots(at.page, 'outside-reminded');
    await at.page.getByRole('alert').filter({ hasText: 'did not say in time' }).waitFor({ timeout: 90_000 });
    assert.deepEqual(await accessibilityIssues(at.page), []);
    await screenshots(at.page, 'outside-late');
    await assert.rejects(at.api('POST', `/rounds/${roundId}/predictions`, { ...wrong, values }), /come too late/);
    const { cards } = await at.api('POST', `/projects/${projectId}/hand`, { count: 1 });
    assert.equal(cards.length, 1);
  });
});
