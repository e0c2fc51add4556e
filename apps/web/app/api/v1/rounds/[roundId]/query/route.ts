import { getQuery } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /rounds/{roundId}/query', ({ context, params }) => getQuery(context, params));
