'use client';
import { messageOf, type Upload } from '@querent/contracts';
import { useEffect, useState } from 'react';
import { api } from '@/features/shell/api';

const NAME = 'upload';

/** What has been brought, also after a reload: the address of the page names it. */
export function useBrought() {
  const [upload, setUpload] = useState<Upload | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    const uploadId = new URLSearchParams(window.location.search).get(NAME);
    if (!uploadId) return;
    let isGone = false;
    api('GET /uploads/{uploadId}', { params: { uploadId } }).then(
      (found) => isGone || (found.isWhole && setUpload(found)),
      (cause) => isGone || setError(messageOf(cause)),
    );
    return () => {
      isGone = true;
    };
  }, []);
  const show = (next: Upload | null) => {
    window.history.replaceState(null, '', next ? `?${NAME}=${encodeURIComponent(next.id)}` : window.location.pathname);
    setUpload(next);
    setError(null);
    window.scrollTo({ top: 0 });
  };
  return { upload, error, bring: show, forget: () => show(null) };
}
