import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Worker processes of a test, one at a time, that take a job for lost after a second. */
export function testWorkers({ url, objectsDir }: { url: string; objectsDir: string }, redisUrl?: string) {
  let child: ChildProcess;
  const children: ChildProcess[] = [];
  return {
    start() {
      child = spawn(process.execPath, [MAIN], {
        env: {
          ...process.env,
          DATABASE_URL: url,
          ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
          QUERENT_OBJECTS_DIR: objectsDir,
          BETTER_AUTH_SECRET: 'a secret of tests, and of nothing else',
          WORKER_PORT: '0',
          QUERENT_LOCK_MS: '1000',
          QUERENT_BACKEND: 'wasm',
          LOG_LEVEL: 'silent',
        },
        stdio: 'inherit',
      });
      children.push(child);
    },
    async end(signal: NodeJS.Signals) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    killAll() {
      for (const one of children) one.kill('SIGKILL');
    },
  };
}
