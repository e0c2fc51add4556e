import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Project, StudioLink } from '@querent/contracts';
import type { Browser } from 'playwright-core';
import { ROOT } from '../tools/stages.mjs';
import {
  type Api,
  accessibilityIssues,
  apiOf,
  forget,
  makeAccount,
  type OpenPage,
  openBrowser,
  openPage,
  type Querent,
  screenshots,
  startQuerent,
  until,
} from './harness.ts';
import { installStudio, type Studio, startStudio } from './label-studio.ts';
import { inShort, startRecorder } from './recorder.ts';

/** Texts of two kinds, a word of which tells which. */
const texts = Array.from({ length: 60 }, (_, at) => {
  const isGood = at % 2 === 0;
  const word = (isGood ? ['splendid', 'lovely', 'great'] : ['awful', 'dreadful', 'bad'])[Math.floor(at / 2) % 3];
  return { text: `Number ${at} was ${word}, they said.`, isGood };
});
const CONFIG = `<View><Text name="text" value="$text"/>
  <Choices name="mood" toName="text" choice="single"><Choice value="good"/><Choice value="bad" alias="not good"/></Choices></View>`;

interface StudioTask {
  id: number;
  data: { text: string };
}
interface Prediction {
  task: number;
  model_version: string;
  score: number;
  result: { from_name: string; value: { choices: string[] } }[];
}

/** Where the exchange is kept that tests replay; written anew by `npm run record:label-studio`. */
const RECORDED = join(ROOT, 'apps/worker/src/routes/recorded/label-studio.json');
const isRecording = process.env.RECORD_LABEL_STUDIO === '1';

const installed = await installStudio();
const skip = 'missing' in installed ? `${installed.missing} It needs python3 with venv and a package index.` : false;

describe('Label Studio asks Querent', { skip, timeout: 900_000 }, () => {
  let querent: Querent;
  let studio: Studio;
  let browser: Browser;
  let api: Api;
  let page: OpenPage;
  let project: Project;
  let link: StudioLink;
  let there: { id: number };
  let tasks: StudioTask[];
  /** Stand between the two. */
  let toQuerent: Awaited<ReturnType<typeof startRecorder>>;
  let toStudio: Awaited<ReturnType<typeof startRecorder>>;
  const secrets: string[] = [];

  before(async () => {
    toQuerent = await startRecorder('Label Studio', () => querent.workerUrl);
    toStudio = await startRecorder('Querent', () => studio.url);
    // One after the other: whoever has started is stopped, whatever the next one does.
    studio = await startStudio('program' in installed ? installed.program : '');
    querent = await startQuerent({ env: { WORKER_PUBLIC_URL: toQuerent.url } });
    browser = await openBrowser();
    const context = await browser.newContext();
    page = await openPage(context);
    await makeAccount(page, querent.link, { name: 'Ada', email: 'ada@example.org' });
    api = apiOf(context, querent.address);
  });
  after(async () => {
    if (isRecording && link) {
      mkdirSync(dirname(RECORDED), { recursive: true });
      const short = inShort(
        [...toQuerent.exchanges, ...toStudio.exchanges],
        [...secrets, link.backendUrl.split('/').at(-1)!],
      );
      writeFileSync(RECORDED, `${JSON.stringify(short, null, 1)}\n`);
    }
    toQuerent?.close();
    toStudio?.close();
    await browser?.close();
    await studio?.stop();
    await querent?.stop();
    if (querent) forget(querent.dataDir);
  });

  const getLink = async (): Promise<StudioLink> =>
    (await api('GET', `/projects/${project.id}/label-studio`)).body as unknown as StudioLink;
  const annotate = (task: StudioTask, choice: string, rest: object = {}) =>
    studio.api<{ id: number }>('POST', `tasks/${task.id}/annotations/`, {
      result: [{ from_name: 'mood', to_name: 'text', type: 'choices', value: { choices: [choice] } }],
      ...rest,
    });
  const right = ({ data }: StudioTask) => (texts.find(({ text }) => text === data.text)?.isGood ? 'good' : 'not good');
  const labels = async () => {
    const { body } = await api('GET', `/projects/${project.id}`);
    return (body as unknown as Project).counts.labelled;
  };
  const predictions = () => studio.api<Prediction[]>('GET', `predictions/?project=${there.id}`);

  it('connects: the tasks there become records here', async () => {
    const made = await api('POST', '/projects', {
      ...{ name: 'Moods', recordKind: 'text', task: { kind: 'single_choice' }, classes: ['good', 'bad'] },
      settings: { labelsPerRound: 12 },
    });
    project = made.body as unknown as Project;
    there = await studio.api<{ id: number }>('POST', 'projects/', { title: 'Moods there', label_config: CONFIG });
    await studio.api(
      'POST',
      `projects/${there.id}/import`,
      texts.map(({ text }) => ({ text })),
    );
    const { token } = await studio.api<{ token: string }>('POST', 'token/');
    secrets.push(token);
    const refused = await api('PUT', `/projects/${project.id}/label-studio`, {
      ...{ url: toStudio.url, studioProjectId: there.id, token },
    });
    assert.match(String((refused.body as { detail?: string }).detail), /"not good".*no class of that name/);
    const connected = await api('PUT', `/projects/${project.id}/label-studio`, {
      ...{ url: toStudio.url, studioProjectId: there.id, token, classes: { 'not good': 'bad' } },
    });
    assert.equal(connected.status, 200, JSON.stringify(connected.body));
    assert.ok(!JSON.stringify(connected.body).includes(token));
    link = await until(async () => {
      const now = await getLink();
      return now.records === texts.length && now;
    }, 'all tasks to be records');
    assert.deepEqual(link.classes, { good: 'good', 'not good': 'bad' });
    assert.equal(link.error, null);
    const listed = await studio.api<{ tasks: StudioTask[] }>('GET', `tasks?project=${there.id}&page_size=100`);
    tasks = listed.tasks;
  });

  it('is taken by Label Studio as a model, and makes its webhook', async () => {
    const key = await api('POST', '/me/keys', {
      name: 'Label Studio',
      scope: 'read',
      projectId: project.id,
      days: null,
    });
    const connect = {
      url: link.backendUrl,
      project: there.id,
      title: 'Querent',
      auth_method: 'BASIC_AUTH',
      basic_auth_user: 'querent',
    };
    await assert.rejects(studio.api('POST', 'ml', { ...connect, basic_auth_pass: 'wrong' }), /40\d/);
    assert.match(String((await getLink()).error), /without a key that works/);
    const { key: secret } = key.body as unknown as { key: string };
    secrets.push(secret);
    await studio.api('POST', 'ml', { ...connect, basic_auth_pass: secret });
    const hooks = await studio.api<{ url: string }[]>('GET', `webhooks/?project=${there.id}`);
    assert.deepEqual(
      hooks.map(({ url }) => url),
      [`${link.backendUrl}/webhook`],
    );
    await studio.api('PATCH', `projects/${there.id}/`, { sampling: 'Uncertainty sampling' });
  });

  it('the settings say what to do there, and how it goes', async () => {
    await page.goto(`${querent.address}/projects/${project.id}/settings`);
    const section = page.getByRole('region', { name: 'Label Studio' });
    const steps = section.getByText('What to do in Label Studio');
    if (!(await section.getByTestId('backend-url').isVisible())) await steps.click();
    assert.equal((await section.getByTestId('backend-url').textContent())?.trim(), link.backendUrl);
    await section.getByText('60 tasks, 60 of them records here').waitFor();
    assert.match(String(await section.getByTestId('studio-state').textContent()), /Last call20\d\d-/);
    assert.deepEqual(await accessibilityIssues(page), []);
    await screenshots(page, 'label-studio');
    // The token stays where it is.
    await section.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    assert.equal((await getLink()).backendUrl, link.backendUrl);
    assert.deepEqual(page.errors, []);
  });

  it('labels that are given there train here, and the project there is ordered by the model', async () => {
    for (const task of tasks.slice(0, 14)) await annotate(task, right(task));
    await until(async () => (await labels()) === 14, 'the labels to arrive', 60_000);
    link = await until(
      async () => {
        const now = await getLink();
        return now.version && now;
      },
      'a model to be served there',
      180_000,
    );
    const now = await studio.api<{ model_version: string }>('GET', `projects/${there.id}/`);
    assert.equal(now.model_version, link.version);
    const made = (await predictions()).filter(({ model_version }) => model_version === link.version);
    assert.ok(made.length >= texts.length - 14, `${made.length} predictions`);
    for (const { score, result } of made) {
      assert.ok(score >= 0 && score <= 1);
      assert.match(result[0]?.value.choices[0] ?? '', /^(not )?good$/);
    }
  });

  it('the next task there is the one that the model doubts most', async () => {
    const open = new Set(tasks.slice(14).map(({ id }) => id));
    const ordered = (await predictions())
      .filter(({ model_version, task }) => model_version === link.version && open.has(task))
      .sort((a, b) => a.score - b.score);
    const next = await studio.api<StudioTask>('GET', `projects/${there.id}/next`);
    const lowest = ordered.filter(({ score }) => score === ordered[0]?.score).map(({ task }) => task);
    assert.ok(lowest.includes(next.id), `${next.id} of ${lowest}`);
  });

  it('what changes, is skipped or goes there follows here', async () => {
    const task = tasks[20]!;
    const { id } = await annotate(task, 'good');
    await until(async () => (await labels()) === 15, 'the label');
    await studio.api('DELETE', `annotations/${id}/`);
    await until(async () => (await labels()) === 14, 'the label to go');
    await annotate(task, 'good', { was_cancelled: true });
    const counts = async () => ((await api('GET', `/projects/${project.id}`)).body as unknown as Project).counts;
    await until(async () => (await counts()).skipped === 1, 'the skip');
  });

  it('trains when it is told to, and the new version takes the place of the old one there', async () => {
    const before = link.version;
    for (const task of tasks.slice(30, 34)) await annotate(task, right(task));
    await until(async () => (await labels()) === 18, 'the labels');
    const [backend] = await studio.api<{ id: number }[]>('GET', `ml?project=${there.id}`);
    await studio.api('POST', `ml/${backend?.id}/train`, {});
    await until(async () => ![null, before].includes((await getLink()).version), 'the next version', 180_000);
    const { version } = await getLink();
    assert.equal((await studio.api<{ model_version: string }>('GET', `projects/${there.id}/`)).model_version, version);
    const versions = await studio.api<{ versions: string[] }>('GET', `ml/${backend?.id}/versions`);
    assert.deepEqual([...versions.versions].sort(), [before, version].sort());
  });
});
