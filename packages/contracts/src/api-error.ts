import { ERRORS, type ErrorCode, type Problem } from './errors.js';
import type { RouteName } from './routes/index.js';

/** An answer of the API that is not a success, or no answer at all (`problem` is null: the network is down). */
export class ApiError extends Error {
  readonly route: RouteName;
  readonly problem: Problem | null;

  constructor(route: RouteName, problem: Problem | null, options?: ErrorOptions) {
    super(problem?.detail ?? 'The server does not answer. Check the network and try again.', options);
    this.name = 'ApiError';
    this.route = route;
    this.problem = problem;
  }

  /** True when the request never got an answer, so that sending it again is right. */
  get isOffline() {
    return this.problem === null;
  }

  /** Whether the same request may succeed later without anything being changed. */
  get canRetry() {
    return this.problem === null || ERRORS[this.problem.code].retry;
  }
}

/** What something in front of the server says while the server is away, or asked too often. */
const AWAY = [408, 429, 502, 503, 504];

/** The problem that a reply stands for which is none of the API's: it cannot be read, or somebody in between has spoken. */
export function problemOfReply(status: number): Problem {
  const code: ErrorCode = AWAY.includes(status) ? 'unavailable' : 'unreadable';
  const detail =
    code === 'unavailable'
      ? 'The server is not ready at the moment. Try again shortly.'
      : 'The reply of the server cannot be read by this page; Querent may have been updated. Reload the page and try again.';
  return { type: 'about:blank', title: ERRORS[code].title, status, code, detail };
}
