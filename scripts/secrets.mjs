import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATA_DIR, StageError } from './stages.mjs';

/** Random keys of this installation, made at its first start and readable by its user only. */
export function readSecrets(folder = DATA_DIR) {
  const file = join(folder, 'secrets.json');
  if (existsSync(file)) {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      throw new StageError(
        `${file} is damaged. Restore it from a backup: without it the database in the same folder stays closed.`,
      );
    }
  }
  const key = () => randomBytes(32).toString('base64url');
  const secrets = { postgresPassword: key(), authSecret: key() };
  writeFileSync(`${file}.partial`, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(`${file}.partial`, file);
  return secrets;
}
