import { exportPredictions } from '@querent/domain';
import { fileResponse } from '@/server/file-response';
import { route } from '@/server/route';

export const GET = route('GET /predictions/{predictionsId}/file', async ({ context, params, query, request }) =>
  fileResponse(
    await exportPredictions(context, { ...query, ...params }),
    request,
    'GET /predictions/{predictionsId}/file',
  ),
);
