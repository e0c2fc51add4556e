import { readdirSync, readFileSync } from 'node:fs';

const read = (pid, name) => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8').replaceAll('\0', '\n');
  } catch {
    return '';
  }
};

/** The process whose command line holds `part` and that works on this data folder; undefined where there is none. */
export const findProcess = (part, dataDir, except) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find(
      (pid) =>
        pid !== except &&
        read(pid, 'cmdline').includes(part) &&
        read(pid, 'environ').split('\n').includes(`QUERENT_DATA_DIR=${dataDir}`),
    );
