'use client';
import { type ReactNode, useRef } from 'react';
import { LONG_LIST, useRowsInView } from './use-rows-in-view';

export interface VirtualListProps<Item> {
  /** What the items are, for screen readers. */
  label: string;
  items: Item[];
  keyOf: (item: Item) => string;
  children: (item: Item) => ReactNode;
}

/** A list of any length: of a long one, only what is in view is drawn, and it scrolls inside the page. */
export function VirtualList<Item>({ label, items, keyOf, children }: VirtualListProps<Item>) {
  const scroller = useRef<HTMLElement>(null);
  const { items: shown, before, after, measure } = useRowsInView(items.length, scroller);
  const list = (
    <ul aria-label={label} className="text-sm" style={{ paddingTop: before, paddingBottom: after }}>
      {shown.map((index) => {
        const item = items[index];
        return (
          item !== undefined && (
            <li
              key={keyOf(item)}
              ref={measure}
              data-index={index}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className="py-0.5"
            >
              {children(item)}
            </li>
          )
        );
      })}
    </ul>
  );
  if (items.length <= LONG_LIST) return list;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too
    <section ref={scroller} aria-label={label} tabIndex={0} className="max-h-96 overflow-y-auto">
      {list}
    </section>
  );
}
