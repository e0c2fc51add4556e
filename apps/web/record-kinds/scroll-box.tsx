'use client';
import type { ReactNode, Ref } from 'react';
import type { KeyTarget } from './record-kind';
import { useScroller } from './use-scroller';

export interface ScrollBoxProps {
  name: string;
  ref: Ref<KeyTarget>;
  className?: string;
  children: ReactNode;
}

/** What may be longer than the card. */
export function ScrollBox({ name, ref, className = 'h-full', children }: ScrollBoxProps) {
  const box = useScroller(ref);
  return (
    <section
      ref={box}
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it from here
      tabIndex={0}
      className={`overflow-y-auto overscroll-contain rounded-lg px-1 py-0.5 sm:px-2 ${className}`}
    >
      {children}
    </section>
  );
}
