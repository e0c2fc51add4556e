import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sources } from './imports.ts';
import { checkSettings, SETTINGS } from './settings.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const LONG = 'x'.repeat(32);

/** For each setting: values that cannot be used, and values that can. */
const VALUES: Record<keyof typeof SETTINGS, { bad: string[]; good: string[] }> = {
  QUERENT_DATA_DIR: { bad: ['/dev/null/x', '/proc/x', '/proc/x/y/z'], good: ['/tmp'] },
  QUERENT_OBJECTS_DIR: { bad: ['/dev/null/x', '/proc/x', '/proc/x/y/z'], good: ['/tmp'] },
  HOST: { bad: ['nosuch.invalid', '192.0.2.1', '999.1.1.1', 'a b'], good: ['127.0.0.1', '0.0.0.0', 'localhost'] },
  PORT: { bad: ['abc', '0', '-1', '70000', '3000.5', '0x50', '3000 '], good: ['1', '3000', '65535'] },
  WORKER_HOST: { bad: ['nosuch.invalid', '192.0.2.1'], good: ['127.0.0.1'] },
  WORKER_PORT: { bad: ['abc', '0', '-1', '70000'], good: ['3001'] },
  PUBLIC_URL: {
    bad: ['querent.example.org', 'ftp://example.org', 'http://', 'https://example.org/querent', 'http://a:99999'],
    good: ['https://example.org', 'http://10.0.0.1:8080/'],
  },
  WORKER_PUBLIC_URL: {
    bad: [
      'querent.example.org',
      'ftp://example.org',
      'http://a:99999',
      'https://u:p@example.org',
      'https://example.org/?a',
    ],
    good: ['https://example.org/worker', 'http://10.0.0.1:3001'],
  },
  TRUSTED_PROXIES: { bad: ['proxy.example.org', '10.0.0.0/99', '10.0.0.1;10.0.0.2'], good: ['10.0.0.0/8, ::1'] },
  DATABASE_URL: {
    bad: ['nonsense', 'mysql://host/x', 'postgresql:', 'postgresql://host:99999/x', 'postgresql://u:%zz@host/x'],
    good: ['postgresql://u:p%40ss@host:5432/x', 'postgres://host/x'],
  },
  REDIS_URL: { bad: ['127.0.0.1:6379', 'http://127.0.0.1', 'redis://host:99999'], good: ['rediss://:p@host:6379/1'] },
  BETTER_AUTH_SECRET: { bad: ['short'], good: [LONG] },
  HF_ENDPOINT: { bad: ['huggingface.co', 'ftp://huggingface.co', 'https://host:99999'], good: ['https://host/mirror'] },
  QUERENT_BACKEND: { bad: ['gpu', 'WASM'], good: ['tensorflow', 'wasm', 'cpu'] },
  QUERENT_LOCK_MS: { bad: ['15s', '10', '-1', '1e99'], good: ['15000'] },
  LOG_LEVEL: { bad: ['loud', 'INFO'], good: ['debug', 'silent'] },
};
const rows = (kind: 'bad' | 'good') =>
  Object.entries(VALUES).flatMap(([name, values]) => values[kind].map((value) => [name, value] as const));

describe('a setting', () => {
  it.each(rows('bad'))(
    '%s=%j is refused in one line that names it',
    async (name, value) => {
      const refusal = await checkSettings({ [name]: value }).catch(({ message }) => String(message));
      expect(refusal).toContain(name);
      expect(refusal!.split('\n')).toHaveLength(1);
      // These may hold a password.
      if (/DATABASE|REDIS|SECRET|ENDPOINT/.test(name)) expect(refusal).not.toContain(JSON.stringify(value));
    },
    30_000,
  ); // a name server may take its time

  it.each(rows('good'))('%s=%j is taken', async (name, value) => {
    await checkSettings({ [name]: value });
  });

  it('that is empty counts as not set', async () => {
    const env = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, '']));
    await checkSettings(env);
    expect(env).toEqual({});
  });

  it('is refused where web app and worker would listen on one port', async () => {
    await expect(checkSettings({ PORT: '3000', WORKER_PORT: '3000' })).rejects.toThrow(/PORT and WORKER_PORT are both/);
  });

  it('is one of those that are checked, whatever file of the product reads it', () => {
    /** Not set by whoever starts Querent: by the start itself, by tests, and by the system for all programs. */
    const others = [
      ...['NODE_ENV', 'QUERENT_JOBS_FILE'],
      ...['QUERENT_CHECK_ANSWERS'],
      ...['CI', 'XDG_CACHE_HOME', 'LOCALAPPDATA', 'TF_CPP_MIN_LOG_LEVEL'],
    ];
    const files = ['apps', 'packages', 'tools']
      .flatMap((part) => [...sources(join(ROOT, part))])
      // The command line runs elsewhere, as who calls it sets it.
      .filter((path) => !/\.test\.ts$|\/generated\/|\/packages\/cli\//.test(path));
    expect(files.length).toBeGreaterThan(100);
    const read = files.flatMap((path) => {
      const text = readFileSync(path, 'utf8');
      const direct = [...text.matchAll(/process\.env(?:\.|\[')([A-Z_]+)/g)];
      const bySchema = path.endsWith('/env.ts') ? [...text.matchAll(/^ {2}([A-Z_]+): z/gm)] : [];
      return [...direct, ...bySchema].map(([, name]) => name!);
    });
    expect(read).toEqual(expect.arrayContaining(['PORT', 'TRUSTED_PROXIES'])); // from code, and from a schema
    const unchecked = read.filter((name) => !others.includes(name) && !Object.hasOwn(SETTINGS, name));
    expect([...new Set(unchecked)]).toEqual([]);
  });
});

describe('the start', () => {
  it.each([
    ['PORT', 'abc', 'PORT wants a whole number from 1 to 65535, and is "abc". Set it to that, or unset it.'],
    ['HOST', 'nosuch.invalid', expect.stringMatching(/^HOST wants an address of this machine/)],
    ['QUERENT_DATA_DIR', '/proc/x', expect.stringMatching(/^The data folder \/proc\/x cannot be written/)],
  ])(
    'ends at once where %s=%s, with that line alone',
    (name, value, line) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'tools/start.mjs')], {
        env: { ...process.env, QUERENT_DATA_DIR: tmpdir(), [name]: value },
        encoding: 'utf8',
        timeout: 30_000,
        killSignal: 'SIGKILL',
      });
      expect({ status, stdout, line: stderr.trim() }).toEqual({ status: 1, stdout: '', line });
    },
    40_000,
  );
});
