import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLogs } from './log.mjs';

export const ROOT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
export const DATA_DIR = resolve(process.env.QUERENT_DATA_DIR || join(ROOT, '.querent'));
export const LOG_DIR = join(DATA_DIR, 'logs');

/** No tool that is run here reports home. */
export const QUIET = {
  NEXT_TELEMETRY_DISABLED: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  BETTER_AUTH_TELEMETRY: '0',
  TF_CPP_MIN_LOG_LEVEL: '2',
};

/** A failure that one line explains; whoever prints it, there is no stack trace. */
export class StageError extends Error {
  constructor(message, options) {
    super(message, options);
    this.stack = message;
  }
}

/** Anything unforeseen as one line as well; its stack goes to a log. */
export function asStageError(error, doing = 'Querent') {
  if (error instanceof StageError) return error;
  const path = join(LOG_DIR, 'start.log');
  let where = `It is in ${path}.`;
  try {
    mkdirSync(LOG_DIR, { recursive: true });
    appendFileSync(path, `${new Date().toISOString()} ${doing}: ${error?.stack ?? error}\n`);
  } catch {
    where =
      String(error?.stack ?? '')
        .split('\n')[1]
        ?.trim() ?? '';
  }
  const [reason] = String(error?.message || error).split('\n');
  return new StageError(
    `${doing} failed in a way nobody has foreseen: ${reason}. Try again; if it stays, report this line. ${where}`,
    { cause: error },
  );
}

/** A line on the terminal, whatever is being drawn there. */
export const say = (line) => process.stdout.write(`${isTty() ? '\r\x1b[2K' : ''}${line}\n`);
const isTty = () => process.stdout.isTTY && !process.env.CI;

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Shows a stage with its time. `work` gets `say(text)`, which changes the note beside the running stage, and gives the
 * note that stays.
 */
export async function stage(title, work) {
  const since = performance.now();
  let note = '';
  const line = (mark) => `${mark} ${title.padEnd(22)} ${seconds(since).padStart(7)}  ${note}`.trimEnd();
  const draw = () => isTty() && process.stdout.write(`\r\x1b[2K${line('·')}`);
  const timer = setInterval(draw, 200);
  draw();
  try {
    note =
      (await work((text) => {
        note = text;
        draw();
      })) ?? '';
    say(line('✓'));
  } catch (cause) {
    note = '';
    say(line('✗'));
    throw asStageError(cause, title);
  } finally {
    clearInterval(timer);
  }
}

/** Runs a command; its output goes to a log file and is shown, in its last lines, only when it fails. */
export function run(command, args, { cwd = ROOT, env = {}, log, onLine = () => {}, hint = '' } = {}) {
  const path = join(LOG_DIR, `${log}.log`);
  rmSync(path, { force: true }); // it tells of this run only
  const file = createLogs(LOG_DIR).open(log);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...QUIET, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let tail = '';
    const take = (chunk) => {
      file.write(chunk);
      tail = (tail + chunk).slice(-4_000);
      onLine(String(chunk).trim().split('\n').at(-1));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => reject(new StageError(`${command} cannot be run (${error.message}). ${hint}`.trim())));
    child.on('close', (code) => {
      if (code === 0) return resolve(tail);
      const last = tail.trim().split('\n').slice(-15).join('\n');
      reject(new StageError(`${last}\n\n${command} ${args[0] ?? ''} failed. ${hint} All of its output: ${path}`));
    });
  });
}
