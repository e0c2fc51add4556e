import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from './install.mjs';
import type { Work } from './stages.mjs';
import { ROOT, run } from './stages.mjs';

const CLIENT = join(ROOT, 'packages/db/src/generated/client.ts');
const STAMPS = join(ROOT, 'node_modules/.querent-build');
const IGNORED = new Set(['node_modules', 'dist', '.next', '.turbo', 'generated']);

const stampPath = (name: string) => join(STAMPS, name);
const isStamped = (name: string, hash: string) =>
  existsSync(stampPath(name)) && readFileSync(stampPath(name), 'utf8') === hash;
function stamp(name: string, hash: string) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(stampPath(name), hash);
}

/** The Prisma client; its engine, which it would download, is not needed for that. */
export async function generateClient() {
  const hash = hashOf(join(ROOT, 'prisma/schema.prisma'), join(ROOT, 'package-lock.json'));
  if (existsSync(CLIENT) && isStamped('client', hash)) return 'up to date';
  await run(
    process.execPath,
    ['--require', join(ROOT, 'tools/old-node.cjs'), join(ROOT, 'node_modules/prisma/build/index.js'), 'generate'],
    {
      log: 'generate',
      env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    },
  );
  stamp('client', hash);
  return 'generated';
}

/** Compiles the packages, the worker and the web app; nothing at all where no source has changed. */
export const build: Work = async (say) => {
  const hash = hashOfSources();
  const isWhole =
    existsSync(join(ROOT, 'apps/web/.next/BUILD_ID')) && existsSync(join(ROOT, 'apps/worker/dist/main.js'));
  if (isWhole && isStamped('sources', hash)) return 'up to date';
  await run(
    process.execPath,
    [join(ROOT, 'node_modules/turbo/bin/turbo'), 'run', 'build', '--output-logs=new-only', '--no-daemon'],
    {
      log: 'build',
      onLine: (line) => say(line.slice(0, 60)),
    },
  );
  stamp('sources', hash);
  return 'built';
};

function hashOfSources() {
  const hash = createHash('sha256');
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (IGNORED.has(entry.name) || entry.name.endsWith('.tsbuildinfo') || entry.name === 'next-env.d.ts') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else hash.update(path.slice(ROOT.length)).update(readFileSync(path));
    }
  };
  for (const folder of ['apps', 'packages', 'prisma']) visit(join(ROOT, folder));
  for (const file of ['package-lock.json', 'tsconfig.base.json', 'turbo.json'])
    hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}
