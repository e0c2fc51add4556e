import type { CardKeys } from '../record-kind';

export type ZoomWay = 'in' | 'out' | 'fit';

/** Digits and signs may belong to the task: the last key of each way is one that no task has. */
const KEYS: Record<ZoomWay, readonly string[]> = { in: ['+', '='], out: ['-', '_'], fit: ['0', '*'] };
const WAYS: ZoomWay[] = ['in', 'out', 'fit'];

export const zoomWayOf = (key: string): ZoomWay | null => WAYS.find((way) => KEYS[way].includes(key)) ?? null;

/** How much nearer a press brings it. */
export const ZOOM_STEP = 1.5;

/**
 * How near a picture can be brought: until its points are plain to see.
 *
 * @param fit points of the screen for a point of the picture, where all of it is in view
 */
export const mostZoom = (fit: number) => Math.max(8, 4 / fit);

export const ZOOM_LEGEND: readonly CardKeys[] = [
  {
    ways: [KEYS.in, KEYS.out],
    text: 'Bring the picture nearer, and back; also by wheel, two fingers or double click',
  },
  { ways: [KEYS.fit], text: 'Show all of the picture' },
];
