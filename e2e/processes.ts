import { readdirSync, readFileSync } from 'node:fs';

const read = (pid: number, name: string) => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8').replaceAll('\0', '\n');
  } catch {
    return '';
  }
};

/** The processes whose command line holds `part` and that work on this data folder. */
export const listProcesses = (part: string, dataDir: string) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter(
      (pid) =>
        read(pid, 'cmdline').includes(part) && read(pid, 'environ').split('\n').includes(`QUERENT_DATA_DIR=${dataDir}`),
    );

/** The first of them, other than `except`; undefined where there is none. */
export const findProcess = (part: string, dataDir: string, except?: number) =>
  listProcesses(part, dataDir).find((pid) => pid !== except);
