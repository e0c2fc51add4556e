'use client';
import { useEffect, useState } from 'react';
import { preload } from './preload';

const AGAIN_MS = 3_000;

/** The picture from memory; the last one never stands in for it. What cannot be loaded is tried again. */
export function usePicture(address: string) {
  const [loaded, setLoaded] = useState<{ of: string; url: string | null } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      const url = await preload(address);
      if (!isCurrent) return;
      setLoaded({ of: address, url });
      if (url === null) timer = setTimeout(load, AGAIN_MS);
    };
    void load();
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [address]);
  const isThis = loaded?.of === address;
  return { url: isThis ? loaded.url : null, hasFailed: isThis && loaded.url === null };
}
