'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

const EVERY_MS = 10_000;

/** Keeps a page true while it is seen: drawn anew when what is loaded has changed. Without an answer it stays as it is. */
export function useRefresh(load: () => Promise<unknown>): void {
  const router = useRouter();
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    let last: string | null = null;
    const look = async () => {
      if (document.hidden) return;
      const now = await latest.current().catch(() => null);
      if (!now) return;
      const seen = JSON.stringify(now);
      if (last !== null && last !== seen) router.refresh();
      last = seen;
    };
    void look();
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [router]);
}
