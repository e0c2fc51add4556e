import { listModels } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /projects/{projectId}/models', ({ context, params, query }) =>
  listModels(context, { ...params, ...query }),
);
