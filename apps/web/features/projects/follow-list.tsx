'use client';
import type { Project } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { api } from '@/features/shell/api';

const EVERY_MS = 10_000;

/** The pages of the list that are seen. */
async function loadPages(pages: number) {
  const items: Project[] = [];
  let cursor: string | undefined;
  for (let n = 0; n < pages; n++) {
    const page = await api('GET /projects', { query: { cursor, limit: 200 } });
    items.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  return items;
}

export interface FollowListProps {
  /** Pages of the list that are seen. */
  pages: number;
}

/** Keeps the list of projects true while it is seen: loaded anew when the projects, or what one may do, have changed. */
export function FollowList({ pages }: FollowListProps) {
  const router = useRouter();
  useEffect(() => {
    let last: string | null = null;
    const look = async () => {
      if (document.hidden) return;
      // Without an answer the list stays as it is.
      const now = await Promise.all([api('GET /me'), loadPages(pages)]).catch(() => null);
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
  }, [router, pages]);
  return null;
}
