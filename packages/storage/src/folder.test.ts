import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openFolderStore } from './folder.js';
import { bytesOf, keysOf, later, testFolder } from './test-stores.js';

describe('a store in a folder', () => {
  const opened: ReturnType<typeof testFolder>[] = [];
  const open = () => {
    const one = testFolder();
    opened.push(one);
    return one;
  };
  afterEach(() => {
    for (const { drop } of opened.splice(0)) drop();
  });

  it('names its files by their keys, in folders by their first two letters', async () => {
    const { store, folder } = open();
    const key = await store.put(bytesOf('hello'));
    expect(readFileSync(join(folder, key.slice(0, 2), key), 'utf8')).toBe('hello');
    expect(readdirSync(join(folder, 'partial'))).toEqual([]);
  });

  it('keeps its owner where earlier releases have written it', async () => {
    const { store, folder } = open();
    writeFileSync(join(folder, 'database'), 'one');
    expect(await store.claim('two')).toBe(false);
    expect(await store.claim('one')).toBe(true);
    writeFileSync(join(folder, 'database'), ''); // cut short by a crash
    expect(await store.claim('two')).toBe(true);
  });

  it('that nobody can write to says so, and what to do', async () => {
    const store = openFolderStore('/dev/null/x');
    const words = { code: 'storage_failed', detail: expect.stringMatching(/Try again/) };
    await expect(store.put(bytesOf('a'))).rejects.toMatchObject(words);
    await expect(store.putStream((async function* () {})())).rejects.toMatchObject(words);
    await expect(store.get('0'.repeat(64))).rejects.toMatchObject(words);
    await expect(store.claim('one')).rejects.toMatchObject(words);
    await expect(keysOf(store)).rejects.toMatchObject(words);
  });

  it('says so of a stream that breaks off as well', async () => {
    const { store, folder } = open();
    const key = 'ab'.repeat(32);
    mkdirSync(join(folder, 'ab', key), { recursive: true }); // opens, and cannot be read
    const stream = await store.getStream(key);
    await expect(stream.toArray()).rejects.toMatchObject({ name: 'StorageError', code: 'storage_failed' });
  });

  it('leaves files alone that are not its own', async () => {
    const { store, folder } = open();
    const key = await store.put(bytesOf('hello'));
    writeFileSync(join(folder, key.slice(0, 2), 'notes.txt'), 'somebody’s');
    expect(await keysOf(store)).toEqual([key]);
  });

  it('shows nothing of what a process wrote that was killed', async () => {
    const { store, folder } = open();
    const code = `
      import { openFolderStore } from ${JSON.stringify(join(import.meta.dirname, 'folder.ts'))};
      await openFolderStore(${JSON.stringify(folder)}).putStream((async function* () {
        yield Buffer.alloc(2 ** 20);
        console.log('half');
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      })());`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await keysOf(store)).toEqual([]);
    expect(await store.tidy(later())).toEqual({ files: 1, bytes: 2 ** 20 });
  });

  it('that is full says so; nothing is left of what did not fit, and it goes on when there is space', async (context) => {
    const { folder } = open();
    const disk = join(folder, 'disk');
    try {
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return context.skip('No small file system can be mounted here: what happens on a full disk is not tried.');
    }
    try {
      const store = openFolderStore(disk);
      const kept = await store.put(Buffer.alloc(2 ** 20, 1));
      const large = Buffer.alloc(2 ** 21, 2);
      const full = { name: 'StorageError', code: 'disk_full', detail: expect.stringMatching(/Free some space/) };
      await expect(store.put(large)).rejects.toMatchObject(full);
      const stream = async function* () {
        for (let n = 0; n < 8; n++) yield large.subarray(n << 18, (n + 1) << 18);
      };
      await expect(store.putStream(stream())).rejects.toMatchObject(full);
      expect(readdirSync(join(disk, 'partial'))).toEqual([]);
      expect(await keysOf(store)).toEqual([kept]);
      rmSync(join(disk, kept.slice(0, 2)), { recursive: true });
      await store.put(Buffer.alloc(2 ** 20, 3));
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });
});
