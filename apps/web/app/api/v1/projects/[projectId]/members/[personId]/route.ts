import { putMember, removeMember } from '@querent/domain';
import { route } from '@/server/route';

export const PUT = route('PUT /projects/{projectId}/members/{personId}', ({ context, params, body }) =>
  putMember(context, { ...body, ...params }),
);
export const DELETE = route('DELETE /projects/{projectId}/members/{personId}', async ({ context, params }) => {
  await removeMember(context, params);
  return { ok: true as const };
});
