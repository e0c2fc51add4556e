import { listPredictions, startPredictions } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/predictions', ({ context, params }) =>
  listPredictions(context, params),
);
export const POST = route('POST /projects/{projectId}/predictions', ({ context, params, body }) =>
  startPredictions(context, { ...body, ...params }),
);
