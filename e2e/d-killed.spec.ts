import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Project } from '@querent/contracts';
import { processesOf } from '../bench/chaos-victims.ts';
import { type Bringing, startBringing } from './bringing.ts';
import { csvOf, writeFile } from './brought-files.ts';
import { answerByKeys } from './by-keyboard.ts';
import { openDatabase } from './database.ts';
import { card, until } from './harness.ts';

const ROWS = 12_000;
/** Of no language, so that many of them have features soon. */
const WORDS = 'мерка тонил вуспа рыдон кошеф зубил янтор пелук дорим сахун'.split(' ');

/** More than is sent as one piece. */
const rowsOf = (victim: string) =>
  Array.from({ length: ROWS }, (_, n) => {
    const words = Array.from({ length: 60 }, (_, at) => WORDS[(n * 7 + at * (1 + (n % 9))) % WORDS.length]);
    return { id: `row-${n}`, text: `${victim} ${n} ${words.join(' ')}`, label: 'abc'[n % 3] };
  });

describe('a process that is killed while a file is sent, imported and made into features', () => {
  let at: Bringing;
  before(async () => {
    at = await startBringing();
  });
  after(() => at?.stop());

  const processes = () => processesOf(at.querent.dataDir, join(at.querent.dataDir, 'postgres'));
  const isUp = (url: string) =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );

  for (const victim of ['web', 'worker', 'database'] as const)
    it(`the ${victim}: every record is there once and has features, and labelling goes on`, async () => {
      const kill = () => {
        const pid = processes()[victim];
        assert.ok(pid);
        process.kill(pid, 'SIGKILL');
        return async () => {
          await until(() => ![pid, null].includes(processes()[victim]), 'another process');
          const isBack = async () =>
            (await isUp(`${at.querent.address}/api/v1/health`)) && (await isUp(`${at.querent.workerUrl}/health`));
          await until(isBack, 'all of it to work');
        };
      };
      const { page, api } = at;
      const rows = rowsOf(victim);
      const before = at.inbox().length;

      const offsets: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset'] ?? '');
      });
      const letGo = await at.holdPieces();
      await at.open();
      await page.getByTestId('files').setInputFiles(writeFile(`${victim}.csv`, csvOf(rows)));
      await page.getByTestId('upload-status').filter({ hasText: '8 MB of' }).waitFor();
      const isBack = kill();
      await letGo();
      await isBack();
      await at.survey().waitFor({ timeout: 60_000 });
      await at.settled();
      assert.equal(offsets.filter((offset) => offset === '0').length, 1, 'it goes on where it was');
      await at.hideLabels();

      const made = page.waitForResponse((response) => response.request().method() === 'POST' && response.ok());
      await at.create().click();
      const { id: projectId } = (await (await made).json()) as Project;
      const project = () => api('GET', `/projects/${projectId}`);
      /** Kills it once something of the work has been done, but not all. */
      const killWithin = async (what: 'import' | 'encoding') => {
        const isBegun = async () => {
          const { [what]: work } = await project();
          assert.notEqual(work?.state, 'done', `the ${what} was over before it was seen`);
          return work?.state === 'running' && work.done > 0;
        };
        while (!(await isBegun())) await pause(20);
        await kill()();
      };
      await killWithin('import');
      await until(async () => (await project()).import?.state === 'done', 'the import', 60_000);
      await killWithin('encoding');
      await until(async () => (await project()).encoding?.state === 'done', 'the features', 120_000);

      await page.getByRole('region', { name: 'Import' }).waitFor({ state: 'hidden' });
      const { counts, import: imported, encoding } = await project();
      assert.deepEqual([counts.records, imported?.added, imported?.known, imported?.rejectedCount], [ROWS, ROWS, 0, 0]);
      assert.equal(encoding?.done, ROWS);
      const sql = await openDatabase(at.querent);
      const { rows: stored } = await sql.query(
        `SELECT count(*)::int AS records, count(DISTINCT external_id)::int AS ids, max(index) AS last,
                md5(string_agg(content->>'text', '' ORDER BY index)) AS texts
         FROM record WHERE project_id = $1`,
        [projectId],
      );
      const texts = createHash('md5')
        .update(rows.map(({ text }) => text).join(''))
        .digest('hex');
      assert.deepEqual(stored, [{ records: ROWS, ids: ROWS, last: ROWS - 1, texts }]);
      const { rows: shards } = await sql.query<{ start: number; count: number }>(
        'SELECT start, count FROM feature_shard WHERE encoding_id = $1 ORDER BY start',
        [encoding?.id],
      );
      const ends = shards.map(({ start, count }) => start + count);
      assert.deepEqual([...shards.map(({ start }) => start), ROWS], [0, ...ends]);
      await sql.end();
      assert.equal(at.inbox().length, before);

      await page.getByRole('link', { name: 'Label', exact: true }).click();
      await card(page).waitFor();
      const labels = new Map(rows.map(({ id, label = '' }) => [id, label]));
      for (let n = 0; n < 10; n++) await answerByKeys(page, (name) => labels.get(name) ?? '');
      await page.getByText('All answers are saved.').waitFor();
      await until(async () => (await api('GET', `/projects/${projectId}/state`)).openRound?.number === 1, 'a round');
      assert.deepEqual(page.errors, []);
    });
});
