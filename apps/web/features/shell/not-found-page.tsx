import Link from 'next/link';
import type { ReactNode } from 'react';

export interface NotFoundPageProps {
  children?: ReactNode;
}

export function NotFoundPage({ children }: NotFoundPageProps) {
  return (
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
}
