import { listWanted } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /rounds/{roundId}/wanted', ({ context, params, query }) =>
  listWanted(context, { ...query, ...params }),
);
