import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The processes of one installation, found in the process table: by command line, and by the data folder in their environment. */
export function processesOf(dataDir, postgresFolder) {
  const all = listProcesses();
  const own = all.filter(({ environment }) => environment.includes(`QUERENT_DATA_DIR=${dataDir}`));
  const find = (name) => own.find(({ command }) => name.test(command))?.pid ?? null;
  const database = postmasterOf(postgresFolder);
  return {
    supervisor: find(/scripts\/start\.mjs/),
    web: find(/^next-server|apps\/web\/serve\.mjs/),
    worker: find(/worker\/dist\/main\.js/),
    database,
    // A connection at work: its death makes PostgreSQL end all others and recover.
    backend:
      all.find(({ parent, command }) => parent === database && /^postgres: \S+ querent /.test(command))?.pid ?? null,
  };
}

function postmasterOf(folder) {
  try {
    return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

function listProcesses() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const read = (name) => readFileSync(`/proc/${pid}/${name}`, 'utf8');
        const command = read('cmdline').split('\0').join(' ').trim();
        const parent = Number(read('stat').split(') ').pop().split(' ')[1]);
        return [{ pid: Number(pid), parent, command, environment: safely(() => read('environ').split('\0')) }];
      } catch {
        return []; // ended while we looked
      }
    });
}

function safely(read) {
  try {
    return read();
  } catch {
    return [];
  }
}
