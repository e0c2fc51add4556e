'use client';
import { useEffect } from 'react';

export const placeOf = (path: string) => `querent.link.${path}`;

/**
 * The token of a link is a key: it leaves the address bar, the history and screenshots at once. This tab alone keeps it, so
 * that the page can be loaded again.
 */
export function useHiddenToken(token: string) {
  useEffect(() => {
    const { pathname } = window.location;
    try {
      sessionStorage.setItem(placeOf(pathname), token);
    } catch {
      // This browser keeps no site data: loaded again, the page asks for the link.
    }
    window.history.replaceState(null, '', pathname);
  }, [token]);
}
