// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './stages.mjs';

const STAMP = join(ROOT, 'node_modules/.querent-install');

/** @param {string[]} files */
export const hashOf = (...files) =>
  files.reduce((hash, file) => hash.update(readFileSync(file)), createHash('sha256')).digest('hex');

/**
 * Installs what the lockfile says, once for each lockfile. `npm ci` would refuse a lockfile that was made where packages
 * for other platforms cannot be had; `npm install --no-save` takes the same versions and writes nothing.
 *
 * @type {import('./stages.mjs').Work}
 */
export async function installPackages(say) {
  const hash = hashOf(join(ROOT, 'package-lock.json'));
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return 'up to date';
  say('npm install');
  await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
    log: 'install',
    env: { ONNXRUNTIME_NODE_INSTALL: 'skip' },
    hint: 'Check the network connection and try again.',
  });
  writeFileSync(STAMP, hash);
  return 'installed';
}
