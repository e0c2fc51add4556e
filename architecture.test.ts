import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { findCycle, graphOf, importsOf, resolve, sources } from './tools/imports.ts';

const ROOT = dirname(fileURLToPath(import.meta.url));

/** What each part may import of the others: the arrows point down. */
const ARROWS: Record<string, string[]> = {
  'packages/contracts': [],
  'packages/core': [],
  'packages/db': [],
  'packages/cli': ['contracts'],
  'packages/formats': ['contracts'],
  'packages/storage': [],
  'packages/queue': ['contracts'],
  'packages/serving': ['core', 'storage'],
  'packages/domain': ['contracts', 'core', 'db', 'formats', 'queue', 'storage'],
  'packages/testing': ['contracts', 'core', 'db', 'domain', 'queue', 'serving', 'storage'],
  'apps/worker': ['contracts', 'core', 'db', 'domain', 'queue', 'serving', 'storage', 'worker'],
  'apps/web': ['contracts', 'db', 'domain', 'formats', 'queue', 'serving', 'storage'],
  tools: ['contracts', 'core', 'domain', 'queue'],
  bench: ['contracts', 'core', 'domain', 'storage'],
  e2e: ['contracts', 'db', 'domain', 'testing'],
};
/** Whose files a part names by their path, besides its own: the product names nobody's. */
const BESIDE: Record<string, string[]> = {
  tools: ['apps/web/server', 'apps/web/ui/charts'],
  bench: ['tools', 'e2e', 'packages/core/dist', 'apps/web/ui/charts'],
  e2e: ['tools', 'bench'],
};
/** Files that reach the browser may use no more than these. */
const BROWSER = ['contracts'];
/** Folders inside a part, from the top: each may import those after it, and none before it. */
const ORDER: Record<string, string[]> = {
  'apps/web': ['app', 'features', 'task-kinds', 'record-kinds', 'server', 'ui'],
  'apps/web/features': [
    ...[
      'new-project',
      'uploads',
      'labelling',
      'projects',
      'label-studio',
      'models',
      'rounds',
      'people',
      'account',
      'api-docs',
      'keys',
      'limits',
      'progress',
      'shell',
    ],
  ],
  'packages/domain/src': [
    ...[
      'cli',
      'background',
      'services',
      'label-studio',
      'keys',
      'people',
      'annotations',
      'classes',
      'projects',
      'trials',
      'methods',
      'surveys',
      'imports',
      'predictions',
      'model-files',
      'exports',
      'encodings',
    ],
    ...[
      'uploads',
      'limits',
      'models',
      'outside',
      'training',
      'trials',
      'rounds',
      'labels',
      'tasks',
      'records',
      'context',
      'queue',
      'store',
    ],
  ],
  'packages/formats/src': [
    ...[
      'importers',
      'exporters',
      'image-folder',
      'vectors-folder',
      'tables',
      'csv',
      'arrow',
      'npy',
      'json',
      'columns',
      'folders',
      'bytes',
    ],
  ],
  'packages/core/src': [
    ...[
      'simulation',
      'proposals',
      'exporting',
      'loop',
      'scoring',
      'selections',
      'acquisitions',
      'stopping',
      'evaluation',
      'posteriors',
    ],
    ...['calibrations', 'likelihoods', 'encoders', 'networks', 'tensors'],
  ],
};

const isTest = (path: string) => /\.(test|contract)\.ts$/.test(path);
const graph = graphOf(Object.keys(ARROWS).flatMap((part) => [...sources(join(ROOT, part))]));

describe.each(Object.entries(ARROWS))('%s', (part, allowed) => {
  const files = [...sources(join(ROOT, part))];

  it('imports only what lies below it', () => {
    const wrong = files.flatMap((path) =>
      importsOf(path)
        .filter((name) => name.startsWith('@querent/'))
        .map((name) => name.split('/')[1]!)
        .filter((name) => !allowed.includes(name) && !(isTest(path) && name === 'testing'))
        .map((name) => `${relative(ROOT, path)} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('does not reach into the files of another part', () => {
    const own = [part, ...(BESIDE[part] ?? [])].map((folder) => `${join(ROOT, folder)}/`);
    const wrong = files
      .filter((path) => !path.endsWith('global-setup.ts'))
      .flatMap((path) =>
        importsOf(path)
          .filter((name) => name.startsWith('.') && !own.some((folder) => join(dirname(path), name).startsWith(folder)))
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

it('no test has types that nobody checks', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const checked = new Set(ts.parseJsonConfigFileContent(config, ts.sys, ROOT).fileNames);
  // The web app has a project of its own, which leaves nothing out.
  const parts = Object.keys(ARROWS).filter((part) => part !== 'apps/web');
  const tests = parts.flatMap((part) => [...sources(join(ROOT, part))]).filter(isTest);
  expect(tests.filter((path) => !checked.has(path)).map((path) => relative(ROOT, path))).toEqual([]);
});

it('what reaches the browser imports contracts and features only', () => {
  const wrong = ['features', 'task-kinds', 'record-kinds', 'ui']
    .flatMap((folder) => [...sources(join(ROOT, 'apps/web', folder))])
    .flatMap((path) =>
      importsOf(path)
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

it('pages know the libraries of components, tables and charts through apps/web/ui only, which knows none of the product', () => {
  const folders = ['app', 'features', 'task-kinds', 'record-kinds'].map((folder) => join(ROOT, 'apps/web', folder));
  const around = folders
    .flatMap((folder) => [...sources(folder)])
    .flatMap((path) => importsOf(path).filter((name) => /^(@base-ui|@tanstack|d3-)/.test(name)));
  const known = [...sources(join(ROOT, 'apps/web/ui'))]
    .flatMap(importsOf)
    .filter((name) => name.startsWith('@querent/') || name.startsWith('@/'));
  expect([around, known]).toEqual([[], []]);
});

describe('imports in a circle', () => {
  it('there are none between the files of all parts, types and imports while it runs included', () => {
    expect(findCycle(graph)?.map((path: string) => relative(ROOT, path)) ?? null).toBeNull();
  });

  it.each(Object.entries(ORDER))(
    'there are none between the folders of %s: imports follow their order',
    (base, order) => {
      const folderOf = (path: string) => {
        const names = relative(join(ROOT, base), path).split('/');
        return names.length > 1 && names[0] !== '..' ? names[0]! : null;
      };
      const product = [...graph].filter(([path]) => folderOf(path) && !isTest(path));
      expect(new Set(product.map(([path]) => folderOf(path)))).toEqual(new Set(order));
      const upwards = product.flatMap(([path, targets]) =>
        targets
          .filter((target) => folderOf(target) && order.indexOf(folderOf(target)!) < order.indexOf(folderOf(path)!))
          .map((target) => `${relative(ROOT, path)} → ${relative(ROOT, target)}`),
      );
      expect(upwards).toEqual([]);
    },
  );

  it.each([
    ['.js for .ts', 'packages/core/src/index.ts', './errors.js', 'packages/core/src/errors.ts'],
    ['no ending', 'apps/web/features/shell/shell.tsx', './navigation', 'apps/web/features/shell/navigation.ts'],
    ['an alias', 'apps/web/app/page.tsx', '@/features/shell/shell', 'apps/web/features/shell/shell.tsx'],
    ['a folder', 'packages/core/src/index.ts', './scoring', 'packages/core/src/scoring/index.ts'],
    ['a package', 'bench/run.ts', '@querent/core/encoders', 'packages/core/src/encoders/index.ts'],
    ['a tool', 'e2e/web.ts', '../tools/migrate.ts', 'tools/migrate.ts'],
  ])('are seen through %s', (_, from, name, target) => {
    expect(resolve(name, join(ROOT, from))).toBe(join(ROOT, target));
  });

  it('are found, however long, and shared files are none', () => {
    const edges = (edges: Record<string, string[]>) => new Map(Object.entries(edges));
    expect(findCycle(edges({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toBeNull();
    expect(findCycle(edges({ a: ['b'], b: ['c'], c: ['d'], d: ['b'] }))).toEqual(['b', 'c', 'd', 'b']);
    expect(findCycle(edges({ a: ['a'] }))).toEqual(['a', 'a']);
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
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/[rR]oute\(\s*'([A-Z]+ [^']+)'/g)].map(([, name]) => name!),
    )
    .sort();
  expect(written).toEqual(declared);
});
