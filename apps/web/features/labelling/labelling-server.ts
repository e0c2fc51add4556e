'use client';
import type { SubmitAnnotation } from '@querent/contracts';
import { api } from '@/features/shell/api';
import { HAND } from './refill';

const REPLY_WITHIN_MS = 20_000;

/** The requests of the page; each has an end. */
export function labellingServer(projectId: string) {
  const params = { projectId };
  const signal = () => AbortSignal.timeout(REPLY_WITHIN_MS);
  return {
    /** @param keep records to stay in hand, the one on the screen first */
    claim: (keep: Iterable<string>) =>
      api('POST /projects/{projectId}/hand', {
        params,
        body: { count: HAND, keep: [...keep].slice(0, HAND) },
        signal: signal(),
      }),
    submit: (answer: SubmitAnnotation) =>
      api('POST /projects/{projectId}/annotations', { params, body: answer, signal: signal() }),
    undo: (annotationId: string) =>
      api('POST /annotations/{annotationId}/undo', { params: { annotationId }, signal: signal() }),
    recent: () => api('GET /projects/{projectId}/annotations/mine', { params, signal: signal() }),
  };
}
