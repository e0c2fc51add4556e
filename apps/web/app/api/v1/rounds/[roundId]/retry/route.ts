import { retryRound } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /rounds/{roundId}/retry', ({ context, params }) => retryRound(context, params));
