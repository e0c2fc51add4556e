import { exportRecords } from '@querent/domain';
import { fileResponse } from '@/server/file-response';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/export', async ({ context, params, query, request }) =>
  fileResponse(await exportRecords(context, { ...query, ...params }), request, 'GET /projects/{projectId}/export'),
);
