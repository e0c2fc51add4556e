import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_DIR, StageError } from './stages.mjs';

export interface Secrets {
  postgresPassword: string;
  ownerPassword: string;
  authSecret: string;
}

/** Random keys of this installation, made at its first start and readable by its user only; one that is new is added. */
export function readSecrets(folder = DATA_DIR): Secrets {
  const file = join(folder, 'secrets.json');
  const key = () => randomBytes(32).toString('base64url');
  const kept = existsSync(file) ? read(file) : {};
  const secrets = { postgresPassword: key(), ownerPassword: key(), authSecret: key(), ...kept };
  if (Object.keys(secrets).length > Object.keys(kept).length) {
    writeFileSync(`${file}.partial`, JSON.stringify(secrets), { mode: 0o600 });
    renameSync(`${file}.partial`, file);
  }
  return secrets;
}

function read(file: string) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch {
    throw new StageError(
      `${file} is damaged. Restore it from a backup: without it the database in the same folder stays closed.`,
    );
  }
}
