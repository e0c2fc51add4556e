import 'server-only';
import { type Actor, actorOf, type Context, type SignedIn } from '@querent/domain';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getOutageLog } from './outage-log';
import { PATH_HEADER } from './path-header';
import { pageError } from './problem';
import { getServices } from './services';

/** Who is signed in, as the account is at this moment; null where nobody is, or the account is deactivated. */
export async function findSession(requestHeaders: Headers): Promise<{ id: string; actor: Actor } | null> {
  const found = await getServices().auth.api.getSession({ headers: requestHeaders });
  const actor = found && actorOf({ ...found.user, deactivatedAt: found.user.deactivatedAt ?? null });
  return actor && { id: found.session.id, actor };
}

/** The signed-in person's context; null where nobody is signed in. */
export async function findContext(requestHeaders: Headers): Promise<Context | null> {
  const session = await findSession(requestHeaders);
  return session && contextOf(session.actor);
}

/** What use cases may touch, in the name of who asks. */
export function contextOf(actor: Actor): Context {
  const { db, queue, store, inbox } = getServices();
  return { db, queue, store, inbox, actor };
}

/** For pages that anybody may open. */
export async function findPageContext(): Promise<Context | null> {
  const context = await findContext(await headers()).catch((error) => {
    throw pageError(error);
  });
  getOutageLog().worked('page');
  return context;
}

/** For pages: sends people who are not signed in to do so, and then back. */
export async function pageContext(): Promise<Context> {
  const context = await findPageContext();
  if (context) return context;
  const path = (await headers()).get(PATH_HEADER) ?? '/';
  redirect(path === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(path)}`);
}

/** Answers with the person and the cookie of the new session. */
export async function signedIn({ person, sessionToken }: SignedIn): Promise<Response> {
  const { headers: given } = await getServices().auth.api.giveCookie({
    body: { token: sessionToken },
    headers: new Headers(),
    returnHeaders: true,
  });
  return withCookies(person, given);
}

/** Answers that nobody is signed in, and takes the cookie back. */
export async function signedOut(): Promise<Response> {
  const { headers: taken } = await getServices().auth.api.takeCookie({ headers: new Headers(), returnHeaders: true });
  return withCookies({ ok: true }, taken);
}

function withCookies(body: unknown, from: Headers): Response {
  const response = Response.json(body, { headers: { 'cache-control': 'no-store' } });
  for (const cookie of from.getSetCookie()) response.headers.append('set-cookie', cookie);
  return response;
}
