import { changePassword } from '@querent/domain';
import { callerOf } from '@/server/caller';
import { route } from '@/server/route';
import { getServices } from '@/server/services';
import { findSession } from '@/server/session';

export const PUT = route('PUT /me/password', async ({ context, body, request }) => {
  const session = await findSession(request.headers);
  const { passwords } = getServices();
  // A session that has ended since then is no other session to spare.
  const stays = { sessionId: session?.id ?? '', address: callerOf(request).address };
  await changePassword({ ...context, passwords }, body, stays);
  return { ok: true as const };
});
