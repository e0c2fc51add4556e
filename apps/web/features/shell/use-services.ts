'use client';
import { ApiError, type Services } from '@querent/contracts';
import { useEffect, useState } from 'react';
import { api } from './api';

const isSignedOut = (error: unknown) => error instanceof ApiError && error.problem?.code === 'not_signed_in';
const EVERY_MS = 15_000;

/** How the services are, asked for now and then while the page is seen; null until the first answer, and where nobody is signed in. */
export function useServices(): Services | 'signed-out' | null {
  const [services, setServices] = useState<Services | 'signed-out' | null>(null);
  useEffect(() => {
    let isGone = false;
    const ask = async () => {
      if (document.hidden) return;
      // Without an answer the page itself says what does not work; the last one stays.
      const answer = await api('GET /services').catch((error) => (isSignedOut(error) ? 'signed-out' : null));
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
