import { resetPassword } from '@querent/domain';
import { callerOf } from '@/server/caller';
import { route } from '@/server/route';
import { getServices } from '@/server/services';
import { signedIn } from '@/server/session';

export const POST = route('POST /password-resets', async ({ body, request }) =>
  signedIn(await resetPassword(getServices(), body, callerOf(request))),
);
