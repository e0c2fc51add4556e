import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';

/**
 * Completion that asks this very file, by its path, so that it works where no `querent` is installed. There it makes one of
 * the shell's own, for `npx querent` cannot be completed.
 */
export function addCompletion(program: Command): void {
  const suggestions = tab(program, { completionCommandName: 'completion' });
  const command = program.commands.find((one) => one.name() === 'completion');
  command
    ?.description('print a script that completes what you type, for bash, zsh, fish or powershell')
    .action((shell: string) => {
      const cli = [process.execPath, process.argv[1] ?? ''].map(quoted).join(' ');
      const before = BEFORE[shell]?.(cli);
      if (before) process.stdout.write(before);
      if (shell !== 'bash') suggestions.setup(program.name(), cli, shell);
    });
}

const quoted = (path: string) => (/^[\w./:@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

const BEFORE: Record<string, (cli: string) => string> = {
  // Needs nothing but bash: not the package bash-completion, and nothing newer than the 3.2 of a Mac. What is typed is never
  // evaluated.
  bash: (cli) => `# bash completion for querent
type querent >/dev/null 2>&1 || querent() { ${cli} "$@"; }
_querent_complete() {
  local word line
  word=\${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  while IFS= read -r line; do
    line=\${line%%$'\\t'*}
    [[ $line == :* || $line != "$word"* ]] || COMPREPLY+=("$line")
  done < <(${cli} complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _querent_complete querent
`,
  zsh: (cli) => `(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
(( $+commands[querent] || $+functions[querent] )) || querent() { ${cli} "$@"; }
`,
  fish: (cli) => `type -q querent; or function querent; ${cli} $argv; end
`,
};
