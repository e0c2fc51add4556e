'use client';
import { Tabs as Parts } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export interface TabsProps {
  /** What the tabs are, for screen readers. */
  label: string;
  tabs: { id: string; title: string; content: ReactNode }[];
}

/** One of several panels at a time. Nothing but the panel where there is one only. */
export function Tabs({ label, tabs }: TabsProps) {
  if (tabs.length === 1) return tabs[0]?.content;
  return (
    <Parts.Root defaultValue={tabs[0]?.id} className="grid grid-cols-1 gap-3">
      <Parts.List aria-label={label} className="flex flex-wrap gap-x-1 border-line border-b">
        {tabs.map(({ id, title }) => (
          <Parts.Tab
            key={id}
            value={id}
            className="-mb-px whitespace-nowrap rounded-t-lg border-transparent border-b-2 px-3 py-2 text-quiet text-sm hover:bg-sunken focus-visible:-outline-offset-2 data-active:border-accent data-active:font-semibold data-active:text-ink"
          >
            {title}
          </Parts.Tab>
        ))}
      </Parts.List>
      {tabs.map(({ id, content }) => (
        <Parts.Panel key={id} value={id}>
          {content}
        </Parts.Panel>
      ))}
    </Parts.Root>
  );
}
