import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Project } from '@querent/contracts';
import { type Api, apiOf, signUp } from '../bench/client.ts';
import { NoPython, pythonEnvironment } from '../tools/python-tools.ts';
import { ROOT } from '../tools/stages.mjs';
import { forget, type Querent, startQuerent } from './harness.ts';

const BIN = join(ROOT, 'packages/cli/bin/querent.mjs');

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Something in front of Querent that holds the second piece of a file, and all after it, until it is told to let go. */
async function startHolding(address: string) {
  const offsets: string[] = [];
  let [isOpen, tell] = [false, () => {}];
  const held = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = createServer((req, res) => {
    if (req.method === 'PATCH' && req.headers['upload-offset']) offsets.push(String(req.headers['upload-offset']));
    if (!isOpen && offsets.length > 1) return tell();
    const { method, headers } = req;
    const onward = request(address + req.url, { method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ address: `http://127.0.0.1:${port}`, offsets, held },
    release() {
      isOpen = true;
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('programs of others', () => {
  let querent: Querent;
  let api: Api;
  let key: string;
  const home = mkdtempSync(join(tmpdir(), 'querent-clients-'));
  before(async () => {
    querent = await startQuerent();
    const { cookie } = await signUp(querent.address, querent.link);
    api = apiOf(querent.address, cookie);
    ({ key } = await api('POST', '/me/keys', { name: 'A program', scope: 'manage' }));
  });
  after(async () => {
    await querent?.stop();
    if (querent) forget(querent.dataDir);
    rmSync(home, { recursive: true, force: true });
  });

  const env = (more: Record<string, string> = {}) => ({
    ...process.env,
    ...{ XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state') },
    ...{ QUERENT_URL: querent.address, QUERENT_KEY: key, NO_COLOR: '1' },
    ...more,
  });
  /** Runs a program to its end. @param watch gets it at once, and is told of what it says meanwhile */
  function run(
    file: string,
    args: string[],
    { input = '', more = {}, watch = (_: ChildProcess, __: string) => {} } = {},
  ) {
    const child = spawn(file, args, { cwd: ROOT, env: env(more), stdio: ['pipe', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    watch(child, '');
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk) => {
        said[name] += chunk;
        watch(child, said[name]);
      });
    child.stdin.on('error', () => {}); // it has ended before it read
    child.stdin.end(input);
    return new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...said })));
  }
  const cli = (args: string[], options = {}) => run(process.execPath, [BIN, ...args], options);
  /** What a command prints for programs: one document and nothing else. */
  async function json<Value>(args: string[], options = {}): Promise<Value> {
    const { code, stdout, stderr } = await cli([...args, '--json'], options);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  }
  const ended = (end: Ended) => `${end.code}: ${end.stderr}${end.stdout}`;

  describe('on the command line', () => {
    it('go the whole way of the walkthrough', async () => {
      const out = join(home, 'out');
      mkdirSync(out);
      const end = await run('sh', ['docs/examples/cli.sh', out], { more: { QUERENT: `${process.execPath} ${BIN}` } });
      assert.equal(end.code, 0, ended(end));
      assert.match(end.stdout, /round 2, open, 19 labels, Accuracy 0\.\d+/);
      assert.match(end.stdout, /in my garden +(setosa|versicolor|virginica) +0\.\d+/);
      assert.equal(readFileSync(join(out, 'all.jsonl'), 'utf8').trim().split('\n').length, 149);
      assert.deepEqual(readdirSync(join(home, 'state/querent')), ['uploads.json']);
      assert.deepEqual(JSON.parse(readFileSync(join(home, 'state/querent/uploads.json'), 'utf8')), []);
    });

    it('sign in with a key that only its owner can read, and that stands in no argument', async () => {
      const none = { QUERENT_KEY: '', QUERENT_URL: '' };
      const before = await cli(['whoami'], { more: none });
      assert.deepEqual([before.code, before.stderr], [3, 'You are not signed in. Run: querent login\n']);
      const login = ['login', '--url', querent.address, '--key-file', '-'];
      const wrong = await cli(login, { more: none, input: `${key.slice(0, -4)}zzzz\n` });
      assert.equal(wrong.code, 3, ended(wrong));
      const path = join(home, 'config/querent/login.json');
      assert.ok(!existsSync(path));
      const right = await cli(login, { more: none, input: `${key}\n` });
      assert.equal(right.code, 0, ended(right));
      assert.equal(statSync(path).mode & 0o777, 0o600);
      assert.ok(!(right.stdout + right.stderr).includes(key.slice(12)));
      assert.match((await cli(['whoami'], { more: none })).stdout, /^ada <ada@example.org>, admin/);
      const elsewhere = await cli(['whoami', '--url', 'http://127.0.0.1:9'], { more: none });
      assert.deepEqual(
        [elsewhere.code, elsewhere.stderr.includes('There is no key for http://127.0.0.1:9')],
        [3, true],
      );
      assert.equal((await cli(['logout'], { more: none })).code, 0);
      assert.ok(!existsSync(path));
    });

    it('make, look at and delete projects, and are told what to do where that fails', async () => {
      const project = await json<Project>(['projects', 'create', 'Letters', '--kind', 'text', '--class', 'a, b']);
      assert.deepEqual(
        project.classes.map(({ name }) => name),
        ['a', 'b'],
      );
      assert.ok((await json<Project[]>(['projects'])).some(({ id }) => id === project.id));
      assert.match((await cli(['projects', 'status', 'letters'])).stdout, /^Letters \(/);
      const asked = await cli(['projects', 'delete', 'Letters']);
      assert.deepEqual([asked.code, /--yes/.test(asked.stderr)], [2, true], ended(asked));
      assert.deepEqual(await json(['projects', 'delete', 'Letters', '--yes']), { deleted: true, id: project.id });
      for (const [args, code, words] of [
        [['projects', 'status', 'Letters'], 5, /There is no project "Letters".*querent projects/],
        [['projects', 'create', 'X', '--kind', 'sound'], 2, /recordKind/],
        [['wait', 'X', '--for', 'ever'], 2, /Give imported, encoded/],
        [['import', 'nowhere.csv', '--yes'], 5, /no file or folder/],
        [['import', 'nowhere.csv'], 2, /Say --yes/],
        [['whoami', '--url', 'http://127.0.0.1:9'], 7, /Nothing answers at http:\/\/127.0.0.1:9/],
      ] as const) {
        const end = await cli([...args]);
        assert.equal(end.code, code, ended(end));
        assert.match(end.stderr, words);
        assert.equal(end.stdout, '');
      }
    });

    it('look at a file first, and say by options how it is read', async () => {
      const as = ['--label', 'kind', '--text', 'what'];
      const path = join(home, 'mails.csv');
      writeFileSync(path, 'when,what,kind\nMonday,Hello there,ham\nTuesday,Buy this now,spam\nFriday,See you,ham\n');
      const survey = await json<{ columns: { name: string; role: string }[] }>([
        'import',
        path,
        '--label',
        'when',
        '--text',
        'what',
        '--dry-run',
      ]);
      assert.deepEqual(
        survey.columns.map(({ role }) => role),
        ['label', 'text', 'category'],
      );
      assert.deepEqual(
        await api('GET', '/projects').then(({ items }) => items.filter(({ name }) => name === 'Mails')),
        [],
      );
      const project = await json<Project>(['import', path, ...as, '--labels', 'key', '--holdout', '0', '--yes']);
      assert.deepEqual([project.name, project.counts.records], ['Mails', 3]);
      writeFileSync(path, 'when,what,kind\nSunday,Win a prize,spam\n');
      const grown = await json<Project>(['import', path, ...as, '--project', 'mails', '--yes']);
      assert.equal(grown.counts.records, 4);
    });

    it('send a folder, and go on with a file that was cut off by Ctrl-C', async () => {
      const folder = join(home, 'flowers');
      mkdirSync(folder);
      writeFileSync(
        join(folder, 'big.csv'),
        `text,label\n${Array.from({ length: 400 }, (_, n) => `${n} ${'word '.repeat(20_000)},${n % 2 ? 'odd' : 'even'}`).join('\n')}\n`,
      );
      const args = ['import', folder, '--name', 'Cut off', '--holdout', '0', '--yes'];
      const between = await startHolding(querent.address);
      const more = { QUERENT_URL: between.address };
      let stop = () => {};
      void between.held.then(() => stop());
      const cut = await cli(args, { more, watch: (child: ChildProcess) => (stop = () => void child.kill('SIGINT')) });
      assert.deepEqual([cut.code, /8 MB of 40 MB are there/.test(cut.stderr)], [130, true], ended(cut));
      assert.ok(!(await json<Project[]>(['projects'])).some(({ name }) => name === 'Cut off'));
      between.release();
      const project = await json<Project>(args, { more });
      assert.equal(project.counts.records, 400);
      assert.deepEqual(between.offsets.slice(0, 3), ['0', '8000000', '8000000']);
      assert.deepEqual(readdirSync(join(home, 'state/querent/parcels')), []);
      await between.stop();
    });

    it('are completed by shells', async () => {
      for (const shell of ['bash', 'zsh', 'fish']) {
        const { code, stdout } = await cli(['completion', shell]);
        assert.deepEqual([code, stdout.includes('querent')], [0, true]);
      }
      assert.match((await cli(['complete', '--', 'rounds', ''])).stdout, /start\ttrain now/);
    });
  });

  describe('in Python', () => {
    let bin: string | null = null;
    let why = '';
    before(async () => {
      const project = join(ROOT, 'clients/python');
      try {
        bin = await pythonEnvironment('client', ['-e', `${project}[test]`], [join(project, 'pyproject.toml')]);
      } catch (error) {
        if (!(error instanceof NoPython)) throw error;
        why = error.message;
      }
    });
    const python = (name: string, test: (bin: string) => Promise<void>) =>
      it(name, (context) => (bin === null ? context.skip(why) : test(bin)));

    python('go the whole way of the walkthrough', async (folder) => {
      const end = await run(join(folder, 'python'), ['clients/python/examples/walkthrough.py', home]);
      assert.equal(end.code, 0, ended(end));
      assert.match(end.stdout, /in my garden: \w+, doubt \d/);
      assert.match(readFileSync(join(home, 'labels.csv'), 'utf8'), /^id,name,sepal_length/);
    });

    python('pass the tests of the client', async (folder) => {
      const cwd = join(ROOT, 'clients/python');
      const checks: [string, string[]][] = [
        ['ruff', ['format', '--check', cwd]],
        ['ruff', ['check', cwd]],
        [
          'mypy',
          [
            '--config-file',
            join(cwd, 'pyproject.toml'),
            '--strict',
            join(cwd, 'src'),
            join(cwd, 'tests'),
            join(cwd, 'examples'),
          ],
        ],
        [
          'pytest',
          ['-q', '-p', 'no:cacheprovider', '--rootdir', cwd, '-c', join(cwd, 'pyproject.toml'), join(cwd, 'tests')],
        ],
      ];
      for (const [program, args] of checks) {
        const end = await run(join(folder, program), args);
        assert.equal(end.code, 0, `${program}: ${ended(end)}`);
      }
    });
  });
});
