import { ApiError } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';

const [REFRESH_MS, AGAIN_MS] = [1_000, 5_000];

/**
 * What is asked for anew when something has been seen to move, at most once a second, one answer after the other. Without an
 * answer what is on the page stays, and it is asked again; a page loaded anew at that moment would be lost.
 *
 * @param seen another text each time it has moved
 * @param initial no older than what was seen first
 */
export function useLatest<Value>(load: () => Promise<Value>, seen: string, initial: Value): Value {
  const router = useRouter();
  const [value, setValue] = useState(initial);
  const [isAsking, setAsking] = useState(false);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const last = useRef(seen);
  const restUntil = useRef(0);
  useEffect(() => {
    if (isAsking || last.current === seen) return;
    const ask = async () => {
      setAsking(true);
      let restMs = REFRESH_MS;
      try {
        const answer = await latest.current();
        last.current = seen;
        setValue(answer);
      } catch (error) {
        // The server has answered: it leads those who no longer manage the project elsewhere.
        if (error instanceof ApiError && error.problem?.code === 'forbidden') return router.refresh();
        restMs = AGAIN_MS;
      }
      restUntil.current = Date.now() + restMs;
      setAsking(false);
    };
    const timer = setTimeout(ask, Math.max(0, restUntil.current - Date.now()));
    return () => clearTimeout(timer);
  }, [seen, isAsking, router]);
  return value;
}
