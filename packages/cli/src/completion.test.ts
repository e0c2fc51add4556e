import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const cli = resolve(import.meta.dirname, '../bin/querent.mjs');
const script = (shell: string) => execFileSync(process.execPath, [cli, 'completion', shell], { encoding: 'utf8' });

/** What a bash without anything of its own, and without a `querent`, offers behind what was typed. */
function offered(...words: string[]): string[] {
  const typed = words.map((word) => `'${word}'`).join(' ');
  const asking = `COMP_WORDS=(querent ${typed}); COMP_CWORD=${words.length}; _querent_complete; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const code = `set -u; eval "$1"; complete -p querent >/dev/null; querent --version >/dev/null; ${asking}`;
  return execFileSync('bash', ['--norc', '-ec', code, 'bash', script('bash')], { encoding: 'utf8', cwd: '/' })
    .trim()
    .split('\n');
}

it('a plain bash completes commands and options, and has a querent where none is installed', () => {
  expect(offered('rounds', 're')).toEqual(['retry']);
  expect(offered('import', '--dr')).toEqual(['--dry-run']);
  expect(offered('models', '')).toEqual(expect.arrayContaining(['list', 'serve', 'pin']));
});

it('what is typed is not run', () => {
  expect(offered('$(kill $PPID)', 'x')).toEqual(['']);
});

it('zsh and fish ask the file by its path too', () => {
  for (const shell of ['zsh', 'fish']) expect(script(shell)).toContain(`${cli} complete -- `);
});
