'use client';
import { useSyncExternalStore } from 'react';

let isSignedOut = false;
const followers = new Set<() => void>();

/** Notes what an answer of the server says of whether somebody is signed in; other answers say nothing of it. */
export function noteAnswer(status: number): void {
  const now = status === 401 || (isSignedOut && status >= 400);
  if (now === isSignedOut) return;
  isSignedOut = now;
  for (const tell of followers) tell();
}

export const isSignedOutNow = (): boolean => isSignedOut;

function follow(tell: () => void): () => void {
  followers.add(tell);
  return () => followers.delete(tell);
}

/** Whether the server has said that nobody is signed in any more. */
export const useSignedOut = (): boolean => useSyncExternalStore(follow, isSignedOutNow, () => false);

/** Where one signs in to come back to this page. */
export const signInPath = (): string =>
  `/sign-in?back=${encodeURIComponent(window.location.pathname + window.location.search)}`;
