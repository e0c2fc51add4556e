import { signIn, signOut } from '@querent/domain';
import { callerOf } from '@/server/caller';
import { route } from '@/server/route';
import { getServices } from '@/server/services';
import { findSession, signedIn, signedOut } from '@/server/session';

export const POST = route('POST /session', async ({ body, request }) =>
  signedIn(await signIn(getServices(), body, callerOf(request))),
);

export const DELETE = route('DELETE /session', async ({ context, request }) => {
  const session = await findSession(request.headers);
  if (session) await signOut(context, { sessionId: session.id });
  return signedOut();
});
