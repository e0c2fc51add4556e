import { ApiError, problemOfReply } from './api-error.js';
import { Problem } from './errors.js';
import {
  NOTHING,
  ROUTES,
  type RouteBodyInput,
  type RouteEntry,
  type RouteName,
  type RouteParams,
  type RouteQueryInput,
  type RouteResponse,
} from './routes/index.js';

type Call<Name extends RouteName> = (keyof RouteParams<Name> extends never
  ? { params?: undefined }
  : { params: RouteParams<Name> }) &
  (RouteBodyInput<Name> extends undefined ? { body?: undefined } : { body: RouteBodyInput<Name> }) & {
    query?: RouteQueryInput<Name>;
    signal?: AbortSignal;
    keepalive?: boolean;
  };

/** Fills the `{name}` places of a route's path. */
export function pathOf<Name extends RouteName>(route: Name, params?: RouteParams<Name>): string {
  const path = route.slice(route.indexOf(' ') + 1);
  const values = new Map<string, unknown>(Object.entries(params ?? {}));
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
}

/** What stands behind the question mark; what is undefined does not. */
function searchOf(query: unknown): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
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
    const { params, query, body, signal, keepalive } = (options ?? {}) as Partial<Call<Name>>;
    const { response, text } = await fetchText(route, () =>
      fetcher(base + pathOf(route, params) + searchOf(query), {
        method: route.slice(0, route.indexOf(' ')),
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        ...(signal ? { signal } : {}),
        ...(keepalive ? { keepalive } : {}),
      }),
    );
    const unverified = parseJson(text);
    if (!response.ok) {
      const problem = Problem.safeParse(unverified);
      throw new ApiError(route, problem.success ? problem.data : problemOfReply(response.status));
    }
    const entry: RouteEntry = ROUTES[route];
    if (entry.response === NOTHING) return undefined as RouteResponse<Name>;
    if (typeof entry.response === 'string') throw new Error(`${route} does not answer in JSON`);
    const answer = entry.response.safeParse(unverified);
    if (!answer.success) throw new ApiError(route, problemOfReply(response.status), { cause: answer.error });
    return answer.data as RouteResponse<Name>;
  };
}

export type Client = ReturnType<typeof createClient>;

/** A reply that breaks off is no reply. @throws ApiError */
async function fetchText(route: RouteName, send: () => Promise<Response>) {
  try {
    const response = await send();
    return { response, text: await response.text() };
  } catch (cause) {
    throw new ApiError(route, null, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
