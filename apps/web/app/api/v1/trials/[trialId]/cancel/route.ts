import { cancelTrial } from '@querent/domain';
import { route } from '@/server/route';

export const POST = route('POST /trials/{trialId}/cancel', ({ context, params }) => cancelTrial(context, params));
