// @ts-check
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
  /**
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(message, options) {
    super(message, options);
    this.stack = message;
  }
}

/**
 * Anything unforeseen as one line as well; its stack goes to a log.
 *
 * @param {unknown} cause
 */
export function asStageError(cause, doing = 'Querent') {
  if (cause instanceof StageError) return cause;
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const path = join(LOG_DIR, 'start.log');
  let where = `It is in ${path}.`;
  try {
    mkdirSync(LOG_DIR, { recursive: true });
    appendFileSync(path, `${new Date().toISOString()} ${doing}: ${error.stack}\n`);
  } catch {
    where = (error.stack ?? '').split('\n')[1]?.trim() ?? '';
  }
  const [reason] = (error.message || String(error)).split('\n');
  return new StageError(
    `${doing} failed in a way nobody has foreseen: ${reason}. Try again; if it stays, report this line. ${where}`,
    { cause },
  );
}

/**
 * A line on the terminal, whatever is being drawn there.
 *
 * @param {string} line
 */
export const say = (line) => process.stdout.write(`${isTty() ? '\r\x1b[2K' : ''}${line}\n`);
const isTty = () => process.stdout.isTTY && !process.env.CI;

/** So long nothing is said of a stage. */
const SILENT_MS = 5_000;

/** @param {number} since */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * A stage of a start. It gets what changes the note beside it while it runs, and gives the note that stays.
 *
 * @template {string | void | { note: string }} [T=string]
 * @typedef {(say: (text: string) => void) => Promise<T>} Work
 */

/**
 * Shows a stage with its time.
 *
 * @template {string | void | { note: string }} T
 * @param {string} title
 * @param {Work<T>} work
 * @returns {Promise<T>} what the stage gives
 */
export async function stage(title, work) {
  const since = performance.now();
  let note = '';
  const line = (/** @type {string} */ mark) =>
    `${mark} ${title.padEnd(22)} ${seconds(since).padStart(7)}  ${note}`.trimEnd();
  const draw = () => isTty() && process.stdout.write(`\r\x1b[2K${line('·')}`);
  const timer = setInterval(draw, 200);
  // Where nothing is drawn, a line says that something is at work.
  const hint = setTimeout(() => isTty() || say(line('·')), SILENT_MS);
  draw();
  try {
    const given = await work((text) => {
      note = text;
      draw();
    });
    note = typeof given === 'object' ? given.note : (given ?? '');
    say(line('✓'));
    return given;
  } catch (cause) {
    note = '';
    say(line('✗'));
    throw asStageError(cause, title);
  } finally {
    clearInterval(timer);
    clearTimeout(hint);
  }
}

/**
 * Runs a command; its output goes to a log file and is shown, in its last lines, only when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.log name of the log file
 * @param {string} [options.cwd]
 * @param {Record<string, string>} [options.env] further settings of the process
 * @param {(line: string) => void} [options.onLine] hears of each line
 * @param {string} [options.hint] what to do when it fails
 * @returns {Promise<string>} the end of its output
 */
export function run(command, args, { log, cwd = ROOT, env = {}, onLine = () => {}, hint = '' }) {
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
    const take = (/** @type {Buffer} */ chunk) => {
      file.write(chunk);
      tail = (tail + chunk).slice(-4_000);
      onLine(String(chunk).trim().split('\n').at(-1) ?? '');
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
