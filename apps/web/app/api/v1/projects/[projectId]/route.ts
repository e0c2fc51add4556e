import { deleteProject, getProject, updateProject } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}', ({ context, params }) => getProject(context, params));
export const PATCH = route('PATCH /projects/{projectId}', ({ context, params, body }) =>
  updateProject(context, { ...body, ...params }),
);
export const DELETE = route('DELETE /projects/{projectId}', async ({ context, params }) => {
  await deleteProject(context, params);
  return { ok: true as const };
});
