import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { packFolder } from './folder.js';
import { uploadsKeptIn } from './kept-uploads.js';
import { openTerminal } from './terminal.js';

const home = mkdtempSync(join(tmpdir(), 'querent-cli-'));
beforeAll(() => {
  vi.stubEnv('XDG_STATE_HOME', join(home, 'state'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});
const terminal = openTerminal({ isJson: false, isQuiet: true, signal: new AbortController().signal });

it('a folder is one ZIP, the same as long as nothing in it changes, without what begins with a dot', async () => {
  const folder = join(home, 'pets');
  mkdirSync(join(folder, 'cat'), { recursive: true });
  writeFileSync(join(folder, 'cat', '1.txt'), 'meow');
  writeFileSync(join(folder, '.DS_Store'), 'x');
  const parcel = await packFolder(folder, terminal);
  const text = readFileSync(parcel.path, 'latin1');
  expect([parcel.name, text.includes('cat/1.txt'), text.includes('DS_Store')]).toEqual(['pets.zip', true, false]);
  expect((await packFolder(folder, terminal)).path).toBe(parcel.path);
  writeFileSync(join(folder, 'cat', '2.txt'), 'purr');
  expect((await packFolder(folder, terminal)).path).not.toBe(parcel.path);
  parcel.remove();
  expect(existsSync(parcel.path)).toBe(false);
  mkdirSync(join(home, 'empty'));
  await expect(packFolder(join(home, 'empty'), terminal)).rejects.toThrow('There are no files in');
});

it('a file that was begun is found again by what it is, and one that is long gone is not', async () => {
  const uploads = uploadsKeptIn(join(home, 'state', 'uploads.json'));
  const upload = (creationTime: Date) => ({
    ...{ size: 1, metadata: {}, uploadUrl: 'http://a/1', parallelUploadUrls: null, urlStorageKey: '' },
    creationTime: creationTime.toISOString(),
  });
  const key = await uploads.addUpload('a file', upload(new Date()));
  await uploads.addUpload('an old file', upload(new Date(Date.now() - 72 * 3_600_000)));
  expect(await uploads.findUploadsByFingerprint('a file')).toMatchObject([{ uploadUrl: 'http://a/1' }]);
  expect(await uploads.findUploadsByFingerprint('an old file')).toEqual([]);
  await uploads.removeUpload(key);
  expect(await uploads.findAllUploads()).toEqual([]);
  writeFileSync(join(home, 'state', 'uploads.json'), '{');
  expect(await uploads.findAllUploads()).toEqual([]);
});
