'use client';
import { fromEvent } from 'file-selector';
import { useEffect, useEffectEvent, useState } from 'react';
import type { PlacedFile } from './zip-source';

/** Files with the paths that they have in the folder that was dropped or chosen. */
export async function placedFiles(event: Event): Promise<PlacedFile[]> {
  const found = await fromEvent(event);
  return found.flatMap((file) => (file instanceof File ? [{ path: file.path, file }] : []));
}

const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;

/**
 * Takes what is dropped anywhere on the page.
 *
 * @returns whether something is held over it
 */
export function useFileDrop(isOpen: boolean, onFiles: (files: Promise<PlacedFile[]>) => void): boolean {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    // Each element that is entered or left on the way tells it.
    let depth = 0;
    const move = (by: number) => (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth + by);
      setOver(isOpen && depth > 0);
    };
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault(); // else the browser leaves the page and opens the file
      if (event.dataTransfer) event.dataTransfer.dropEffect = isOpen ? 'copy' : 'none';
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (isOpen) take(placedFiles(event));
    };
    const listeners = { dragenter: move(1), dragleave: move(-1), dragover: over, drop };
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener);
    };
  }, [isOpen]);
  return isOver;
}
