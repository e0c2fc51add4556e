import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { downloadZip } from 'client-zip';
import { DATA, readData } from '../bench/data.ts';
import { type Given, LOOP_SETS } from '../bench/loop-sets.ts';

/** Files as people have them, made of the public sets. */

const cellOf = (value: unknown) => {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvOf = (rows: readonly Record<string, unknown>[]): string => {
  const columns = Object.keys(rows[0] ?? {});
  return `${[columns, ...rows.map((row) => columns.map((name) => row[name]))].map((row) => row.map(cellOf).join(',')).join('\n')}\n`;
};

/** A set as one table, its holdout as the split "test". */
export function tableOf(id: string): { csv: string; answerKey: (name: string) => string; records: number } {
  const { pool, holdout } = LOOP_SETS[id]!.read();
  const rowOf = (split: string) => (one: Given) => ({
    ...{ id: one.id, ...(one.text === undefined ? one.row : { text: one.text }), label: one.label, split },
  });
  const labels = new Map(pool.map((one) => [one.id, String(one.label)]));
  const rows = [...pool.map(rowOf('train')), ...holdout.map(rowOf('test'))];
  return { csv: csvOf(rows), answerKey: (name) => labels.get(name) ?? '', records: rows.length };
}

/** A folder of so many photos of ants and of bees, each kind in a folder of its own. */
export function photoFolder(each: number): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'querent-brought-')), 'insects');
  const lines = readData('hymenoptera', 'index.csv').toString().split('\n');
  for (const name of ['ants', 'bees']) {
    for (const file of lines
      .flatMap((line) => (line.split(',')[2] === name ? [line.split(',')[0]!] : []))
      .slice(0, each)) {
      const path = join(folder, name, basename(file));
      mkdirSync(dirname(path), { recursive: true });
      cpSync(join(DATA, 'hymenoptera', file), path);
    }
  }
  return folder;
}

/** Files as a ZIP. */
export const zipOf = async (files: { name: string; input: Uint8Array<ArrayBuffer> | string }[]): Promise<Buffer> =>
  Buffer.from(await downloadZip(files).arrayBuffer());

/** An array of NumPy, of 32-bit floats. */
export function npyOf(rows: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const shape = `(${rows.length}, ${rows[0]?.length ?? 0})`;
  const bare = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const header = Buffer.from(`${bare.padEnd(117)}\n`, 'latin1');
  const prefix = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  return new Uint8Array(Buffer.concat([prefix, header, Buffer.from(new Float32Array(rows.flat()).buffer)]));
}

export function writeFile(name: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'querent-brought-')), name);
  writeFileSync(path, content);
  return path;
}
