import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** The name of a Python that can fetch packages. @throws Error where there is none */
export async function findPython(): Promise<string> {
  for (const name of ['python3', 'python']) {
    const ok = await exec(name, ['-m', 'pip', '--version']).then(
      () => true,
      () => false,
    );
    if (ok) return name;
  }
  throw new Error('Python with pip is not installed');
}
