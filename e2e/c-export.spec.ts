import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { GivenRecord } from '@querent/contracts';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { answerByKeys } from './by-keyboard.ts';
import { sendLines } from './given.ts';
import { accessibilityIssues, card, type OpenPage, openBrowser, openPage, screenshots, until } from './harness.ts';
import { type Person, startWeb, type Web } from './web.ts';

const TEXTS = ['=1+2 is a formula', 'plain', '-5', '@here, "quoted"', 'two\nlines', 'last'];
const RECORDS: GivenRecord[] = TEXTS.map((text, at) => ({ id: `00${at}`, text, metadata: { place: at } }));
/** Their names are their ids. */
const answerOf = (name: string) => (Number(name) % 2 === 0 ? 'even' : 'odd');

describe('what people have answered goes out as a file', () => {
  let web: Web;
  let browser: Browser;
  let page: OpenPage;
  let eve: Person;
  let projectId: string;

  before(async () => {
    [web, browser] = await Promise.all([startWeb(), openBrowser()]);
    eve = await web.join('engineer', 'Eve');
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    const [name = '', value = ''] = eve.cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: web.address }]);
    page = await openPage(context);
    const kinds = { recordKind: 'text', task: { kind: 'single_choice' }, classes: ['even', 'odd'] } as const;
    const { body } = await eve.call('POST', '/projects', { name: 'Texts & more', ...kinds });
    projectId = body.id;
    await sendLines({ ...web, cookie: eve.cookie, projectId }, RECORDS);
  });
  after(async () => {
    await browser?.close();
    await web?.stop();
  });

  const choose = async (field: string, option: string) => {
    await page.getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name: option }).click();
  };
  const download = async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ]);
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  };

  it('labelled by keyboard, exported from the page, and found in the file', async () => {
    await page.goto(`${web.address}/projects/${projectId}/label`);
    await card(page).waitFor();
    const answered = new Set<string>();
    for (let n = 0; n < 4; n++) {
      answered.add((await card(page).getAttribute('data-name')) ?? '');
      await answerByKeys(page, answerOf);
    }
    await page.getByText('All answers are saved.').waitFor();
    await page.goto(`${web.address}/projects/${projectId}`);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('dialog', { name: 'Export' }).waitFor();
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'export');

    const all = await download();
    assert.match(all.name, /^Texts-more-records-\d{4}-\d\d-\d\d\.csv$/);
    const rows: Record<string, string>[] = parse(all.text, { columns: true });
    assert.deepEqual(
      rows.map(({ id, 'metadata.place': place }) => [id, place]),
      RECORDS.map(({ id }, at) => [id, String(at)]),
    );
    for (const row of rows) {
      const isAnswered = answered.has(row.id!);
      assert.equal(row.label, isAnswered ? answerOf(row.id!) : '');
      assert.deepEqual([row.status, row.annotator], isAnswered ? ['labelled', 'Eve'] : ['unlabelled', '']);
    }
    assert.deepEqual(
      rows.map(({ text }) => text),
      ["'=1+2 is a formula", 'plain', '-5', '\'@here, "quoted"', 'two\nlines', 'last'],
    );

    await choose('Format', 'JSON Lines');
    await choose('Of which records', 'Those with a label');
    const labelled = await download();
    const lines: { id: string; label: string; text: string }[] = labelled.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(new Set(lines.map(({ id }) => id)), answered);
    for (const { id, label, text } of lines) assert.deepEqual([label, text], [answerOf(id), TEXTS[Number(id)]]);
    assert.deepEqual(page.errors, []);
  });

  it('with headers that let nobody run it, and none of it for a request that only asks for them', async () => {
    const ask = (method: string) =>
      fetch(`${web.address}/api/v1/projects/${projectId}/export`, { method, headers: { cookie: eve.cookie } });
    for (const method of ['GET', 'HEAD']) {
      const { status, headers, body } = await ask(method);
      assert.equal(status, 200);
      assert.match(headers.get('content-disposition') ?? '', /^attachment; filename="Texts-more-records-.*\.csv"/);
      assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      await body?.cancel();
    }
    assert.equal(await (await ask('HEAD')).text(), '');
  });

  describe('of many records', () => {
    const many = 30_000;
    const path = () => `${web.address}/api/v1/projects/${projectId}/export?format=jsonl`;
    const ask = () => fetch(path(), { headers: { cookie: eve.cookie } });

    before(async () => {
      await web.db.$executeRaw`
        INSERT INTO record (id, project_id, index, name, split, content, content_hash)
        SELECT gen_random_uuid(), ${projectId}, n + 100, 'many ' || n, 'pool',
               jsonb_build_object('text', repeat(md5(n::text), 60)), md5(n::text)
        FROM generate_series(1, ${many}::int) n`;
      await web.db.project.update({ where: { id: projectId }, data: { nextIndex: many + 101 } });
    });

    it('is whole, and ends its work in the database where its reader goes away', async () => {
      const text = await (await ask()).text();
      assert.equal(text.trimEnd().split('\n').length, many + RECORDS.length);
      const readPages = async () => {
        const [row] = await web.db.$queryRaw<[{ reads: bigint }]>`
          SELECT coalesce(sum(idx_tup_fetch), 0)::bigint AS reads FROM pg_stat_user_tables WHERE relname = 'record'`;
        return Number(row.reads);
      };
      await new Promise((resolve) => setTimeout(resolve, 1_500)); // statistics come late
      const before = await readPages();
      const { body } = await ask();
      const reader = body!.getReader();
      await reader.read();
      await reader.cancel();
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      const read = (await readPages()) - before;
      assert.ok(read < many / 2, `${read} rows were read for somebody who had gone`);
    });

    it('does not look whole where the database goes away in its middle', async () => {
      const { body } = await ask();
      const reader = body!.getReader();
      await reader.read();
      await web.cable.pull();
      await assert.rejects(async () => {
        while (!(await reader.read()).done);
      });
      await web.cable.plug();
      await until(async () => (await eve.call('GET', '/health')).status === 200, 'the database to be back');
      assert.equal((await (await ask()).text()).trimEnd().split('\n').length, many + RECORDS.length);
    });
  });
});
