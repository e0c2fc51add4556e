'use client';
import { type RefObject, useEffect, useState } from 'react';

/** How wide an element is, in pixels; `first` on the server, which does not know. */
export function useWidth(element: RefObject<Element | null>, first: number) {
  const [width, setWidth] = useState(first);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width) || first));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, first]);
  return width;
}
