'use client';
import type { Project } from '@querent/contracts';
import { api } from '@/features/shell/api';
import { useRefresh } from '@/features/shell/use-refresh';

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
  useRefresh(() => Promise.all([api('GET /me'), loadPages(pages)]));
  return null;
}
