import type { Person } from '@querent/contracts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { navigationFor } from './navigation';
import { ServiceBanner } from './service-banner';
import { WhoIsIn } from './who-is-in';

export interface ShellProps {
  person: Person;
  children: ReactNode;
}

/** Every page of somebody who is signed in: navigation above, the page below. */
export function Shell({ person, children }: ShellProps) {
  return (
    <>
      <a href="#content" className="button absolute top-2 left-2 z-10 -translate-y-24 focus:translate-y-0">
        To the content
      </a>
      <header className="border-line border-b bg-panel">
        <div className="mx-auto flex h-14 max-w-6xl short:h-11 items-center gap-2 px-3 sm:gap-6 sm:px-6">
          <Link href="/" className="flex shrink-0 items-center gap-2 font-semibold tracking-tight">
            {/* biome-ignore lint/performance/noImgElement: a 32-pixel drawing needs no optimiser */}
            <img src="/icon.svg" alt="" width={24} height={24} />
            <span className="hidden sm:inline">Querent</span>
          </Link>
          {/* On a phone it is moved sideways, with a shadow where there is more. */}
          <nav aria-label="Main" className="scroller flex min-w-14 gap-1 py-1 [scrollbar-width:none]">
            {navigationFor(person.role).map(({ href, title }) => (
              <Link
                key={href}
                href={href}
                className="rounded-lg px-1.5 py-1.5 text-sm hover:bg-sunken sm:px-3 whitespace-nowrap"
              >
                {title}
              </Link>
            ))}
          </nav>
          <div className="ml-auto flex items-center sm:min-w-34 justify-end gap-2 sm:gap-3 text-sm">
            <WhoIsIn person={person} />
          </div>
        </div>
      </header>
      <ServiceBanner />
      <main id="content" className="mx-auto max-w-6xl px-4 py-4 sm:px-6 sm:py-7 short:py-2">
        {children}
      </main>
    </>
  );
}
