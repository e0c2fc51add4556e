import { getRound } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /rounds/{roundId}', ({ context, params }) => getRound(context, params));
