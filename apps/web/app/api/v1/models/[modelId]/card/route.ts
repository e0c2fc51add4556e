import { getModelCard } from '@querent/domain';
import { fileResponse } from '@/server/file-response';
import { route } from '@/server/route';

export const GET = route('GET /models/{modelId}/card', async ({ context, params, request }) =>
  fileResponse(await getModelCard(context, params), request, 'GET /models/{modelId}/card'),
);
