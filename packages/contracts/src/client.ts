import { Problem } from './errors.js';
import {
  ROUTES,
  type RouteBodyInput,
  type RouteEntry,
  type RouteName,
  type RouteParams,
  type RouteResponse,
} from './routes.js';

/** An answer of the API that is not a success, or no answer at all (`problem` is null: the network is down). */
export class ApiError extends Error {
  readonly route: RouteName;
  readonly problem: Problem | null;

  constructor(route: RouteName, problem: Problem | null, options?: ErrorOptions) {
    super(
      problem?.detail ?? 'The server does not answer. Your work is kept; it goes on when the network is back.',
      options,
    );
    this.name = 'ApiError';
    this.route = route;
    this.problem = problem;
  }

  /** True when the request never got an answer, so that sending it again is right. */
  get isOffline() {
    return this.problem === null;
  }
}

type Call<Name extends RouteName> = (keyof RouteParams<Name> extends never
  ? { params?: undefined }
  : { params: RouteParams<Name> }) &
  (RouteBodyInput<Name> extends undefined ? { body?: undefined } : { body: RouteBodyInput<Name> }) & {
    signal?: AbortSignal;
    keepalive?: boolean;
  };

/** Fills the `{name}` places of a route's path. */
export function pathOf<Name extends RouteName>(route: Name, params?: RouteParams<Name>): string {
  const path = route.slice(route.indexOf(' ') + 1);
  return path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown> | undefined)?.[name])),
  );
}

/**
 * The typed REST client: `client('GET /projects/{projectId}', { params: { projectId } })`.
 *
 * @param base where the API lives, such as `/api/v1` or `https://example.org/api/v1`
 * @throws ApiError
 */
export function createClient(base: string, fetcher: typeof fetch = (...args) => fetch(...args)) {
  return async function call<Name extends RouteName>(
    route: Name,
    ...[options]: keyof RouteParams<Name> extends never
      ? RouteBodyInput<Name> extends undefined
        ? [Call<Name>?]
        : [Call<Name>]
      : [Call<Name>]
  ): Promise<RouteResponse<Name>> {
    const { params, body, signal, keepalive } = (options ?? {}) as Partial<Call<Name>>;
    let response: Response;
    try {
      response = await fetcher(base + pathOf(route, params as RouteParams<Name>), {
        method: route.slice(0, route.indexOf(' ')),
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        ...(signal ? { signal } : {}),
        ...(keepalive ? { keepalive } : {}),
      });
    } catch (cause) {
      throw new ApiError(route, null, { cause });
    }
    const unverified: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const problem = Problem.safeParse(unverified);
      throw new ApiError(route, problem.success ? problem.data : internalProblem(response.status));
    }
    const entry: RouteEntry = ROUTES[route];
    if (typeof entry.response === 'string') throw new Error(`${route} does not answer in JSON`);
    return entry.response.parse(unverified) as RouteResponse<Name>;
  };
}

export type Client = ReturnType<typeof createClient>;

const internalProblem = (status: number): Problem => ({
  type: 'about:blank',
  title: 'Something went wrong',
  status,
  code: 'internal',
  detail: `The server answered with status ${status} and no explanation. Please try again.`,
});
