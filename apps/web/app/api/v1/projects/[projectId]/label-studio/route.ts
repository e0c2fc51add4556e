import { connectStudio, disconnectStudio, getStudioLink } from '@querent/domain';
import { route } from '@/server/route';
import { getServices } from '@/server/services';
import { workerUrl } from '@/server/worker-url';

export const GET = route('GET /projects/{projectId}/label-studio', ({ context, params }) =>
  getStudioLink(context, { ...params, workerUrl: workerUrl() }),
);

export const PUT = route('PUT /projects/{projectId}/label-studio', ({ context, params, body }) =>
  connectStudio({ ...context, vault: getServices().vault }, { ...params, ...body, workerUrl: workerUrl() }),
);

export const DELETE = route('DELETE /projects/{projectId}/label-studio', async ({ context, params }) => {
  await disconnectStudio(context, params);
  return { ok: true as const };
});
