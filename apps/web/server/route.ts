import 'server-only';
import { randomUUID } from 'node:crypto';
import {
  isJson,
  ROUTES,
  type RouteAccess,
  type RouteBody,
  type RouteEntry,
  type RouteHeaders,
  type RouteName,
  type RouteParams,
  type RouteQuery,
  type RouteResponse,
  SIGNED_OUT,
} from '@querent/contracts';
import { type Context, DomainError, requireAccess } from '@querent/domain';
import { checkAnswer, isChecking } from './check-answer';
import { readEnv } from './env';
import { getOutageLog } from './outage-log';
import { parseInput } from './parse-input';
import { problemResponse } from './problem';
import { readBody } from './read-body';
import { keyOf, requestContext } from './request-context';
import { getServices } from './services';

/** Public routes have no actor: what they may do is decided by what they are given. */
type RouteContext<Name extends RouteName> = (typeof ROUTES)[Name] extends { access: 'public' }
  ? Omit<Context, 'actor'>
  : Context;

interface Call<Name extends RouteName> {
  context: RouteContext<Name>;
  params: RouteParams<Name>;
  query: RouteQuery<Name>;
  headers: RouteHeaders<Name>;
  /** Left to the handler where it is a stream, or may be of other types than JSON. */
  body: (typeof ROUTES)[Name] extends { isStream: true } | { also: readonly string[] } ? undefined : RouteBody<Name>;
  request: Request;
}

/** A handler gives the contract's answer, or a whole response where that is not JSON or needs headers. */
type Handler<Name extends RouteName> = (
  call: Call<Name>,
) => Promise<RouteResponse<Name> | Response> | RouteResponse<Name> | Response;

/** Makes a route of the contract's table: who asks, is the input well formed, what is the answer. */
export function route<Name extends RouteName>(name: Name, handle: Handler<Name>) {
  const entry: RouteEntry = ROUTES[name];
  return async (request: Request, { params }: { params: Promise<Record<string, string>> }): Promise<Response> => {
    const requestId = randomUUID();
    try {
      checkOrigin(request);
      const context = entry.access === 'public' ? getServices() : await allowedContext(request, entry.access);
      checkEncoding(request);
      const call = {
        context,
        params: entry.params ? parseInput(entry.params, await params) : {},
        query: entry.query ? parseInput(entry.query, queryOf(request)) : undefined,
        headers: entry.headers ? parseInput(entry.headers, Object.fromEntries(request.headers)) : undefined,
        body:
          entry.body && !entry.isStream && !entry.also ? parseInput(entry.body, await readBody(request)) : undefined,
        request,
      };
      // The table says which schema belongs to which name; here the compiler sees only that there is one.
      const answer = await handle(call as Call<Name>);
      getOutageLog().worked(name);
      const response =
        answer instanceof Response ? answer : Response.json(answer, { headers: { 'cache-control': 'no-store' } });
      if (isChecking() && isJson(entry.response)) checkAnswer(name, entry.response, await response.clone().json());
      return response;
    } catch (error) {
      return problemResponse(error, requestId, name);
    }
  };
}

/** Who asks, where the route may be called so. @throws not_signed_in, key_invalid, key_not_allowed, too_many_attempts */
async function allowedContext(request: Request, access: RouteAccess): Promise<Context> {
  const context = await requestContext(request.headers);
  if (!context) throw new DomainError('not_signed_in', SIGNED_OUT);
  requireAccess(context.actor, access);
  return context;
}

/** What stands behind the question mark. @throws invalid_input where a name stands twice: nobody can know which is meant */
function queryOf(request: Request): Record<string, string> {
  const query = new URL(request.url).searchParams;
  const twice = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (twice) throw new DomainError('invalid_input', `"${twice}" stands twice in the address. Give it once.`);
  return Object.fromEntries(query);
}

/** @throws invalid_input for a body that is packed */
function checkEncoding(request: Request): void {
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity')
    throw new DomainError('invalid_input', `The body is packed (${encoding}), which is not taken. Send it as it is.`);
}

/** A page of another site must not act for somebody who is signed in here. No browser sends a key by itself, as it does a cookie. */
function checkOrigin(request: Request): void {
  if (['GET', 'HEAD'].includes(request.method) || keyOf(request.headers)) return;
  const origin = request.headers.get('origin');
  if (origin && !isOwnOrigin(origin, request.headers.get('host'))) {
    throw new DomainError(
      'wrong_origin',
      'This request was sent by a page of another site, so it was not carried out.',
    );
  }
}

/** The address that was asked, or the public one where a proxy in front asks under another name. A sandboxed page says "null". */
const isOwnOrigin = (origin: string, host: string | null) =>
  URL.canParse(origin) && (new URL(origin).host === host || origin === new URL(readEnv().PUBLIC_URL).origin);
