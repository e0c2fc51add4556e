import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

declare global {
  var PRISMA_WASM_PANIC_REGISTRY: { message: string; set_message: (text: string) => void } | undefined;
}

const load = async () => {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const module = await WebAssembly.compile(readFileSync(join(folder, 'schema_engine_bg.wasm')));
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': { ...bindings } });
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= { message: '', set_message: (text) => console.error(text) };
  bindings.__wbg_set_wasm(exports);
  const { __wbindgen_start: start } = exports;
  if (typeof start === 'function') start();
  return bindings.SchemaEngine;
};
let loading: ReturnType<typeof load> | undefined;

/**
 * Prisma's schema engine as WebAssembly, which comes from the package registry; the one that its command line uses is a
 * download from elsewhere (docs/decisions/0003). It writes the same `_prisma_migrations`.
 */
export async function openSchemaEngine(connectionString: string) {
  loading ??= load(); // the bindings hold one instance of the module for the whole process
  const SchemaEngine = await loading;
  // A pool of our own, since the engine does not close the one that it would open.
  const pool = new pg.Pool({ connectionString });
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
  return { engine, close: () => pool.end() };
}
