import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPython } from './python.ts';
import { ROOT } from './stages.mjs';

const exec = promisify(execFile);
const FOLDER = join(ROOT, 'node_modules/.cache/querent-python');

/** Why there is no Python to work with, in words for who runs tests without one. */
export class NoPython extends Error {
  override name = 'NoPython';
}

/**
 * An environment of Python of our own with some packages, made once for each list of them.
 *
 * @param wanted as `pip install` takes them
 * @returns the folder of its programs
 * @throws NoPython where Python, its `venv` or the packages cannot be had
 */
export async function pythonEnvironment(
  name: string,
  wanted: readonly string[],
  stampOf: string[] = [],
): Promise<string> {
  const folder = join(FOLDER, name);
  const stamp = join(folder, '.querent-packages');
  const hash = createHash('sha256').update(wanted.join('\n'));
  for (const path of stampOf) hash.update(readFileSync(path));
  const digest = hash.digest('hex');
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return bin;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  try {
    await exec(await findPython(), ['-m', 'venv', folder]);
    await exec(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wanted], {
      cwd: ROOT,
      timeout: 600_000,
    });
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    const [line = ''] = (cause instanceof Error ? cause.message : String(cause)).trim().split('\n').slice(-1);
    throw new NoPython(
      `Python 3.10 or newer with venv and pip, and a package index it can reach, are needed: ${line}`,
      { cause },
    );
  }
  writeFileSync(stamp, digest);
  return bin;
}
