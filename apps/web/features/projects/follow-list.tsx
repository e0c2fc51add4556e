'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { api } from '@/features/shell/api';

const EVERY_MS = 10_000;

/** Keeps the list of projects true while it is seen: loaded anew when the projects, or what one may do, have changed. */
export function FollowList() {
  const router = useRouter();
  useEffect(() => {
    let last: string | null = null;
    const look = async () => {
      if (document.hidden) return;
      // Without an answer the list stays as it is.
      const now = await Promise.all([api('GET /me'), api('GET /projects')]).catch(() => null);
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
  return null;
}
