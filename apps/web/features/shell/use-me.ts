'use client';
import type { Person } from '@querent/contracts';
import { useEffect, useState } from 'react';
import { api } from './api';

/** Who is signed in, asked for by the page itself; null until that is known, and where nobody is. */
export function useMe(): Person | null {
  const [me, setMe] = useState<Person | null>(null);
  useEffect(() => {
    let isGone = false;
    void api('GET /me')
      .catch(() => null)
      .then((person) => isGone || setMe(person));
    return () => {
      isGone = true;
    };
  }, []);
  return me;
}
