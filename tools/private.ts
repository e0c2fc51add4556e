import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isReachable } from './postgres-programs.ts';
import { DATA_DIR } from './stages.mjs';

const isRoot = () => process.getuid?.() === 0;

/**
 * Closes what belongs to this installation to the other users of the machine, whoever made it: pictures, models, logs. Where
 * root has started it, PostgreSQL's user still goes through the data folder to its own, and sees nothing on its way.
 */
export function keepPrivate({ dataDir = DATA_DIR, objectsDir }: { dataDir?: string; objectsDir: string }) {
  close(dataDir, isRoot() && isReachable(dirname(dataDir)) ? 0o711 : 0o700);
  for (const folder of [objectsDir, join(dataDir, 'objects'), join(dataDir, 'logs')]) {
    mkdirSync(folder, { recursive: true });
    close(folder, 0o700);
  }
  for (const name of ['run.json', 'secrets.json'])
    if (existsSync(join(dataDir, name))) close(join(dataDir, name), 0o600);
}

function close(path: string, mode: number) {
  const stat = statSync(path);
  // A folder that many write to on purpose, such as /tmp, or that is somebody else's, is not ours to close.
  if (stat.mode & 0o1000 || (process.getuid && stat.uid !== process.getuid())) return;
  if ((stat.mode & 0o777) !== mode) chmodSync(path, mode);
}

/**
 * Where the embedded server keeps its files. PostgreSQL refuses to run as root and then runs as another user, who may not
 * be let through to the data folder (a clone in root's home): its files then lie in the system's place for such things.
 */
export function databaseFolder(dataDir = DATA_DIR) {
  const folder = join(dataDir, 'postgres');
  if (!isRoot()) return folder;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const apart = join('/var/lib/querent', name, 'postgres');
  if (!existsSync(apart) && isReachable(dirname(folder))) return folder;
  for (const path of [dirname(dirname(apart)), dirname(apart)]) {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o711); // also under umask 077
  }
  return apart;
}
