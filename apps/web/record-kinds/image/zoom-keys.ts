export type ZoomWay = 'in' | 'out' | 'fit';

/** The key of 0 may be a class; then the button and a double click are left. */
const WAYS: Record<string, ZoomWay> = { '+': 'in', '=': 'in', '-': 'out', '0': 'fit' };

export const zoomWayOf = (key: string): ZoomWay | null => WAYS[key] ?? null;

/** How much nearer a press brings it. */
export const ZOOM_STEP = 1.5;

/**
 * How near a picture can be brought: until its points are plain to see.
 *
 * @param fit points of the screen for a point of the picture, where all of it is in view
 */
export const mostZoom = (fit: number) => Math.max(8, 4 / fit);

export const ZOOM_LEGEND = [
  ['+ and −', 'Bring the picture nearer, and back; also by wheel, two fingers or double click'],
  ['0', 'Show all of the picture'],
] as const;
