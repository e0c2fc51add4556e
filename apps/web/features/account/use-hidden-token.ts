'use client';
import { useEffect } from 'react';

/** The token of a link is a key: it leaves the address bar, the history and screenshots at once. */
export function useHiddenToken() {
  useEffect(() => window.history.replaceState(null, '', window.location.pathname), []);
}
