'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';

/** What is shown of a list. */
export interface ShownList<Item> {
  items: Item[];
  /** Pages of it that are shown after a press of “Show more”; null where there are no more. */
  more: number | null;
}

export interface ShowMoreProps {
  /** In the address, for the pages of this list that are shown. */
  name: string;
  /** Pages to be shown; null where there are no more. */
  more: number | null;
}

/** Shows the next page of a list below those that are there. */
export function ShowMore({ name, more }: ShowMoreProps) {
  const shown = useSearchParams();
  if (more === null) return null;
  const params = new URLSearchParams(shown);
  params.set(name, String(more));
  return (
    <Link href={`?${params}`} scroll={false} prefetch={false} className="button justify-self-start">
      Show more
    </Link>
  );
}
