import { cancelRound } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /rounds/{roundId}/cancel', ({ context, params }) => cancelRound(context, params));
