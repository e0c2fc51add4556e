import { getModelFile } from '@querent/domain';
import { fileResponse } from '@/server/file-response';
import { route } from '@/server/route';

export const GET = route('GET /models/{modelId}/exports/{form}/file', async ({ context, params, request }) =>
  fileResponse(await getModelFile(context, params), request, 'GET /models/{modelId}/exports/{form}/file'),
);
