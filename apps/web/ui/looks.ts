/** What opens above the page: lists of options, menus. */
export const POPUP =
  'max-h-(--available-height) max-w-(--available-width) overflow-y-auto overscroll-contain rounded-xl border border-line bg-panel p-1 text-ink text-sm shadow-lg outline-none';
/** One of its lines; the one that the keyboard or the pointer is at stands out. */
export const ITEM =
  'cursor-default select-none rounded-lg px-3 py-2 outline-none data-disabled:opacity-50 data-highlighted:bg-wash';
/** Above all pages and below toasts. */
export const LAYER = 'z-20 outline-none';
/** What dialogs, of every kind, lie in. */
export const BACKDROP = 'fixed inset-0 z-10 min-h-dvh bg-black/50';
export const DIALOG =
  'panel fixed top-1/2 left-1/2 z-10 grid max-h-[calc(100dvh-2rem)] w-[min(28rem,100vw-2rem)] -translate-x-1/2 -translate-y-1/2 grid-cols-1 gap-3 overflow-y-auto text-ink shadow-lg outline-none';
