import type { Upload } from '@querent/contracts';
import type { PreviousUpload, UrlStorage } from 'tus-js-client';
import { z } from 'zod';
import { type BrowserStorage, browserStorage } from '@/features/shell/browser-storage';
import { namesIn, UNTIL_SIGN_OUT } from '@/features/shell/until-sign-out';
import { forgetDraft } from './kept-drafts';

const PREFIX = `${UNTIL_SIGN_OUT}upload.`;

const Kept = z.object({
  fingerprint: z.string(),
  size: z.number().nullable(),
  metadata: z.record(z.string(), z.string()),
  creationTime: z.string(),
  uploadUrl: z.string(),
});

/** A file that this browser has begun to send. */
export interface KeptUpload {
  /** In the browser's storage. */
  key: string;
  uploadId: string;
  fingerprint: string;
}

export const uploadIdOf = (url: string): string => decodeURIComponent(url.split('/').at(-1) ?? '');

function read(storage: BrowserStorage, key: string) {
  try {
    return Kept.safeParse(JSON.parse(storage.getItem(key) ?? '')).data ?? null;
  } catch {
    return null;
  }
}

/** What was begun here and neither became a project nor was given up, the newest first. */
export function keptUploads(storage = browserStorage()): KeptUpload[] {
  return namesIn(storage, PREFIX)
    .flatMap((key) => {
      const kept = read(storage, key);
      return kept ? [{ key, kept }] : [];
    })
    .sort((a, b) => b.kept.creationTime.localeCompare(a.kept.creationTime))
    .map(({ key, kept }) => ({ key, uploadId: uploadIdOf(kept.uploadUrl), fingerprint: kept.fingerprint }));
}

/** It is a project now, or was thrown away. */
export function forgetUpload(uploadId: string, storage = browserStorage()): void {
  forgetDraft(uploadId, storage);
  for (const kept of keptUploads(storage)) if (kept.uploadId === uploadId) storage.removeItem(kept.key);
}

/** Where the browser remembers which files it has begun to send, so that the same file goes on after a reload. */
export const uploadStorage = (storage = browserStorage()): UrlStorage => {
  const all = (): (PreviousUpload & { fingerprint: string })[] =>
    namesIn(storage, PREFIX).flatMap((key) => {
      const kept = read(storage, key);
      return kept ? [{ ...kept, parallelUploadUrls: null, urlStorageKey: key }] : [];
    });
  return {
    findAllUploads: async () => all(),
    findUploadsByFingerprint: async (fingerprint) => all().filter((kept) => kept.fingerprint === fingerprint),
    removeUpload: async (key) => storage.removeItem(key),
    async addUpload(fingerprint, { size, metadata, creationTime, uploadUrl }) {
      const key = `${PREFIX}${uploadIdOf(uploadUrl ?? '')}`;
      try {
        storage.setItem(key, JSON.stringify({ fingerprint, size, metadata, creationTime, uploadUrl }));
      } catch {
        // Without room it is sent all the same; only a reload begins anew.
      }
      return key;
    },
  };
};

/** Whether it is still to be gone on with: neither about to be thrown away nor on its way into a project. */
export const isWaiting = (
  { expiresAt, isImporting }: Pick<Upload, 'expiresAt' | 'isImporting'>,
  now = Date.now(),
): boolean => !isImporting && Date.parse(expiresAt) > now;
