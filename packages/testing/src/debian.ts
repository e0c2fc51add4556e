import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestServer {
  url: string;
  stop(): Promise<void>;
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

async function waitUntil(isReady: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isReady()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} did not start within ten seconds.`);
}

const end = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });

/** A Redis of Debian's package, empty, forgotten afterwards. */
export async function startRedis(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'querent-redis-'));
  const port = await freePort();
  const child = spawn('redis-server', ['--port', String(port), '--dir', folder, '--save', '', '--bind', '127.0.0.1'], {
    stdio: 'ignore',
  });
  const failed = new Promise<never>((_, reject) =>
    child.once('error', () =>
      reject(new Error('redis-server is not installed; on Debian: apt-get install redis-server')),
    ),
  );
  const isUp = () => {
    try {
      return execFileSync('redis-cli', ['-p', String(port), 'ping'], { stdio: 'pipe' })
        .toString()
        .includes('PONG');
    } catch {
      return false;
    }
  };
  await Promise.race([failed, waitUntil(isUp, 'Redis')]);
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A PostgreSQL of Debian's package, version 15 or newer, empty, forgotten afterwards. */
export async function startDebianPostgres(): Promise<TestServer> {
  const base = '/usr/lib/postgresql';
  const version = existsSync(base) ? readdirSync(base).sort((a, b) => Number(a) - Number(b))[0] : undefined;
  if (!version) throw new Error('PostgreSQL is not installed; on Debian: apt-get install postgresql');
  const bin = join(base, version, 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'querent-debian-pg-'));
  const port = await freePort();
  // PostgreSQL refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  const ids = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (ids.uid !== undefined && ids.gid !== undefined) chownSync(folder, ids.uid, ids.gid);
  execFileSync(join(bin, 'initdb'), ['-D', folder, '-U', 'querent', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
    ...ids,
    cwd: folder,
    stdio: 'pipe',
  });
  const child = spawn(join(bin, 'postgres'), ['-D', folder, '-p', String(port), '-h', '127.0.0.1', '-k', ''], {
    ...ids,
    cwd: folder,
    stdio: 'ignore',
  });
  const isUp = () => {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], { stdio: 'pipe' });
      return true;
    } catch {
      return false;
    }
  };
  await waitUntil(isUp, 'PostgreSQL');
  return {
    url: `postgresql://querent@127.0.0.1:${port}/postgres`,
    async stop() {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString());
