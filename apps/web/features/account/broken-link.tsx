'use client';
import { useEffect } from 'react';
import { EntryPage } from './entry-page';
import { placeOf } from './use-hidden-token';

/** A page of a one-time link that was opened without it; one that is loaded again in its tab finds it there. */
export function BrokenLink() {
  useEffect(() => {
    const { pathname } = window.location;
    let token: string | null = null;
    try {
      token = sessionStorage.getItem(placeOf(pathname));
    } catch {
      // This browser keeps no site data.
    }
    if (token) window.location.replace(`${pathname}?token=${encodeURIComponent(token)}`);
  }, []);
  return (
    <EntryPage
      title="The link is not complete"
      text="Open the whole link you were given, or ask an admin for a new one. If you are the first here, start Querent again for a fresh link."
    >
      <a className="button" href="/sign-in">
        Sign in instead
      </a>
    </EntryPage>
  );
}
