import { getLimits, updateLimits } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /limits', ({ context }) => getLimits(context));
export const PATCH = route('PATCH /limits', ({ context, body }) => updateLimits(context, body));
