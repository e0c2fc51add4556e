'use client';
import dynamic from 'next/dynamic';

/** Loaded after the page: no page waits for what it may never say. */
export const LateToaster = dynamic(() => import('./toaster').then(({ Toaster }) => Toaster), { ssr: false });
