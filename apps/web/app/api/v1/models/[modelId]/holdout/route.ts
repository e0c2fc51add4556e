import { listSaid } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /models/{modelId}/holdout', ({ context, params, query }) =>
  listSaid(context, { ...params, ...query }),
);
