import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProcess } from '../e2e/processes.ts';

/** The processes of one installation; null for one that is not there at this moment. */
export function processesOf(dataDir: string, postgresFolder: string) {
  const find = (part: string) => findProcess(part, dataDir) ?? null;
  const database = postmasterOf(postgresFolder);
  return {
    supervisor: find('tools/start.mjs'),
    web: find('next-server') ?? find('apps/web/serve.mjs'),
    worker: find('worker/dist/main.js'),
    database,
    backend: database && backendOf(database),
  };
}

function postmasterOf(folder: string) {
  try {
    return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

/** A connection at work: its death makes PostgreSQL end all others and recover. */
function backendOf(postmaster: number) {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines.map((line) => line.trim().split(/\s+/)).filter(([, parent]) => Number(parent) === postmaster);
  const [pid] = own.find(([, , command, , database]) => command === 'postgres:' && database === 'querent') ?? [];
  return pid ? Number(pid) : null;
}
