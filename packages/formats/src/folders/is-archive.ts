import { headOf } from '../bytes/head-of.js';
import type { FileInput } from '../input.js';
import { isZip } from './zip.js';

/** Whether a file is a ZIP that can be entered: its size is known, and so are ranges of it. */
export async function isArchive(input: FileInput): Promise<boolean> {
  if (input.size === undefined || input.size < 4) return false;
  return isZip(await headOf(input.open({ start: 0, end: 4 }), 4));
}
