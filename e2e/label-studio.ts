import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../tools/postgres.ts';
import { until } from './harness.ts';

const VERSION = '1.23.2';
const INSTALL_MS = 240_000;
const TOKEN = '0123456789abcdef0123456789abcdef01234567';
const run = promisify(execFile);

/** The program, in an environment of its own in the user's cache; a sentence that says what is missing where it cannot be had. */
export async function installStudio(): Promise<{ program: string } | { missing: string }> {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'querent', `label-studio-${VERSION}`);
  const program = process.env.LABEL_STUDIO ?? join(folder, 'bin/label-studio');
  if (existsSync(program)) return { program };
  mkdirSync(folder, { recursive: true });
  try {
    await run('python3', ['-m', 'venv', folder], { timeout: INSTALL_MS });
    await run(join(folder, 'bin/pip'), ['install', '--quiet', `label-studio==${VERSION}`], { timeout: INSTALL_MS });
    return { program };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return { missing: `Label Studio ${VERSION} could not be installed within four minutes (${why}).` };
  }
}

export type Studio = Awaited<ReturnType<typeof startStudio>>;

/** Label Studio itself, on SQLite, that may call models on this machine and tells nobody anything. */
export async function startStudio(program: string) {
  const folder = mkdtempSync(join(tmpdir(), 'label-studio-'));
  const port = await freePort();
  const login = ['--username', 'eve@example.org', '--password', 'correct horse', '--user-token', TOKEN];
  const child = spawn(
    program,
    ['start', '--no-browser', '--internal-host', '127.0.0.1', '--port', String(port), '--data-dir', folder, ...login],
    {
      cwd: folder,
      env: {
        ...process.env,
        ML_BLOCK_LOCAL_IP: 'false',
        SSRF_PROTECTION_ENABLED: 'false',
        COLLECT_ANALYTICS: 'false',
        LATEST_VERSION_CHECK: 'false',
        SENTRY_DSN: '',
        FRONTEND_SENTRY_DSN: '',
        LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN: 'true',
        LABEL_STUDIO_BASE_DATA_DIR: folder,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk).slice(-100_000);
    });
  const url = `http://127.0.0.1:${port}`;
  await until(
    () => {
      if (child.exitCode !== null) throw new Error(`Label Studio ended:\n${output}`);
      return fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) }).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    'Label Studio to start',
    240_000,
  ).catch((error) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    url,
    get output() {
      return output;
    },
    /** Its API. @throws Error with what it says */
    async api<Answer = Record<string, unknown>>(method: string, path: string, body?: object): Promise<Answer> {
      const response = await fetch(`${url}/api/${path}`, {
        method,
        headers: { authorization: `Token ${TOKEN}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
      return (text === '' ? null : JSON.parse(text)) as Answer;
    },
    async stop() {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGKILL'); // nothing of it is kept
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
