import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError } from './failure.js';

interface TerminalOptions {
  isJson: boolean;
  isQuiet: boolean;
  signal: AbortSignal;
}
export type Terminal = ReturnType<typeof openTerminal>;

const BAR = 24;

/** What is said goes to stderr, results to stdout: with `--json` one document and nothing else. */
export function openTerminal({ isJson, isQuiet, signal }: TerminalOptions) {
  const isShown = process.stderr.isTTY === true && !isQuiet;
  const hasColour = isShown && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  let line = '';
  const clear = () => {
    if (line) process.stderr.write('\r\x1b[2K');
    line = '';
  };
  const terminal = {
    isJson,
    signal,
    /** Whether a person can be asked. */
    canAsk: process.stdin.isTTY === true && process.stderr.isTTY === true,
    dim: (text: string) => (hasColour ? `\x1b[2m${text}\x1b[22m` : text),
    note(text: string) {
      if (isQuiet) return;
      clear();
      process.stderr.write(`${text}\n`);
    },
    /** Of the command: a value for programs, words for people. */
    result(value: unknown, words: string) {
      clear();
      const text = isJson ? JSON.stringify(value, null, 2) : words;
      if (text) process.stdout.write(`${text}\n`);
    },
    /** A line that is written over; nothing where nobody looks. @param share in [0, 1], null where it is not known */
    progress(what: string, share: number | null, beside = '') {
      if (!isShown) return;
      const done = Math.round((share ?? 0) * BAR);
      const bar = share === null ? '' : `${'█'.repeat(done)}${terminal.dim('░'.repeat(BAR - done))} `;
      const next = `${what} ${bar}${beside}`.slice(0, (process.stderr.columns ?? 80) + (hasColour ? 9 : 0) - 1);
      if (next === line) return;
      clear();
      line = next;
      process.stderr.write(line);
    },
    clear,
    /** @throws CliError where nobody can be asked */
    async ask(question: string): Promise<string> {
      return asked(question, process.stderr, signal);
    },
    /** A secret, which is not shown while it is typed. */
    async askHidden(question: string): Promise<string> {
      process.stderr.write(question);
      const nowhere = new Writable({ write: (_, __, done) => done() });
      try {
        return await asked('', nowhere, signal);
      } finally {
        process.stderr.write('\n');
      }
    },
    async confirm(question: string, assumed: boolean): Promise<boolean> {
      const answer = (await terminal.ask(`${question} [${assumed ? 'Y/n' : 'y/N'}] `)).trim().toLowerCase();
      return answer === '' ? assumed : answer === 'y' || answer === 'yes';
    },
  };
  return terminal;
}

async function asked(question: string, output: NodeJS.WritableStream, signal: AbortSignal): Promise<string> {
  if (process.stdin.isTTY !== true)
    throw new CliError(
      'Nobody can be asked here: standard input is no terminal. Say it by options; --help names them.',
    );
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  // In this mode the terminal hands Ctrl-C to the reader.
  lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await lines.question(question, { signal });
  } finally {
    lines.close();
  }
}

/** Columns that stand below each other; the last is as wide as it wants. */
export function table(heads: string[], rows: string[][]): string {
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length)));
  const lineOf = (row: string[]) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [heads, ...rows].map(lineOf).join('\n');
}
