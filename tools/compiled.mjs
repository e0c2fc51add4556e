// @ts-check
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './stages.mjs';

const ENTRY = join(ROOT, 'tools/installed.ts');
const OUTPUT = join(ROOT, 'tools/dist/installed.js');

/**
 * What needs installed packages, as one JavaScript file: a start runs for months, and carries no compiler with it. What is
 * there already is the same for all who start, and not written again.
 *
 * @returns {Promise<typeof import('./installed.ts')>}
 */
export async function importCompiled() {
  const { build, stop } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    outfile: OUTPUT,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.9',
    packages: 'external',
    external: [join(ROOT, 'tools/*.mjs')],
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'silent',
    write: false,
  }).finally(stop); // its process goes at once
  const [{ contents } = { contents: Buffer.of() }] = outputFiles;
  if (!existsSync(OUTPUT) || !readFileSync(OUTPUT).equals(contents)) {
    mkdirSync(dirname(OUTPUT), { recursive: true });
    writeFileSync(`${OUTPUT}.${process.pid}`, contents);
    renameSync(`${OUTPUT}.${process.pid}`, OUTPUT);
  }
  return import(pathToFileURL(OUTPUT).href);
}
