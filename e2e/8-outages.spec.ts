import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { apiOf, labelMany, signUp } from '../bench/client.ts';
import { forget, newDataDir, type Querent, readAnswerKey, startQuerent, until } from './harness.ts';
import { findProcess, listProcesses } from './processes.ts';

const WEB = 'apps/web/serve.mjs';
const WORKER = 'worker/dist/main.js';
const postmaster = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const services = (dataDir: string) => JSON.parse(readFileSync(join(dataDir, 'services.json'), 'utf8'));
const statusOf = (url: string) =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

/** A project with its first questions, and how a person calls the API. */
async function setUp(querent: Querent) {
  const { cookie } = await signUp(querent.address, querent.link);
  const api = apiOf(querent.address, cookie);
  const answerKey = await readAnswerKey();
  const projectId = (await api('POST', '/projects/sample')).id;
  const state = () => api('GET', `/projects/${projectId}/state`);
  await until(async () => (await state()).openRound, 'the import');
  const ask = (path: string, init?: RequestInit) =>
    fetch(`${querent.address}/api/v1${path}`, { ...init, headers: { cookie, origin: querent.address } });
  return { api, ask, projectId, state, label: (count: number) => labelMany(api, projectId, answerKey, count) };
}

describe('what dies is started again', () => {
  let querent: Querent;
  let project: Awaited<ReturnType<typeof setUp>>;
  before(async () => {
    querent = await startQuerent();
    project = await setUp(querent);
  });
  after(async () => {
    await querent?.stop();
    forget(querent.dataDir);
  });

  it('PostgreSQL, while people label: meanwhile 503 and never 500, said once, on the same port, and labelling goes on', async () => {
    await project.label(3);
    const statuses = new Set<number>();
    let isOver = false;
    const watch = async (path: string, init?: RequestInit) => {
      while (!isOver) statuses.add((await project.ask(path, init)).status);
    };
    const watching = [
      watch(`/projects/${project.projectId}/state`),
      watch(`/projects/${project.projectId}/hand`, { method: 'POST', body: '{"count":1}' }),
      watch('/me'),
    ];
    for (let kills = 0; kills < 2; kills++) {
      const dead = postmaster(querent.dataDir);
      process.kill(dead, 'SIGKILL');
      await until(() => {
        try {
          return postmaster(querent.dataDir) !== dead;
        } catch {
          return false;
        }
      }, 'another PostgreSQL');
      await until(async () => (await statusOf(`${querent.address}/api/v1/health`)) === 200, 'the web app to work');
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    isOver = true;
    await Promise.all(watching);
    for (const status of statuses) assert.ok(status < 500 || status === 503, `status ${status}`);
    await project.label(3);
    assert.equal(querent.output.match(/The database ended/g)?.length, 1);
  });

  it('a worker that dies again and again rests, and leaves the others alone', async () => {
    for (let deaths = 0; deaths < 3; deaths++) {
      const pid = await until(() => findProcess(WORKER, querent.dataDir), 'a worker');
      process.kill(pid, 'SIGKILL');
      await until(() => findProcess(WORKER, querent.dataDir) !== pid, 'its end');
    }
    const { nextTryAt } = await until(() => {
      const { worker } = services(querent.dataDir);
      return worker.state === 'resting' && worker;
    }, 'the worker to rest');
    assert.ok(nextTryAt);
    assert.equal(services(querent.dataDir).web.state, 'running');
    await project.label(2);
    assert.match(querent.output, /The worker ends again and again/);
    await until(() => findProcess(WORKER, querent.dataDir), 'the worker to be tried again');
  });

  it('pictures, models and logs are readable by this user only, and the worker is no superuser', async () => {
    for (const name of ['objects', 'logs']) assert.equal(statSync(join(querent.dataDir, name)).mode & 0o777, 0o700);
    const pid = await until(() => findProcess(WORKER, querent.dataDir), 'the worker');
    assert.match(readFileSync(`/proc/${pid}/environ`, 'utf8'), /DATABASE_URL=postgresql:\/\/querent_owner:/);
  });
});

describe('a supervisor that is killed', () => {
  it('leaves nobody behind, and the next start has the same address', async () => {
    const dataDir = newDataDir();
    let querent = await startQuerent({ dataDir, isPortGiven: false });
    try {
      const { address } = querent;
      await querent.stop('SIGKILL');
      await until(
        () => listProcesses(WEB, dataDir).length + listProcesses(WORKER, dataDir).length === 0,
        'the children to end',
        15_000,
      );
      const orphan = postmaster(dataDir);
      querent = await startQuerent({ dataDir, isPortGiven: false });
      assert.equal(querent.address, address);
      assert.notEqual(postmaster(dataDir), orphan);
      assert.throws(() => process.kill(orphan, 0));

      // At once, too: whoever has not ended yet is ended.
      await querent.stop('SIGKILL');
      querent = await startQuerent({ dataDir, isPortGiven: false });
      assert.equal(querent.address, address);
      assert.equal(listProcesses(WORKER, dataDir).length, 1);
    } finally {
      await querent.stop();
      forget(dataDir);
    }
  });
});

describe('a full disk', () => {
  it('stops nothing for good: it is said, and all goes on when there is space', async (test) => {
    const dataDir = join(mkdtempSync(join(tmpdir(), 'querent-e2e-')), 'data');
    mkdirSync(dataDir);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1400m,mode=0755', 'tmpfs', dataDir], { stdio: 'ignore' });
      execFileSync('chmod', ['755', join(dataDir, '..')]);
    } catch {
      return test.skip('No small file system can be mounted here.');
    }
    const querent = await startQuerent({ dataDir });
    try {
      const project = await setUp(querent);
      await project.label(5);
      await new Promise((resolve) => {
        spawn('dd', ['if=/dev/zero', `of=${join(dataDir, 'ballast')}`, 'bs=1M'], { stdio: 'ignore' }).once(
          'exit',
          resolve,
        );
      });
      await until(() => services(dataDir).disk.isFull, 'the disk to be seen as full', 20_000);
      await project.label(100).catch(() => {});
      rmSync(join(dataDir, 'ballast'));
      await until(() => !services(dataDir).disk.isFull, 'the space to be seen', 20_000);
      await until(
        () =>
          project.label(1).then(
            () => true,
            () => false,
          ),
        'labelling to go on',
      );
      await project.label(10);
      await until(async () => (await project.state()).openRound!.number >= 1, 'a round', 180_000);
      assert.equal(querent.output.match(/The disk is full/g)?.length, 1);
      assert.equal(querent.output.match(/There is space on the disk again/g)?.length, 1);
    } finally {
      await querent.stop();
      execFileSync('umount', ['-l', dataDir]);
      forget(join(dataDir, '..'));
    }
  });
});
