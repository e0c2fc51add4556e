'use client';
import { type Ref, useImperativeHandle, useRef } from 'react';
import type { CardKeys, KeyTarget } from './record-kind';

const LINE = 60;

/** How far each key goes, in a box of so many pixels; what is longer than all ends at the end. */
const WAYS: Record<string, (height: number) => number> = {
  ArrowDown: () => LINE,
  ArrowUp: () => -LINE,
  PageDown: (height) => height - LINE,
  PageUp: (height) => LINE - height,
  Home: () => Number.MIN_SAFE_INTEGER,
  End: () => Number.MAX_SAFE_INTEGER,
};

/** A box that scrolls by the keys of a page wherever the focus is, as far as there is something to scroll. */
export function useScroller(ref: Ref<KeyTarget>) {
  const box = useRef<HTMLElement>(null);
  useImperativeHandle(ref, () => ({
    press(key) {
      const way = WAYS[key];
      const { current } = box;
      if (!way || !current || current.scrollHeight <= current.clientHeight) return false;
      current.scrollBy({ top: way(current.clientHeight) });
      return true;
    },
  }));
  return box;
}

export const SCROLL_LEGEND: readonly CardKeys[] = [
  { ways: Object.keys(WAYS).map((key) => [key]), text: 'Read on in what is longer than the card' },
];
