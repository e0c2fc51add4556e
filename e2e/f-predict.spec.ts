import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { GivenRecord, Predictions, Problem } from '@querent/contracts';
import { readDigits } from '@querent/domain/background';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { type Api, apiOf, signUp } from '../bench/client.ts';
import { sendLines } from './given.ts';
import {
  accessibilityIssues,
  forget,
  openBrowser,
  openPage,
  type Querent,
  screenshots,
  startQuerent,
  until,
} from './harness.ts';
import { findProcess } from './processes.ts';

const [RECORDS, LABELLED] = [120, 60];

/** What the answer to a question to the model is, whatever it is. */
interface Told {
  status: number;
  body: Predictions & Problem;
}

describe('a model predicts by the API', () => {
  let querent: Querent;
  let browser: Browser;
  let api: Api;
  let cookie: string;
  let key: string;
  let projectId: string;
  let records: GivenRecord[];

  before(async () => {
    [querent, browser] = await Promise.all([startQuerent(), openBrowser()]);
    ({ cookie } = await signUp(querent.address, querent.link));
    api = apiOf(querent.address, cookie);
    const digits = await readDigits();
    const raw = { width: 28, height: 28, channels: 1 } as const;
    records = await Promise.all(
      digits.slice(0, RECORDS).map(async ({ pixels, label }, n) => ({
        ...{ id: `d${n}`, image: (await sharp(pixels, { raw }).png().toBuffer()).toString('base64') },
        ...(n < LABELLED ? { label: String(label) } : {}),
      })),
    );
    const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
    ({ id: projectId } = await api('POST', '/projects', {
      ...{ name: 'Digits', recordKind: 'image', task: { kind: 'single_choice' }, classes },
    }));
    ({ key } = await api('POST', '/me/keys', { name: 'a service', scope: 'read', projectId }));
  });
  after(async () => {
    await browser?.close();
    await querent?.stop();
    forget(querent.dataDir);
  });

  /** As a service asks: with a key that may read. */
  async function ask(given: GivenRecord[] | string, query = ''): Promise<Told> {
    const response = await fetch(`${querent.address}/api/v1/projects/${projectId}/predict${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: typeof given === 'string' ? given : JSON.stringify(given),
    });
    return { status: response.status, body: (await response.json()) as Told['body'] };
  }
  const plain = ({ id, image }: GivenRecord): GivenRecord => ({ id, image });

  it('says in words that there is no model yet', async () => {
    const { status, body } = await ask(records.slice(0, 1).map(plain));
    assert.equal(status, 409);
    assert.equal(body.code, 'no_model');
    assert.match(body.detail, /Label some more/);
  });

  it('says of records that are sent what the export says of the same records in the project, to the fifth digit', async () => {
    await sendLines({ address: querent.address, cookie, projectId }, records, 'answers');
    await until(async () => (await api('GET', `/projects/${projectId}/models`)).serving.modelId, 'a model');
    const exported = await fetch(`${querent.address}/api/v1/projects/${projectId}/export?status=unlabelled`, {
      headers: { cookie },
    });
    const rows: Record<string, string>[] = parse(await exported.text(), { columns: true, bom: true });
    const ranked = rows.filter(({ probabilities }) => probabilities);
    assert.ok(ranked.length >= 10, `${ranked.length} rows have predictions`);
    const given = ranked.map(({ id }) => plain(records.find((one) => one.id === id)!));
    const { status, body } = await ask(given);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.modelVersion, ranked[0]!.scored_by);
    for (const [at, { id, probabilities, entropy }] of ranked.entries()) {
      const { id: own, text, probabilities: said, uncertainty } = body.items[at]!;
      assert.equal(own, id);
      const wanted: Record<string, number> = JSON.parse(probabilities!);
      assert.equal(said!.length, 10);
      for (const { name, probability } of said!) near(probability, wanted[name]!);
      assert.equal(text, said![0]!.name);
      near(uncertainty.total, Number(entropy));
      near(uncertainty.total, uncertainty.epistemic + uncertainty.aleatoric);
    }
  });

  it('answers lines too, and refuses in words, with places, what is no record', async () => {
    const lines = await fetch(`${querent.address}/api/v1/projects/${projectId}/predict`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body: records
        .slice(0, 3)
        .map((one) => JSON.stringify(plain(one)))
        .join('\n'),
    });
    assert.equal(((await lines.json()) as Predictions).items.length, 3);
    const bad = await ask([plain(records[0]!), { id: 'text', text: 'hello' }]);
    assert.equal(bad.status, 400);
    assert.match(bad.body.detail, /record 2.*The records of this project are pictures/s);
    assert.match((await ask('[{"vector": [NaN]}]')).body.detail, /record 1|NaN/);
    assert.match((await ask('[]')).body.detail, /No records/);
    assert.equal((await ask(records.slice(0, 1).map(plain), '?modelId=none')).body.code, 'model_not_found');
  });

  it('goes on after kill -9 of the web app in the middle, with the same answers', async () => {
    const given = records.slice(0, 40).map(plain);
    const { body: before } = await ask(given);
    const pid = findProcess('web/serve.mjs', querent.dataDir)!;
    const asked = Array.from({ length: 10 }, () => ask(given).catch(() => null));
    process.kill(pid, 'SIGKILL');
    await Promise.all(asked);
    const again = await until(async () => {
      const told = await ask(given).catch(() => null);
      return told?.status === 200 && told.body;
    }, 'predictions of the next web app');
    assert.deepEqual(again, before);
  });

  it('predicts all records on the page of the models, and gives them as a table', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const cookies = cookie.split('; ').map((one) => {
      const [name = '', ...value] = one.split('=');
      return { name, value: value.join('='), url: querent.address };
    });
    await context.addCookies(cookies);
    const page = await openPage(context);
    await page.goto(`${querent.address}/projects/${projectId}/models`);
    await page.getByRole('button', { name: 'Predict all records' }).click();
    const link = page.getByRole('link', { name: /^CSV of / });
    await link.waitFor({ timeout: 120_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const rows: Record<string, string>[] = parse(await readFile(await download.path()), { columns: true, bom: true });
    assert.equal(rows.length, RECORDS);
    const { body } = await ask(records.slice(0, 20).map(plain));
    for (const [at, { text, uncertainty }] of body.items.entries()) {
      assert.equal(rows[at]!.predicted, text);
      near(Number(rows[at]!.entropy), uncertainty.total);
    }
    assert.deepEqual(await accessibilityIssues(page), []);
    assert.deepEqual(page.errors, []);
    await screenshots(page, 'predictions');
    await page.getByRole('button', { name: /^Remove the predictions/ }).click();
    await link.waitFor({ state: 'detached' });
    await context.close();
  });

  it('refuses to tell classes that it does not know, until a model is trained that does', async () => {
    await api('POST', `/projects/${projectId}/classes`, { name: 'no digit' });
    const { status, body } = await ask(records.slice(0, 1).map(plain));
    assert.equal(status, 409);
    assert.equal(body.code, 'model_stale');
    assert.match(body.detail, /Train a new model/);
    // It may have begun by itself.
    await api('POST', `/projects/${projectId}/rounds`).catch(() => {});
    await until(async () => (await ask(records.slice(0, 1).map(plain))).status === 200, 'a model of today’s classes');
  });
});

function near(got: number, wanted: number) {
  assert.ok(Math.abs(got - wanted) <= 1e-5, `${got} is not ${wanted}`);
}
