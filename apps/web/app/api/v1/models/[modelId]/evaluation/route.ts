import { evaluateModel } from '@querent/domain';
import { route } from '@/server/route';

export const GET = route('GET /models/{modelId}/evaluation', ({ context, params }) => evaluateModel(context, params));
