import { revokeKey } from '@querent/domain';
import { route } from '@/server/route';

export const DELETE = route('DELETE /keys/{keyId}', async ({ context, params }) => {
  await revokeKey(context, params);
  return { ok: true as const };
});
