import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderStore } from './folder.js';
import type { Store } from './store.js';

/** An empty store, and how it is thrown away. */
export interface TestStore {
  store: Store;
  /** How far apart two moments must lie for `putAt` to tell them apart. */
  tickMs: number;
  drop(): void | Promise<void>;
}

/** Every implementation, for the contract suites. */
export const TEST_STORES: [id: string, open: () => TestStore | Promise<TestStore>][] = [['folder', testFolder]];

export function testFolder(): TestStore & { folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'querent-store-'));
  return { folder, store: openFolderStore(folder), tickMs: 20, drop: () => rmSync(folder, { recursive: true }) };
}

export const bytesOf = (text: string) => Buffer.from(text);
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** A moment by which all that is there has been put. */
export const later = () => new Date(Date.now() + 60_000);

export async function keysOf(store: Store): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys.sort();
}

/** A put that stands still after its first megabyte. @returns how it goes on, and what became of it */
export async function putHalf(store: Store) {
  let [stand, goOn] = [() => {}, () => {}];
  const isStanding = new Promise<void>((resolve) => {
    stand = resolve;
  });
  const goes = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  async function* source() {
    yield Buffer.alloc(2 ** 20);
    stand();
    await goes;
  }
  const ended = store.putStream(source()).catch((error: unknown) => error);
  await isStanding;
  return { goOn, ended };
}
