import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { LateToaster } from '@/ui/late-toaster';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Querent', template: '%s · Querent' },
  description: 'Asks people the questions whose answers teach a model most.',
};
export const viewport: Viewport = { colorScheme: 'light dark' };
export const dynamic = 'force-dynamic';

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        {children}
        <LateToaster />
      </body>
    </html>
  );
}
