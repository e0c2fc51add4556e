import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { readFlags } from './flags.mjs';
import { Refusal } from './refusal.mjs';

const BENCHES = {
  next: () => import('./next.mjs'),
  chaos: () => import('./chaos.mjs'),
  scoring: () => import('./scoring.mjs'),
  batch: () => import('./batch.mjs'),
  curves: () => import('./curves.mjs'),
  training: () => import('./training.mjs'),
  uci: () => import('./uci.mjs'),
  mnist: () => import('./mnist.mjs'),
  few: () => import('./few.mjs'),
  variance: () => import('./variance.mjs'),
  encoders: () => import('./encoders.mjs'),
  sentence: () => import('./sentence.mjs'),
  docs: () => import('./docs.mjs'),
  recovery: () => import('./recovery.mjs'),
};
const USAGE = `Say which: npm run bench -- ${Object.keys(BENCHES).join(' | ')}   (a backend may follow: tensorflow, wasm, cpu; flags: bench/README.md)`;

const { name, suffix, flags } = await orRefuse(() => readFlags(process.argv.slice(2)), USAGE);
if (!Object.hasOwn(BENCHES, name)) refuse(USAGE);
const { bench } = await BENCHES[name]();
const result = await orRefuse(() => bench(flags));
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${arch()}`,
  node: process.version,
};
if (result === null) process.exit(0); // nothing was measured
console.log(JSON.stringify(result));
const date = new Date().toISOString().slice(0, 10);
const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
const file = new URL(`${date}-${name}${suffix}.json`, folder);
writeFileSync(file, `${JSON.stringify({ date, machine, ...result }, null, 2)}\n`);
process.exit(0);

/** A mistake in the call is told in a line; anything else keeps its stack. */
async function orRefuse(run, hint = '') {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal || error.code?.startsWith('ERR_PARSE_ARGS')) refuse(`${error.message}\n${hint}`);
    throw error;
  }
}

function refuse(message) {
  console.error(message.trim());
  process.exit(1);
}
