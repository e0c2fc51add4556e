import 'server-only';
import { randomUUID } from 'node:crypto';
import {
  ROUTES,
  type RouteBody,
  type RouteEntry,
  type RouteName,
  type RouteParams,
  type RouteResponse,
} from '@querent/contracts';
import { type Context, DomainError } from '@querent/domain';
import type { z } from 'zod';
import { readEnv } from './env';
import { problemResponse } from './problem';
import { getServices } from './services';
import { findContext } from './session';

const MAX_BODY_BYTES = 1_000_000;

/** Public routes have no actor: what they may do is decided by what they are given. */
type RouteContext<Name extends RouteName> = (typeof ROUTES)[Name] extends { public: true }
  ? Omit<Context, 'actor'>
  : Context;

interface Call<Name extends RouteName> {
  context: RouteContext<Name>;
  params: RouteParams<Name>;
  body: RouteBody<Name>;
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
      const context = entry.public ? getServices() : await findContext(request.headers);
      if (!context) throw new DomainError('not_signed_in', 'Please sign in; what you were doing goes on afterwards.');
      const call = {
        context,
        params: entry.params ? parse(entry.params, await params) : {},
        body: entry.body ? parse(entry.body, await readBody(request)) : undefined,
        request,
      };
      // The table says which schema belongs to which name; here the compiler sees only that there is one.
      const answer = await handle(call as Call<Name>);
      if (answer instanceof Response) return answer;
      return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      return problemResponse(error, requestId, name);
    }
  };
}

/** A page of another site must not act for somebody who is signed in here. */
function checkOrigin(request: Request): void {
  if (['GET', 'HEAD'].includes(request.method)) return;
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

async function readBody(request: Request): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text || '{}');
  } catch (cause) {
    throw new DomainError('invalid_input', 'The body of the request is not JSON.', { cause });
  }
}

/** Stops at the limit, so that nobody fills the memory with a body that is refused anyway. */
async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw new DomainError('invalid_input', 'The request is larger than one megabyte.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parse(schema: z.ZodType, unverified: unknown): unknown {
  const parsed = schema.safeParse(unverified);
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues
    .map(({ path, message }) => (path.length ? `${path.join('.')}: ${message}` : message))
    .join('; ');
  throw new DomainError('invalid_input', `${detail}.`);
}
