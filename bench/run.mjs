import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';

const BENCHES = ['scoring', 'training'];
const [name, prefer] = process.argv.slice(2);

if (!BENCHES.includes(name)) {
  console.error(`Say which: npm run bench -- ${BENCHES.join(' | ')}   (a backend may follow: tensorflow, wasm, cpu)`);
  process.exit(1);
}
const { bench } = await import(`./${name}.mjs`);
const result = await bench({ prefer });
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${arch()}`,
  node: process.version,
};
console.log(JSON.stringify(result));
const date = new Date().toISOString().slice(0, 10);
const folder = new URL('./results/', import.meta.url);
mkdirSync(folder, { recursive: true });
const file = new URL(`${date}-${name}${prefer ? `-${prefer}` : ''}.json`, folder);
writeFileSync(file, `${JSON.stringify({ date, machine, ...result }, null, 2)}\n`);
process.exit(0);
