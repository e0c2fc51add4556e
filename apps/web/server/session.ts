import 'server-only';
import { Role } from '@querent/contracts';
import type { Context } from '@querent/domain';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getOutageLog } from './outage-log';
import { PATH_HEADER } from './path-header';
import { pageError } from './problem';
import { getServices } from './services';

/** The signed-in person's context; null where nobody is signed in. */
export async function findContext(requestHeaders: Headers): Promise<Context | null> {
  const { auth, db, queue, store } = getServices();
  const session = await auth.api.getSession({ headers: requestHeaders });
  if (!session) return null;
  return { db, queue, store, actor: { id: session.user.id, role: Role.parse(session.user.role) } };
}

/** For pages: sends people who are not signed in to do so, and then back. */
export async function pageContext(): Promise<Context> {
  const requestHeaders = await headers();
  const context = await findContext(requestHeaders).catch((error) => {
    throw pageError(error);
  });
  getOutageLog().worked('page');
  if (context) return context;
  const path = requestHeaders.get(PATH_HEADER) ?? '/';
  redirect(path === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(path)}`);
}
