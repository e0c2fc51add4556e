import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PreviousUpload, UrlStorage } from 'tus-js-client';

interface Kept extends PreviousUpload {
  fingerprint: string;
}

/** Servers throw away what nothing comes of for 24 hours. */
const KEPT_MS = 48 * 3_600_000;

/** Where files that were begun go on, by what they are: in a file that only its owner reads. What is damaged is none. */
export function uploadsKeptIn(path: string): UrlStorage {
  const read = (): Kept[] => {
    try {
      const kept: Kept[] = JSON.parse(readFileSync(path, 'utf8'));
      return kept.filter(({ creationTime }) => Date.now() - Date.parse(creationTime) < KEPT_MS);
    } catch {
      return [];
    }
  };
  const write = (kept: Kept[]) => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const next = `${path}.${process.pid}`;
    writeFileSync(next, JSON.stringify(kept), { mode: 0o600 });
    renameSync(next, path);
  };
  return {
    findAllUploads: async () => read(),
    findUploadsByFingerprint: async (wanted) => read().filter(({ fingerprint }) => fingerprint === wanted),
    removeUpload: async (key) => write(read().filter(({ urlStorageKey }) => urlStorageKey !== key)),
    async addUpload(fingerprint, upload) {
      const urlStorageKey = randomUUID();
      write([...read(), { ...upload, fingerprint, urlStorageKey }]);
      return urlStorageKey;
    },
  };
}
