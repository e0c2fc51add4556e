import {
  closeSync,
  constants,
  existsSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ServiceState } from './service.ts';

const LEAST_BYTES = 200 * 2 ** 20;
const EVERY_MS = 10_000;
/** More than the file ever needs; one block of the usual file systems. */
const ROOM = 4_096;

interface StatusOptions {
  dataDir: string;
  /** Where data lies; the one with the least room counts. */
  folders: string[];
  /** Hears once when room gets short, and once when there is room again. */
  tell?: (line: string) => unknown;
  /** Called when there is room again. */
  onRoom?: () => void;
  leastBytes?: number;
  everyMs?: number;
}

/**
 * `services.json` in the data folder: how each service is and how much room is left, for the web app to show.
 */
export function createStatus({
  dataDir,
  folders,
  tell = () => {},
  onRoom = () => {},
  leastBytes = LEAST_BYTES,
  everyMs = EVERY_MS,
}: StatusOptions) {
  const file = join(dataDir, 'services.json');
  const services: Record<string, Partial<ServiceState>> = {};
  let disk = { freeBytes: 0, isFull: false };
  const write = () => {
    try {
      replace(file, JSON.stringify({ disk, ...services }));
    } catch {
      // tried again with the next change or look at the disk
    }
  };
  const look = () => {
    const free = folders.map((folder) => ({ folder, freeBytes: freeBytesOf(folder) }));
    const { folder, freeBytes } = free.reduce((a, b) => (a.freeBytes <= b.freeBytes ? a : b));
    const wasFull = disk.isFull;
    disk = { freeBytes, isFull: freeBytes < leastBytes };
    write();
    if (disk.isFull === wasFull) return;
    if (wasFull) {
      tell('There is space on the disk again.');
      onRoom();
    } else
      tell(
        `The disk is full: ${Math.floor(freeBytes / 2 ** 20)} MB are left where ${folder} lies. Free some space; Querent goes on by itself then.`,
      );
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    set(name: string, service: Partial<ServiceState>) {
      services[name] = service;
      write();
    },
    stop() {
      clearInterval(timer);
      for (const path of [file, spareOf(file)]) rmSync(path, { force: true });
    },
  };
}

function freeBytesOf(folder: string) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY; // not there to be filled
  }
}

const spareOf = (file: string) => `${file}.spare`;

/**
 * Puts a new text in the place of a small file, whole at any moment, and on a full disk too: it is written over a second
 * file that has had its block since there was room, and the two change places.
 */
function replace(file: string, text: string) {
  const [spare, former] = [spareOf(file), `${file}.former`];
  writeOver(spare, text);
  rmSync(former, { force: true });
  if (!existsSync(file)) {
    renameSync(spare, file);
    return writeOver(spare, text);
  }
  linkSync(file, former);
  renameSync(spare, file);
  renameSync(former, spare);
}

function writeOver(path: string, text: string) {
  const handle = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
  try {
    writeSync(handle, text.padEnd(ROOM), 0);
  } finally {
    closeSync(handle);
  }
}
