'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Shell } from './shell';
import { useMe } from './use-me';

export interface NotFoundPageProps {
  children?: ReactNode;
}

/** Next.js makes this beside every page: who is looking is asked for where it is really shown. */
export function NotFoundPage({ children }: NotFoundPageProps) {
  const me = useMe();
  const content = (
    <div className="mx-auto grid max-w-xl grid-cols-1 justify-items-center gap-6 py-16 text-center">
      <div>
        <h1>There is nothing here</h1>
        <p className="hint mt-3">The page does not exist, or you are not a member of its project.</p>
      </div>
      {children}
      <Link className="button button-primary" href="/">
        To your projects
      </Link>
    </div>
  );
  return me ? <Shell person={me}>{content}</Shell> : <main>{content}</main>;
}
