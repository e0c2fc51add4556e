import { findAccess, getAccess } from '@querent/domain';
import { EVENT_HEADERS } from '@/server/event-stream';
import { requestContext } from '@/server/request-context';
import { route } from '@/server/route';
import { getServices } from '@/server/services';

export const dynamic = 'force-dynamic';

export const GET = route('GET /projects/{projectId}/events', async ({ context, params, request }) => {
  const { projectId } = params;
  const access = await getAccess(context.db, context.actor, projectId);
  // HEAD comes here too, and nobody would ever read what follows; nor where the caller has gone meanwhile.
  if (request.method === 'HEAD' || request.signal.aborted) return new Response(null, { headers: EVENT_HEADERS });
  const who = ['cookie', 'authorization'].map((name): [string, string] => [name, request.headers.get(name) ?? '']);
  const headers = new Headers(who);
  return getServices().hub.follow(
    {
      projectId,
      personId: context.actor.id,
      canManage: access.canManage,
      endsAt: context.actor.key?.expiresAt ?? null,
      async isStillAllowed() {
        const now = await requestContext(headers);
        const isSame = now?.actor.id === context.actor.id;
        const rights = isSame ? await findAccess(now.db, now.actor, projectId) : null;
        return rights?.canManage === access.canManage;
      },
    },
    request.signal,
  );
});
