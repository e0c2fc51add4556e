import { getRoundDetails } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /rounds/{roundId}/details', ({ context, params }) => getRoundDetails(context, params));
