import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = dirname(fileURLToPath(import.meta.url));

/** What each part may import of the others: the arrows point down. */
const ARROWS: Record<string, string[]> = {
  'packages/contracts': [],
  'packages/core': [],
  'packages/db': [],
  'packages/domain': ['contracts', 'core', 'db'],
  'packages/testing': ['contracts', 'core', 'db', 'domain'],
  'apps/worker': ['contracts', 'core', 'db', 'domain', 'worker'],
  'apps/web': ['contracts', 'db', 'domain'],
};
/** Files that reach the browser may use no more than these. */
const BROWSER = ['contracts'];
const IGNORED = new Set(['node_modules', 'dist', '.next', 'generated', '.turbo']);

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (IGNORED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|tsx|mjs)$/.test(entry.name)) yield path;
  }
}

const importsOf = (text: string) =>
  [...text.matchAll(/(?:from|import|import\()\s*['"]([^'"]+)['"]/g)].map(([, name]) => name!);
const isTest = (path: string) => /\.(test|contract)\.ts$|\.test\.ts$/.test(path);

describe.each(Object.entries(ARROWS))('%s', (part, allowed) => {
  const files = [...sources(join(ROOT, part))];

  it('imports only what lies below it', () => {
    const wrong = files.flatMap((path) =>
      importsOf(readFileSync(path, 'utf8'))
        .filter((name) => name.startsWith('@querent/'))
        .map((name) => name.split('/')[1]!)
        .filter((name) => !allowed.includes(name) && !(isTest(path) && name === 'testing'))
        .map((name) => `${relative(ROOT, path)} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('does not reach into the files of another part', () => {
    const wrong = files
      .filter((path) => !path.endsWith('global-setup.ts'))
      .flatMap((path) =>
        importsOf(readFileSync(path, 'utf8'))
          .filter((name) => name.startsWith('.') && !join(dirname(path), name).startsWith(join(ROOT, part)))
          .map((name) => `${relative(ROOT, path)} → ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has files that read in one sitting', () => {
    const long = files
      .filter((path) => readFileSync(path, 'utf8').split('\n').length > 300)
      .map((path) => relative(ROOT, path));
    expect(long).toEqual([]);
  });
});

it('what reaches the browser imports contracts and features only', () => {
  const wrong = [...sources(join(ROOT, 'apps/web/features')), ...sources(join(ROOT, 'apps/web/record-kinds'))].flatMap(
    (path) =>
      importsOf(readFileSync(path, 'utf8'))
        .filter(
          (name) =>
            (name.startsWith('@querent/') && !BROWSER.includes(name.split('/')[1]!)) ||
            name.startsWith('@/server') ||
            name.startsWith('node:'),
        )
        .map((name) => `${relative(ROOT, path)} → ${name}`),
  );
  expect(wrong).toEqual([]);
});

/** A chain of files each of which imports the next, the last one the first; null where there is none. Types count as well. */
function findCycle(graph: Map<string, string[]>): string[] | null {
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

/** Files of a folder with what each imports of it, by relative paths, also where it does so while it runs. */
const graphOf = (folder: string) =>
  new Map(
    [...sources(folder)].map((path) => [
      path,
      importsOf(readFileSync(path, 'utf8'))
        .filter((name) => name.startsWith('.'))
        .map((name) => join(dirname(path), name).replace(/\.js$/, '.ts')),
    ]),
  );

describe('imports in a circle', () => {
  it.each(['packages/core/src'])('there are none in %s', (folder) => {
    const cycle = findCycle(graphOf(join(ROOT, folder)));
    expect(cycle?.map((path) => relative(ROOT, path)) ?? null).toBeNull();
  });

  it('are found, however long, and shared files are none', () => {
    const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));
    expect(findCycle(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toBeNull();
    expect(findCycle(graph({ a: ['b'], b: ['c'], c: ['d'], d: ['b'] }))).toEqual(['b', 'c', 'd', 'b']);
    expect(findCycle(graph({ a: ['a'] }))).toEqual(['a', 'a']);
  });
});

it('core knows numbers only: no database, no HTTP, no environment of the product', () => {
  const wrong = [...sources(join(ROOT, 'packages/core/src'))].filter(
    (path) => !isTest(path) && /process\.env\.QUERENT|from 'express'|from 'pg'/.test(readFileSync(path, 'utf8')),
  );
  expect(wrong).toEqual([]);
});

it('every route of the contract has its file, and every file its route', async () => {
  const { ROUTES } = await import('./packages/contracts/src/index.js');
  const declared = Object.keys(ROUTES).sort();
  const written = [...sources(join(ROOT, 'apps/web/app/api/v1'))]
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/route\(\s*'([A-Z]+ [^']+)'/g)].map(([, name]) => name!))
    .sort();
  expect(written).toEqual(declared);
});
