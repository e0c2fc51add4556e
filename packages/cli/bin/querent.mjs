#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/querent.mjs', import.meta.url);
if (existsSync(program)) await import(program.href);
else {
  console.error('The command line is not built yet. Run: npm run build -w packages/cli');
  process.exitCode = 1;
}
