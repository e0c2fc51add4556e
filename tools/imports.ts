import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './stages.mjs';

const IGNORED = new Set(['node_modules', 'dist', '.next', 'generated', '.turbo', 'results']);
/** As bundlers and tests find files: `.js` may be written for `.ts`, a folder for its index, a package for its sources. */
const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  customConditions: ['source'],
  paths: { '@/*': [join(ROOT, 'apps/web/*')] },
};
const cache = ts.createModuleResolutionCache(ROOT, (path) => path, OPTIONS);

/** The paths of the code below a folder. */
export function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (IGNORED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|tsx|mjs|cjs)$/.test(entry.name)) yield path;
  }
}

/** What a file imports, as it is written there: types as well, and what it imports only while it runs. */
export const importsOf = (path: string) =>
  ts.preProcessFile(readFileSync(path, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);

/** The file that an import leads to; null where there is none, as for what is built in. */
export const resolve = (name: string, from: string) =>
  ts.resolveModuleName(name, from, OPTIONS, ts.sys, cache).resolvedModule?.resolvedFileName ?? null;

/** Each of these files with those of them that it imports. */
export function graphOf(paths: Iterable<string>) {
  const graph = new Map([...paths].map((path) => [path, [] as string[]]));
  for (const [path, targets] of graph)
    targets.push(
      ...importsOf(path)
        .map((name) => resolve(name, path))
        .filter((target) => target !== null)
        .filter((target) => graph.has(target)),
    );
  return graph;
}

/** A chain of files each of which imports the next, the last one the first; null where there is none. */
export function findCycle(graph: Map<string, string[]>) {
  const done = new Set<string>();
  const walk = (path: string, chain: string[]): string[] | null => {
    if (chain.includes(path)) return [...chain.slice(chain.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const next of graph.get(path) ?? []) {
      const found = walk(next, [...chain, path]);
      if (found) return found;
    }
    done.add(path);
    return null;
  };
  for (const path of graph.keys()) {
    const found = walk(path, []);
    if (found) return found;
  }
  return null;
}
