'use client';
import type { Services } from '@querent/contracts';
import { useEffect, useState } from 'react';
import { api } from './api';

const EVERY_MS = 15_000;

/** How the services are, asked for now and then while the page is seen; null until the first answer. */
export function useServices(): Services | null {
  const [services, setServices] = useState<Services | null>(null);
  useEffect(() => {
    let isGone = false;
    const ask = async () => {
      if (document.hidden) return;
      // Without an answer the page itself says what does not work; the last one stays.
      const answer = await api('GET /services').catch(() => null);
      if (answer && !isGone) setServices(answer);
    };
    void ask();
    const timer = setInterval(() => void ask(), EVERY_MS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      isGone = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, []);
  return services;
}
