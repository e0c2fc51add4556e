'use client';
import { ApiError, messageOf, type Survey, type SurveyUpload } from '@querent/contracts';
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { api } from '@/features/shell/api';

const PAUSE_MS = 250;

/**
 * What a file is and would become, asked anew after each change. The last answer stays until the next has come; of several
 * that are on their way the last question counts.
 */
export function useSurvey(uploadId: string, request: z.input<typeof SurveyUpload>) {
  const [survey, setSurvey] = useState<Survey | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const [answered, setAnswered] = useState('');
  const body = JSON.stringify(request);
  const question = `${tries} ${body}`;
  const isFirst = useRef(true);
  useEffect(() => {
    const asking = new AbortController();
    const ask = async () => {
      try {
        const found = await api('POST /uploads/{uploadId}/survey', {
          ...{ params: { uploadId }, body: JSON.parse(body), signal: asking.signal },
        });
        if (asking.signal.aborted) return;
        setSurvey(found);
        setError(null);
      } catch (cause) {
        if (asking.signal.aborted) return;
        setError(cause);
      }
      setAnswered(question);
    };
    const timer = setTimeout(ask, isFirst.current ? 0 : PAUSE_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [uploadId, body, question]);
  return {
    ...{ survey, isLooking: answered !== question, lookAgain: () => setTries((n) => n + 1) },
    error: error === null ? null : messageOf(error),
    /** The file is a text, and somebody has to say in which encoding. */
    isEncodingUnknown: error instanceof ApiError && error.problem?.code === 'encoding_unknown',
  };
}
