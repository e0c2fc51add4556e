import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { codeOf, messageOf } from '../tools/errors.mjs';
import { type Flags, readFlags } from './flags.ts';
import { Refusal } from './refusal.ts';

/** Gives what it has measured; null where it measures nothing. */
type Bench = (flags: Flags) => Promise<object | null>;

const BENCHES: Record<string, () => Promise<{ bench: Bench }>> = {
  next: () => import('./next.ts'),
  export: () => import('./export.ts'),
  serving: () => import('./serving.ts'),
  import: () => import('./import.ts'),
  chaos: () => import('./chaos.ts'),
  scoring: () => import('./scoring.ts'),
  batch: () => import('./batch.ts'),
  curves: () => import('./curves.ts'),
  training: () => import('./training.ts'),
  uci: () => import('./uci.ts'),
  mnist: () => import('./mnist.ts'),
  few: () => import('./few.ts'),
  variance: () => import('./variance.ts'),
  encoders: () => import('./encoders.ts'),
  sentence: () => import('./sentence.ts'),
  loops: () => import('./loops.ts'),
  docs: () => import('./docs.ts'),
  recovery: () => import('./recovery.ts'),
};
const USAGE = `Say which: npm run bench -- ${Object.keys(BENCHES).join(' | ')}   (a backend may follow: tensorflow, wasm, cpu; flags: bench/README.md)`;

const { name, suffix, flags } = await orRefuse(() => readFlags(process.argv.slice(2)), USAGE);
const { bench } = Object.hasOwn(BENCHES, name) ? await BENCHES[name]!() : refuse(USAGE);
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
async function orRefuse<Value>(run: () => Value | Promise<Value>, hint = ''): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal || codeOf(error).startsWith('ERR_PARSE_ARGS')) refuse(`${messageOf(error)}\n${hint}`);
    throw error;
  }
}

function refuse(message: string): never {
  console.error(message.trim());
  process.exit(1);
}
