'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** Up to so many are all drawn: the browser finds words in them, and prints them. */
export const LONG_LIST = 60;
const [ROW_PX, VIEW_PX, OVERSCAN] = [44, 640, 8];

/**
 * Which of many rows are in view of what scrolls them, and the room of those before and after, in pixels.
 *
 * @returns all of them, and no room, where they are few
 */
export function useRowsInView(count: number, scroller: RefObject<HTMLElement | null>) {
  const isLong = count > LONG_LIST;
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    enabled: isLong,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    initialRect: { width: 0, height: VIEW_PX }, // on the server
  });
  if (!isLong) return { items: Array.from({ length: count }, (_, index) => index), before: 0, after: 0 };
  const inView = virtualizer.getVirtualItems();
  return {
    items: inView.map(({ index }) => index),
    before: inView[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (inView.at(-1)?.end ?? 0),
    measure: virtualizer.measureElement,
  };
}
