import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 10 * 2 ** 20;
const KEPT = 3;

/**
 * Logs that never stop anybody: what cannot be written is dropped and counted, and the log goes on when it can be. A full
 * one is put aside as `<name>.1.log`, and three such are kept. Writes are synchronous: few bytes, and no stream whose error
 * nobody hears of, or that keeps in memory what a full disk does not take.
 *
 * @param tell hears once an outage, whichever log it shows in, and once of its end
 */
export function createLogs(folder, { tell = () => {}, maxBytes = MAX_BYTES, kept = KEPT } = {}) {
  const failing = new Set();

  const openLog = (name) => {
    const path = (number) => join(folder, `${name}${number === 0 ? '' : `.${number}`}.log`);
    let file = null;
    let bytes = 0;
    let dropped = 0;

    const open = () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      file = openSync(path(0), 'a', 0o600);
      bytes = fstatSync(file).size;
    };
    const rotate = () => {
      closeSync(file);
      file = null;
      for (let number = kept - 1; number >= 0; number--) {
        try {
          renameSync(path(number), path(number + 1));
        } catch {
          // none of that number yet
        }
      }
      open();
    };
    const append = (text) => {
      const buffer = Buffer.from(text);
      if (file === null) open();
      if (bytes > 0 && bytes + buffer.length > maxBytes) rotate();
      const written = writeSync(file, buffer);
      bytes += written;
      // What the last free bytes took of it is there; the rest is tried once more, and then says why it cannot be.
      if (written < buffer.length) bytes += writeSync(file, buffer.subarray(written));
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
          if (failing.size === 0)
            tell(
              `The logs in ${folder} cannot be written (${error.code}) and are dropped until they can be. ${hint(error)}`,
            );
          failing.add(name);
        }
      },
    };
  };
  const opened = new Map();
  return {
    open(name) {
      if (!opened.has(name)) opened.set(name, openLog(name));
      return opened.get(name);
    },
  };
}

const hint = ({ code }) =>
  code === 'ENOSPC' || code === 'EDQUOT' ? 'Free some space on the disk.' : 'Check the rights of this user there.';
