import { acceptInvitation } from '@querent/domain';
import { callerOf } from '@/server/caller';
import { route } from '@/server/route';
import { getServices } from '@/server/services';
import { signedIn } from '@/server/session';

export const POST = route('POST /invitations/accept', async ({ body, request }) =>
  signedIn(await acceptInvitation(getServices(), body, callerOf(request))),
);
