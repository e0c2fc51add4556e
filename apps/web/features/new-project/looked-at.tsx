'use client';
import type { ReactNode } from 'react';

export interface LookedAtProps {
  isLooking: boolean;
  /** What is to be said about the file. */
  children: ReactNode;
  /** What it would look like, and the button that makes it so. */
  beside: ReactNode;
}

/** Two columns where there is room; on a phone one below the other. */
export const LookedAt = ({ isLooking, children, beside }: LookedAtProps) => (
  <div
    className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]"
    aria-busy={isLooking}
    data-testid="survey"
  >
    <div className="grid grid-cols-1 gap-5">{children}</div>
    <div className="grid grid-cols-1 gap-5 lg:sticky lg:top-4">{beside}</div>
  </div>
);
