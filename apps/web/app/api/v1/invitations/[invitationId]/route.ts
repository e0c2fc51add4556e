import { withdrawInvitation } from '@querent/domain';
import { route } from '@/server/route';

export const DELETE = route('DELETE /invitations/{invitationId}', async ({ context, params }) => {
  await withdrawInvitation(context, params);
  return { ok: true as const };
});
