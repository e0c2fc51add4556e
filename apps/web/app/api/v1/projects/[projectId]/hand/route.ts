import { claimCards, releaseCards } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /projects/{projectId}/hand', ({ context, params, body }) =>
  claimCards(context, { ...body, ...params }),
);
export const DELETE = route('DELETE /projects/{projectId}/hand', async ({ context, params }) => {
  await releaseCards(context, params);
  return { ok: true as const };
});
