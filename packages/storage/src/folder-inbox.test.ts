import { afterEach, expect, it } from 'vitest';
import { openFolderInbox } from './folder-inbox.js';
import { bytesOf, testFolder } from './test-stores.js';

const opened = testFolder();
const inbox = openFolderInbox(opened.folder);
afterEach(async () => {
  for await (const { id } of inbox.list()) await inbox.remove(id);
});

async function* pieces(...texts: string[]) {
  for (const text of texts) yield bytesOf(text);
}
async function textOf(id: string, range?: { start: number; end: number }) {
  const found: Uint8Array[] = [];
  for await (const bytes of inbox.read(id, range)) found.push(bytes);
  return Buffer.concat(found).toString();
}

it('a file grows from its end, is read in whole and in part, and goes', async () => {
  await inbox.create('a1');
  expect(await inbox.size('a1')).toBe(0);
  expect(await inbox.append('a1', 0, pieces('one ', 'two '))).toBe(8);
  await inbox.create('a1'); // what is there stays
  expect(await inbox.append('a1', 8, pieces('three'))).toBe(13);
  expect(await textOf('a1')).toBe('one two three');
  expect(await textOf('a1', { start: 4, end: 7 })).toBe('two');
  await inbox.remove('a1');
  await inbox.remove('a1');
  await expect(inbox.size('a1')).rejects.toMatchObject({ code: 'object_not_found' });
  await expect(textOf('a1')).rejects.toMatchObject({ code: 'object_not_found' });
});

it('what has come before its source breaks off stays', async () => {
  async function* broken() {
    yield bytesOf('half');
    throw new Error('The cable was pulled.');
  }
  await inbox.create('b2');
  await expect(inbox.append('b2', 0, broken())).rejects.toThrow('The cable was pulled.');
  expect(await inbox.size('b2')).toBe(4);
});

it('what waits is listed, and no name leads out of the folder', async () => {
  await inbox.create('c3');
  await inbox.append('c3', 0, pieces('abc'));
  const found = [];
  for await (const file of inbox.list()) found.push(file);
  expect(found).toEqual([{ id: 'c3', bytes: 3, writtenAt: expect.any(Date) }]);
  for (const id of ['../x', 'a/b', '', '..', 'ABC']) {
    await expect((async () => inbox.create(id))()).rejects.toMatchObject({ code: 'object_not_found' });
  }
  expect(await inbox.free()).toBeGreaterThan(0);
});

it('an inbox lies beside a store, whose sweep leaves it alone', async () => {
  await inbox.create('d4');
  for await (const { key } of opened.store.list()) expect.fail(key);
  await opened.store.tidy(new Date(Date.now() + 60_000));
  expect(await inbox.size('d4')).toBe(0);
});
