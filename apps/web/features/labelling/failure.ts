import { ApiError, messageOf } from '@querent/contracts';

/**
 * What a failed request means for what was asked: somebody has to sign in, the project is not theirs any more, it may succeed
 * later, it is refused for good, or nobody knows, because this page cannot read the reply.
 */
export type Failure = 'signed-out' | 'gone' | 'later' | 'refused' | 'unreadable';

export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return 'unreadable';
  const { problem } = error;
  if (problem?.code === 'not_signed_in') return 'signed-out';
  if (problem?.code === 'project_not_found') return 'gone';
  if (problem?.code === 'unreadable') return 'unreadable';
  return error.canRetry ? 'later' : 'refused';
}

/** What happened, in words for the person at the page. */
export function reasonOf(error: unknown): string {
  if (failureOf(error) === 'unreadable')
    return 'This page cannot read the reply of the server; Querent may have been updated. Reload the page and try again.';
  // Nobody has to try again: answers and cards come and go by themselves.
  const isAway = error instanceof ApiError && (error.isOffline || error.problem?.code === 'unavailable');
  return isAway ? 'The server does not answer.' : messageOf(error);
}
