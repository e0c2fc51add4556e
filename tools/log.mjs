// @ts-check
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './errors.mjs';

const MAX_BYTES = 10 * 2 ** 20;
const KEPT = 3;

/** @typedef {{ path: string, write(text: string | Uint8Array): void }} Log */

/**
 * Logs that never stop anybody: what cannot be written is dropped and counted, and the log goes on when it can be. A full
 * one is put aside as `<name>.1.log`, and three such are kept. Writes are synchronous: few bytes, and no stream whose error
 * nobody hears of, or that keeps in memory what a full disk does not take.
 *
 * @param {string} folder
 * @param {object} [options]
 * @param {(line: string) => unknown} [options.tell] hears once an outage, whichever log it shows in, and once of its end
 * @param {number} [options.maxBytes]
 * @param {number} [options.kept]
 */
export function createLogs(folder, { tell = () => {}, maxBytes = MAX_BYTES, kept = KEPT } = {}) {
  const failing = new Set();

  /** @returns {Log} */
  const openLog = (/** @type {string} */ name) => {
    const path = (/** @type {number} */ number) => join(folder, `${name}${number === 0 ? '' : `.${number}`}.log`);
    /** @type {number | null} */
    let file = null;
    let bytes = 0;
    let dropped = 0;

    const open = () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const opened = openSync(path(0), 'a', 0o600);
      bytes = fstatSync(opened).size;
      file = opened;
      return opened;
    };
    const rotate = (/** @type {number} */ full) => {
      closeSync(full);
      file = null;
      for (let number = kept - 1; number >= 0; number--) {
        try {
          renameSync(path(number), path(number + 1));
        } catch {
          // none of that number yet
        }
      }
      return open();
    };
    const append = (/** @type {string | Uint8Array} */ text) => {
      const buffer = Buffer.from(text);
      let target = file ?? open();
      if (bytes > 0 && bytes + buffer.length > maxBytes) target = rotate(target);
      const written = writeSync(target, buffer);
      bytes += written;
      // What the last free bytes took of it is there; the rest is tried once more, and then says why it cannot be.
      if (written < buffer.length) bytes += writeSync(target, buffer.subarray(written));
    };
    return {
      path: path(0),
      write(text) {
        try {
          if (dropped > 0) append(`\n-- ${dropped} messages could not be written here\n`);
          dropped = 0;
          append(text);
          if (failing.delete(name) && failing.size === 0) tell('The logs are written again.');
        } catch (error) {
          dropped++;
          const code = codeOf(error);
          if (failing.size === 0)
            tell(`The logs in ${folder} cannot be written (${code}) and are dropped until they can be. ${hint(code)}`);
          failing.add(name);
        }
      },
    };
  };
  /** @type {Map<string, Log>} */
  const opened = new Map();
  return {
    open(/** @type {string} */ name) {
      const log = opened.get(name) ?? openLog(name);
      opened.set(name, log);
      return log;
    },
  };
}

const hint = (/** @type {string} */ code) =>
  code === 'ENOSPC' || code === 'EDQUOT' ? 'Free some space on the disk.' : 'Check the rights of this user there.';
