import { expect, it } from 'vitest';
import { memory } from '@/features/shell/browser-storage.fixtures';
import { forgetAtSignOut } from '@/features/shell/until-sign-out';
import { forgetUpload, isWaiting, keptUploads, uploadStorage } from './kept-uploads';

const begun = (id: string, creationTime: string) => ({
  ...{ size: 5, metadata: { filename: 'a.csv' }, creationTime, parallelUploadUrls: null, urlStorageKey: '' },
  uploadUrl: `http://here/api/v1/uploads/${id}`,
});

it('a file that was begun is found again by what it is, the newest first, until it is given up or its person signs out', async () => {
  const storage = memory();
  const uploads = uploadStorage(storage);
  await uploads.addUpload('a', begun('u1', '2026-01-01'));
  await uploads.addUpload('b', begun('u2', '2026-01-02'));
  expect((await uploads.findUploadsByFingerprint('a')).map(({ uploadUrl }) => uploadUrl)).toEqual([
    'http://here/api/v1/uploads/u1',
  ]);
  expect(keptUploads(storage).map(({ uploadId }) => uploadId)).toEqual(['u2', 'u1']);
  forgetUpload('u2', storage);
  expect(keptUploads(storage).map(({ uploadId }) => uploadId)).toEqual(['u1']);
  forgetAtSignOut(storage);
  expect(keptUploads(storage)).toEqual([]);
});

it('what another version wrote is passed over, and no room is no reason to stop', async () => {
  const storage = memory();
  storage.setItem('querent.until-sign-out.upload.x', '{"old": true}');
  expect(keptUploads(storage)).toEqual([]);
  const full = {
    ...memory(),
    setItem() {
      throw new Error('full');
    },
  };
  await expect(uploadStorage(full).addUpload('a', begun('u1', '2026'))).resolves.toContain('u1');
});

it('a file is gone on with until it is thrown away, or becomes a project', () => {
  const expiresAt = '2026-01-02T00:00:00.000Z';
  const [before, after] = [Date.parse('2026-01-01T23:00:00Z'), Date.parse('2026-01-02T01:00:00Z')];
  expect(isWaiting({ expiresAt, isImporting: false }, before)).toBe(true);
  expect(isWaiting({ expiresAt, isImporting: true }, before)).toBe(false);
  expect(isWaiting({ expiresAt, isImporting: false }, after)).toBe(false);
});
