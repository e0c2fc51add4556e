'use client';
import { useEffect } from 'react';
import { api } from '@/features/shell/api';
import { Button } from '@/ui/button';

const LONGEST_WAIT_MS = 60_000;
/** Kept over failures: each of them draws this page anew. */
let wait = 1_000;

/** Tries again by itself once the server and its database answer. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const later = () => {
      timer = setTimeout(() => api('GET /health').then(retry, later), wait);
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    };
    later();
    return () => clearTimeout(timer);
  }, [retry]);
  return (
    <main className="mx-auto max-w-xl px-5 py-24 text-center" role="alert">
      <h1>This page could not be loaded</h1>
      <p className="hint mt-3">
        Nothing is lost. The server may be starting again, or its database or its disk give no answer; the page is tried
        again by itself.
      </p>
      <Button look="primary" className="mt-6" onClick={() => retry()}>
        Try again now
      </Button>
    </main>
  );
}
